"""No request is larger than what the page has a use for: a pure ASGI middleware.

Neither uvicorn nor Gradio limits the body of a request that is no upload: a question of 100 MB was
read, parsed and copied before the page could say that it is too long.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.ui.question import QUESTION_LIMIT
from assistant.ui.refused import refusal

BODY_BYTES = 1_000_000  # a question, its conversation and filters take a tenth of that
UPLOADS_BYTES = 500_000_000  # of all files sent together; Gradio limits each one (`page`)
UPLOAD = "/gradio_api/upload"
IMPORT = "/conversations"  # reads no more than it takes, and says in its own words what that is


class BodyLimit:
    """Refuses a body over the limit with 413: by its announced length, else when it gets there."""

    def __init__(
        self, app: ASGIApp, *, body_bytes: int = BODY_BYTES, uploads_bytes: int = UPLOADS_BYTES
    ) -> None:
        self._app = app
        self._limits = {False: body_bytes, True: uploads_bytes}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"].endswith(IMPORT):
            await self._app(scope, receive, send)
            return
        is_upload = scope["path"].rstrip("/").endswith(UPLOAD)
        limit = self._limits[is_upload]
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isdecimal() or int(announced) > limit:
            await PlainTextResponse(_reason(scope, limit, is_upload), 413)(scope, receive, send)
            return
        read_bytes = 0

        async def counted() -> Message:
            nonlocal read_bytes
            message = await receive()
            read_bytes += len(message.get("body", b""))
            if read_bytes > limit:  # sent in pieces, without a length
                raise HTTPException(413, _reason(scope, limit, is_upload))
            return message

        await self._app(scope, counted, send)


def _reason(scope: Scope, limit: int, is_upload: bool) -> str:
    if is_upload:
        return refusal(scope, lambda words: words.uploads_too_large, limit=limit)
    return refusal(scope, lambda words: words.too_large, limit=limit, characters=QUESTION_LIMIT)
