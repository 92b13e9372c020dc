"""S09: pages of other sites, and other names of this machine, are not answered.

Gradio alone answers any name, and lets any page of this machine call it with the reader's cookies;
on an address of the network, any page at all.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.routing import BaseRoute, Mount, Route

from assistant.ui.server import make_app
from tests.faults.tally import Tally
from tests.ui.conftest import make_site
from tests.ui.scripted import ScriptedAssistant

pytestmark = pytest.mark.slow

OURS = "127.0.0.1:7860"
STRANGERS = (
    {"Origin": "http://evil.example"},
    {"Origin": "http://127.0.0.1:3000"},
    {"Origin": "null"},
    {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"},
    {"Origin": "http://127.0.0.1:3000", "Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
)
NAMES = (
    "evil.example",
    "evil.example:7860",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "192.168.1.5:7860",
    "2130706433",
    "127.0.0.1@evil.example",
    "",
)


@pytest.fixture(scope="module")
def site() -> FastAPI:
    return make_app(make_site(ScriptedAssistant), host="127.0.0.1")


@pytest.fixture(scope="module")
def client(site: FastAPI) -> TestClient:
    return TestClient(site, base_url=f"http://{OURS}", raise_server_exceptions=False)


def posts(routes: list[BaseRoute], before: str = "") -> Iterator[str]:
    """Every path that takes a POST; the whole of Gradio's is mounted in ours."""
    for route in routes:
        if isinstance(route, Mount):
            yield from posts(route.routes, before + route.path)
        elif (included := getattr(route, "original_router", None)) is not None:
            yield from posts(included.routes, before)
        elif isinstance(route, Route) and "POST" in (route.methods or ()):
            yield before + route.path.replace("{", "").replace("}", "")


def test_no_page_elsewhere_can_send_anything_anywhere(
    site: FastAPI, client: TestClient, tally: Tally
) -> None:
    paths = sorted(set(posts(site.routes)))
    assert {"/login", "/gradio_api/upload", "/gradio_api/queue/join"} <= set(paths)

    def send(case: tuple[str, dict[str, str]]) -> None:
        path, headers = case
        answer = client.post(path, headers=headers, data={"username": "a", "password": "b"})
        assert answer.status_code == 403, f"{path} answered {answer.status_code}"
        assert "access-control-allow-origin" not in answer.headers

    tally.full = True
    tally.each(itertools.product(paths, STRANGERS), send)

    assert tally.failures == []


def test_no_page_elsewhere_can_read_anything(client: TestClient, tally: Tally) -> None:
    paths = ("/", "/config", "/gradio_api/info", "/gradio_api/queue/data?session_hash=a")
    # Following a link is what a reader does; the page that opened cannot be read by the other.
    fetched = [headers for headers in STRANGERS if headers.get("Sec-Fetch-Mode") != "navigate"]

    def read(case: tuple[str, dict[str, str]]) -> None:
        path, headers = case
        assert client.get(path, headers=headers).status_code == 403
        preflight = {"Access-Control-Request-Method": "POST"} | headers
        assert client.options(path, headers=preflight).status_code == 403

    tally.full = True
    tally.each(itertools.product(paths, fetched), read)

    assert tally.failures == []


def test_no_other_name_of_this_machine_is_answered(client: TestClient, tally: Tally) -> None:
    paths = ("/", "/config", "/gradio_api/info", "/static/img/logo.svg")

    def call(case: tuple[str, str]) -> None:
        path, name = case
        assert client.get(path, headers={"Host": name}).status_code == 400

    tally.full = True
    tally.each(itertools.product(paths, NAMES), call)

    assert tally.failures == []


def test_the_page_itself_and_a_program_are_answered(
    serve_page: Callable[..., str],
) -> None:
    address = serve_page(ScriptedAssistant)
    page = {"Origin": address, "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}

    assert httpx.get(address).status_code == 200
    for headers in ({}, {"Origin": address}, page):
        asked = httpx.post(
            f"{address}/gradio_api/call/v2/ask",
            json={"question": "Why?"},
            headers=headers,
            timeout=30,
        )
        assert asked.status_code == 200, headers
