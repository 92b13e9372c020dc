from __future__ import annotations

import asyncio

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

from assistant.ui.packed import PackedPage

PAGE = "<p>What is open?</p>" * 1_000


async def told(scope: Scope, receive: Receive, send: Send) -> None:
    await HTMLResponse(PAGE)(scope, Request(scope).receive, send)


def ask(path: str, accepted: str) -> httpx.Response:
    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(PackedPage(told))
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.get(path, headers={"Accept-Encoding": accepted})

    return asyncio.run(asked())


@pytest.mark.parametrize("path", ["/", "/de/", "/fr/"])
def test_the_page_of_each_language_is_packed(path: str) -> None:
    answer = ask(path, "gzip, br")

    assert answer.headers["content-encoding"] == "gzip"
    assert answer.num_bytes_downloaded < len(PAGE) / 10
    assert answer.text == PAGE


@pytest.mark.parametrize(
    ("path", "accepted"),
    [("/", "identity"), ("/gradio_api/queue/data", "gzip"), ("/assets/index.js", "gzip")],
)
def test_all_else_goes_as_it_is(path: str, accepted: str) -> None:
    answer = ask(path, accepted)

    assert "content-encoding" not in answer.headers
    assert answer.text == PAGE
