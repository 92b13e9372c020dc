"""Who may send files to Gradio, and how much of them may wait to be taken: a pure ASGI middleware.

Gradio limits each file and `body` each request; both take any number from everyone who can reach
the page. What is left of an upload that broke off is removed.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.reading.files import bytes_below
from assistant.ui.body import UPLOAD
from assistant.ui.refused import refused

MOST_WAITING_BYTES = 500_000_000  # ten of the largest files; they wait for seconds


class UploadGuard:
    """Refuses files where nobody may add documents, and where too much of them is waiting."""

    def __init__(self, app: ASGIApp, *, folder: Path, allowed: bool) -> None:
        """`folder`: where Gradio keeps what comes in."""
        self._app = app
        self._folder = folder
        self._allowed = allowed
        self._coming_in = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not scope["path"].rstrip("/").endswith(UPLOAD):
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        self._coming_in += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._coming_in -= 1
            if not self._coming_in:
                _remove_cut_off(self._folder)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        if not self._allowed:
            return refused(scope, 403, lambda words: words.no_uploads)
        size = Headers(scope=scope).get("content-length", "")
        if not size.isdigit():
            return refused(scope, 411, lambda words: words.no_length)
        if int(size) + bytes_below(self._folder) > MOST_WAITING_BYTES:
            mb = MOST_WAITING_BYTES // 1_000_000
            return refused(scope, 413, lambda words: words.uploads_full, mb=mb)
        return None


def _remove_cut_off(folder: Path) -> None:
    """Remove what is left of uploads that broke off; whole files lie in folders of their own.

    Gradio 6.31 removes a file that it refuses, but not one whose sender is gone.
    """
    if folder.is_dir():
        for path in folder.iterdir():
            if path.is_file():
                with suppress(OSError):  # on Windows, a file that is still open
                    path.unlink()
