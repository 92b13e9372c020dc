from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.ui import kept_files
from assistant.ui.kept_files import KeptFiles

SCRIPT = "/assets/index-DphvyggB.js"


class Made:
    """Counts how often each file is made, and sends it in two pieces as Gradio does."""

    def __init__(self) -> None:
        self.times: dict[str, int] = {}

    async def answer(self, request: Request) -> Response:
        path = request.url.path
        number = self.times[path] = self.times.get(path, 0) + 1
        if "missing" in path:
            return Response("no such file", 404)

        async def pieces() -> Any:
            yield f"{path}, made "
            yield f"for the time {number}"

        return StreamingResponse(pieces(), headers={"ETag": f'"{number}"'})


@pytest.fixture
def made() -> Made:
    return Made()


@pytest.fixture
def app(made: Made) -> KeptFiles:
    return KeptFiles(
        Starlette(routes=[Route("/{path:path}", made.answer, methods=["GET", "POST"])])
    )


def ask(
    app: ASGIApp, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
) -> httpx.Response:
    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.request(
                method, path, headers={"Accept-Encoding": "br", **(headers or {})}
            )

    return asyncio.run(asked())


def test_a_file_is_made_for_the_first_visitor_only(app: KeptFiles, made: Made) -> None:
    first, second = ask(app, SCRIPT), ask(app, SCRIPT)

    assert made.times == {SCRIPT: 1}
    assert second.text == first.text == f"{SCRIPT}, made for the time 1"
    assert second.headers["etag"] == first.headers["etag"]
    assert second.headers["content-length"] == str(len(first.content))


def test_a_browser_may_keep_it_too(app: KeptFiles) -> None:
    for answer in (ask(app, SCRIPT), ask(app, SCRIPT)):
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_each_address_has_its_own(app: KeptFiles) -> None:
    assert ask(app, SCRIPT).text != ask(app, "/de" + SCRIPT).text
    assert ask(app, SCRIPT).text != ask(app, "/de" + SCRIPT).text


@pytest.mark.parametrize(
    ("path", "headers", "method"),
    [
        ("/", {}, "GET"),
        ("/gradio_api/queue/data", {}, "GET"),
        ("/theme.css", {}, "GET"),  # not named by its content
        ("/assets/logo.js", {}, "GET"),
        (SCRIPT, {"Accept-Encoding": "gzip"}, "GET"),
        (SCRIPT, {"Range": "bytes=0-9"}, "GET"),
        (SCRIPT, {"If-None-Match": '"1"'}, "GET"),
        (SCRIPT, {}, "POST"),
        ("/assets/missing-DphvyggB.js", {}, "GET"),
    ],
)
def test_all_else_is_made_each_time(
    app: KeptFiles, made: Made, path: str, headers: Mapping[str, str], method: str
) -> None:
    answers = [ask(app, path, headers, method) for _ in range(2)]

    assert made.times == {path: 2}
    assert "cache-control" not in answers[1].headers


def test_memory_stays_bounded(app: KeptFiles, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_files, "MOST_BYTES", len(ask(app, SCRIPT).content))

    for _ in range(2):
        ask(app, SCRIPT)
        ask(app, "/assets/other-DphvyggB.js")

    assert made.times == {SCRIPT: 1, "/assets/other-DphvyggB.js": 2}


def test_what_others_add_to_a_response_is_not_kept(app: KeptFiles) -> None:
    async def adding(scope: Scope, receive: Receive, send: Send) -> None:
        async def added(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"].append((b"x-added", b"outside"))
            await send(message)

        await app(scope, receive, added)

    for _ in range(3):
        assert ask(adding, SCRIPT).headers.get_list("x-added") == ["outside"]
