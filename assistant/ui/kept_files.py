"""The files of Gradio's own page are packed once, not anew for every visitor.

A visit asks for some 65 of them, and packing them again took half of what the server spends on it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A visit takes .3 MB. Who asks for every file of the build (21 MB bare) does not fill the memory.
MOST_BYTES = 4_000_000
# The build names its files by their content: what has another content has another name.
BY_CONTENT = re.compile(r"/assets/[^/]+-[\w-]{8}\w*\.(?:js|css)$")
KEPT_FOR = "public, max-age=31536000, immutable"
# Asks for a part, or whether something is new: Gradio's answer depends on it.
CONDITIONS = ("range", "if-none-match", "if-modified-since", "if-range", "if-match")


class _File(NamedTuple):
    start: Message
    body: bytes


class KeptFiles:
    """Keeps each file as it was sent first; a browser is told that it may keep it too.

    Only for who takes Brotli, as every browser does: others get what Gradio makes of it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._files: dict[str, _File] = {}
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if not _is_for_a_file(scope):
            await self._app(scope, receive, send)
            return
        kept = self._files.get(scope["path"])
        if kept is None:
            await self._app(scope, receive, self._keeping(scope["path"], send))
            return
        await send({**kept.start, "headers": list(kept.start["headers"])})  # others add theirs
        await send({"type": "http.response.body", "body": kept.body})

    def _keeping(self, path: str, send: Send) -> Send:
        """Passes a response on, and keeps it once it is whole."""
        start: Message = {}
        parts: list[bytes] = []

        async def passed_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                if message["status"] == 200:
                    MutableHeaders(scope=message)["Cache-Control"] = KEPT_FOR
                start.update({**message, "headers": list(message["headers"])})
            else:
                parts.append(message.get("body", b""))
                if not message.get("more_body"):
                    self._keep(path, start, b"".join(parts))
            await send(message)

        return passed_on

    def _keep(self, path: str, start: Message, body: bytes) -> None:
        if start["status"] != 200 or self._bytes + len(body) > MOST_BYTES or path in self._files:
            return
        MutableHeaders(scope=start)["Content-Length"] = str(len(body))
        self._files[path] = _File(start, body)
        self._bytes += len(body)


def _is_for_a_file(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or not BY_CONTENT.search(scope["path"]):
        return False
    headers = Headers(scope=scope)
    return "br" in headers.get("accept-encoding", "") and not any(c in headers for c in CONDITIONS)
