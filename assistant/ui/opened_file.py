"""A file of the library on its way to a browser: with a type that runs nothing, in any part of it.

What is sent is the file that was opened and checked, also when its name has meanwhile become a link
to another.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Mapping
from pathlib import Path

from starlette.responses import FileResponse
from starlette.types import Receive, Scope, Send

from assistant.catalogue import OpenedFile

# What a browser shows by itself and takes no orders from. All else is text.
TYPES: Mapping[str, str] = {
    ".pdf": "application/pdf",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".webm": "video/webm",
    ".ogv": "video/ogg",
    ".mov": "video/quicktime",
}
_LOOKED_AT_BYTES = 65_536  # from the beginning of a text, to know whether it is UTF-8
_OPEN_FILES = Path("/dev/fd")  # on Windows there is none, nor a link to guard against


def send_file(opened: OpenedFile) -> FileResponse:
    """The response that sends the file, the whole of it or the range that is asked for."""
    return _Response(opened)


def _type_of(opened: OpenedFile) -> str:
    if known := TYPES.get(opened.path.suffix.lower()):
        return known
    start = opened.file.read(_LOOKED_AT_BYTES)
    opened.file.seek(0)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return "text/plain"  # the browser finds out which encoding it is
    return "text/plain; charset=utf-8"


class _Response(FileResponse):
    """Starlette's file response, which knows ranges, over a file that is open already."""

    def __init__(self, opened: OpenedFile) -> None:
        file, path = opened
        handle = _OPEN_FILES / str(file.fileno())
        super().__init__(
            handle if handle.exists() else path,
            headers={"content-type": _type_of(opened)},  # Starlette would add a charset
            filename=path.name,
            stat_result=os.fstat(file.fileno()),
            content_disposition_type="inline",
        )
        self._file = file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._file:
            await super().__call__(scope, receive, send)
