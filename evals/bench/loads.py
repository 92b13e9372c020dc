"""What a browser loads: bytes over the wire, and the time until a question can be typed.

Our page against the smallest Gradio chat, in Chromium, each time with an empty cache.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evals.bench.processes import BenchError, free_port, program
from evals.bench.race import Race, Side

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TARGET = 1.2  # of a bare chat, for bytes as for time
OPTIONS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
LONGEST_MS = 60_000
QUIET_MS = 1_500  # after it can be used: what comes late is weighed too


class Load(NamedTuple):
    """One visit with an empty cache."""

    seconds: float  # until a question can be typed
    kilobytes: float  # over the wire, compressed as they were sent


def race_load(index_dir: Path, times: int) -> list[Race]:
    """Bytes and time of our page over those of a bare Gradio chat."""
    ours, bare = free_port(), free_port()
    options = ("--port", str(ours), "--index", str(index_dir), "--model", "none")
    with (
        program("app.py", *options, port=ours),
        program("-m", "evals.bench.bare_page", str(bare), port=bare),
        chromium() as browser,
    ):
        ports = {"ours": ours, "bare": bare}
        for port in ports.values():
            load(browser, port)  # the first visit makes the server put its files together
        loads: dict[str, list[Load]] = {"ours": [], "bare": []}
        for number in range(max(times, 5)):
            for name in list(ports)[:: -1 if number % 2 else 1]:
                loads[name].append(load(browser, ports[name]))
    return [_race("seconds", "s", loads), _race("kilobytes", "kB", loads)]


def _race(figure: str, unit: str, loads: dict[str, list[Load]]) -> Race:
    first, second = (
        Side(name, tuple(getattr(each, figure) for each in loads[key]), None)
        for key, name in (("ours", "our page"), ("bare", "bare Gradio chat"))
    )
    return Race("load", first, second, unit, TARGET)


def load(browser: Browser, port: int) -> Load:
    """Visit a page with an empty cache, until its question box can be typed into."""
    context = browser.new_context()
    try:
        page = context.new_page()
        session, received = context.new_cdp_session(page), [0.0]

        def count(event: dict[str, float]) -> None:
            received[0] += event["encodedDataLength"]

        session.on("Network.loadingFinished", count)
        session.send("Network.enable")
        started = time.perf_counter()
        page.goto(f"http://127.0.0.1:{port}/", wait_until="commit", timeout=LONGEST_MS)
        page.locator("textarea:visible").first.fill("Why?", timeout=LONGEST_MS)
        seconds = time.perf_counter() - started
        page.wait_for_timeout(QUIET_MS)
        return Load(seconds, received[0] / 1e3)
    finally:
        context.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser. Raises BenchError when none is installed."""
    try:
        from playwright.sync_api import sync_playwright  # of the checks; not needed otherwise
    except ImportError as exc:
        raise BenchError("playwright is not installed; run `make setup-dev`") from exc
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise BenchError("no Chromium; run `sudo apt-get install chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(OPTIONS))
        yield browser
        browser.close()
