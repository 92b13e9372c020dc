"""What every test gets: no network but loopback, and the options of `make long` and CI."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from xdist.scheduler import LoadScopeScheduling

from tests.doubles import WordEncoder

BROWSER_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# How long a page may take to show something. Only a failure waits for it: no busy machine does.
PATIENCE_MS = 40_000

# Speed is measured in benchmarks: a busy machine must not fail a property.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

SHARED = Path(__file__).parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="the full numbers, as `make long` runs")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("long") and not config.getoption("--long"):
            item.add_marker(pytest.mark.skip(reason="runs with `make long`"))
        if item.get_closest_marker("live") and "live" not in (config.option.markexpr or ""):
            item.add_marker(pytest.mark.skip(reason="needs a real Ollama: pytest -m live"))
        if item.get_closest_marker("originals") and not (SHARED / "originals").is_dir():
            item.add_marker(pytest.mark.skip(reason=f"no originals in {SHARED}"))


class _FilesAndThePage(LoadScopeScheduling):  # type: ignore[misc]  # it has no types
    """A file stays with one worker, and everything of the page does: one browser at a time."""

    def _split_scope(self, nodeid: str) -> str:
        return "tests/ui" if nodeid.startswith("tests/ui/") else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """How `make test` shares the tests out over its two workers."""
    return _FilesAndThePage(config, log)


@pytest.fixture(scope="session", autouse=True)
def _loopback_only() -> Iterator[None]:
    """Refuse every connection that leaves the machine, for the whole run."""
    patch = pytest.MonkeyPatch()
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            raise AssertionError(f"a test tried to reach {address!r}")
        connect(self, address)

    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def _clean_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No setting of the person who runs the tests changes what they see.

    And no test writes feedback into their home folder, nor does a process that a test starts.
    """
    patch = pytest.MonkeyPatch()
    for name in list(os.environ):
        if name.startswith(("ASSISTANT_", "OLLAMA_", "LANGSMITH_", "LANGCHAIN_", "GRADIO_")):
            patch.delenv(name)
    patch.setenv("ASSISTANT_DATA_DIR", str(tmp_path_factory.mktemp("data")))
    yield
    patch.undo()


@pytest.fixture(scope="session")
def originals() -> Path:
    """The folder of originals beside the checkout; tests that use it are marked `originals`."""
    return SHARED / "originals"


@pytest.fixture
def encoder() -> WordEncoder:
    """A fast encoder in which texts that share words are near."""
    return WordEncoder()


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


# Playwright keeps an event loop running in this thread while it is open: no longer than needed.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        reason = "no Chromium: run `sudo apt-get install chromium`"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, headless=True, args=list(BROWSER_OPTIONS)
        )
        yield browser
        browser.close()
