"""The addresses beside the page: a document to read, the file it was read from, its recording.

    read/DOC_ID?start=..&end=..&sha256=..   the reader, see `page.py`
    original/DOC_ID                         the file; never run as a page, whatever it holds
    recording/DOC_ID                        the audio or video file beside a transcript
    reader.css                              the reader's looks

Who has not signed in, where that is asked, gets none of them. Not here: the headers (`headers.py`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Request, Response
from starlette.responses import HTMLResponse, PlainTextResponse

from assistant.errors import AssistantError, LibraryError, ReadingError
from assistant.ui.opened_file import send_file
from assistant.ui.reader.page import Asked, render_document, render_problem
from assistant.ui.reader.readable import Readable
from assistant.ui.signed_in import is_signed_in
from assistant.ui.words import Words
from assistant.ui.words.reasons import told

_log = logging.getLogger(__name__)
_LONGEST_NUMBER = 12  # digits of a position in a text


def reader_routes(documents: Readable, words: Words) -> APIRouter:
    """The routes; to be added before the page, which takes every other address."""
    router = APIRouter()

    @router.get("/read/{doc_id:path}")
    def read(request: Request, doc_id: str) -> Response:
        return _guarded(request, doc_id, lambda: _read(documents, request, doc_id, words), words)

    @router.get("/original/{doc_id:path}")
    def file(request: Request, doc_id: str) -> Response:
        return _guarded(request, doc_id, lambda: send_file(documents.open_file(doc_id)), words)

    @router.get("/recording/{doc_id:path}")
    def recording(request: Request, doc_id: str) -> Response:
        return _guarded(request, doc_id, lambda: send_file(documents.open_recording(doc_id)), words)

    @router.get("/reader.css")
    def style() -> Response:
        return PlainTextResponse(_style(), media_type="text/css")

    return router


def _read(documents: Readable, request: Request, doc_id: str, words: Words) -> Response:
    query = request.query_params
    asked = Asked(
        _number(query.get("start", "")),
        _number(query.get("end", "")),
        query.get("sha256", ""),
    )
    shown = documents.show(doc_id)
    return HTMLResponse(render_document(shown, asked, documents.files(doc_id), words))


def _number(written: str) -> int | None:
    """The number; None where it is none: a link that somebody shortened still opens."""
    is_number = written.isascii() and written.isdigit() and len(written) <= _LONGEST_NUMBER
    return int(written) if is_number else None


def _guarded(
    request: Request, doc_id: str, answer: Callable[[], Response], words: Words
) -> Response:
    """The answer, or a page that says why there is none."""
    said = words.reader
    if not is_signed_in(request):
        return _problem(401, said.sign_in, said.sign_in_first, doc_id, words)
    try:
        return answer()
    except LibraryError as exc:
        return _problem(404, said.not_here, told(exc, words), doc_id, words)
    except ReadingError as exc:
        return _problem(404, said.file_gone, told(exc, words), doc_id, words)
    except AssistantError as exc:
        _log.warning("document %r not shown: %s", doc_id, exc)
        return _problem(500, words.problem_label, told(exc, words), doc_id, words)


def _problem(status: int, title: str, sentence: str, doc_id: str, words: Words) -> Response:
    return HTMLResponse(render_problem(title, sentence, doc_id, words), status)


@cache
def _style() -> str:
    return (files("assistant.ui.reader") / "reader.css").read_text(encoding="utf-8")
