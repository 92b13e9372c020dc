"""Conversations to download, and one to bring in: addresses of our own beside Gradio's.

Not through Gradio's files: those leave a copy in a folder, and a deleted conversation must be gone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, PlainTextResponse

from assistant.history.exported_file import LARGEST_BYTES, read_export
from assistant.history.markdown import conversation_markdown
from assistant.history.record import ConversationRecord, HistoryError, conversation_to_json
from assistant.ui.exported import render_export
from assistant.ui.keeping import Keeping
from assistant.ui.signed_in import user_of
from assistant.ui.words import Words
from assistant.ui.words.reasons import told

NAME_CHARS = 60  # of a downloaded file
# A page elsewhere can send a form here, but not this type without asking first, which is refused.
FILE_TYPE = "application/octet-stream"


class Form(NamedTuple):
    """One kind of file that a conversation can be exported as."""

    media_type: str
    write: Callable[[ConversationRecord, Words], str]


FORMS = {
    "md": Form(
        "text/markdown", lambda record, words: conversation_markdown(record, words.history.markdown)
    ),
    "json": Form("application/json", lambda record, _: conversation_to_json(record)),
    "html": Form("text/html", lambda record, words: render_export(record, words, exported=_now())),
}


def history_routes(keeping: Keeping, words: Words) -> APIRouter:
    """The addresses, for the page in one language."""
    router = APIRouter()

    @router.get("/conversations/{conversation_id}/export.{form}")
    def export(request: Request, conversation_id: str, form: str, answer: str = "") -> Response:
        owner = user_of(request)
        if owner is None:
            return PlainTextResponse(f"{words.login}\n", 401)
        if form not in FORMS:
            return PlainTextResponse(f"{words.history.gone}\n", 404)
        try:
            record = _part(keeping.record(owner, conversation_id), answer, words)
        except HistoryError as exc:
            return PlainTextResponse(f"{told(exc, words)}\n", 404)
        name = f"{file_name(record.title)}.{form}"
        return Response(
            FORMS[form].write(record, words),
            media_type=FORMS[form].media_type,
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "no-store",
            },
        )

    @router.post("/conversations")
    async def bring_in(request: Request) -> Response:
        owner = user_of(request)
        if owner is None:
            return _refused(words.login, 401)
        if request.headers.get("content-type") != FILE_TYPE:
            return _refused(words.refusals.file_type.format(type=FILE_TYPE), 415)
        try:
            # In a thread: a large file takes a second, and the disk may have to be waited for.
            kept = await run_in_threadpool(_bring_in, keeping, owner, await _body(request))
            return JSONResponse({"id": kept}, 201)
        except HistoryError as exc:
            return _refused(told(exc, words), 400)

    return router


def file_name(title: str) -> str:
    """A name for a downloaded file: letters, digits and hyphens of any title."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:NAME_CHARS].strip("-")
    return name or "conversation"


def _part(record: ConversationRecord, answer_id: str, words: Words) -> ConversationRecord:
    """The whole conversation, or the one answer that is asked for."""
    if not answer_id:
        return record
    wanted = tuple(e for e in record.exchanges if e.answer_id == answer_id)
    if not wanted:
        raise HistoryError(words.history.gone)
    return replace(record, title=wanted[0].question, exchanges=wanted)


def _bring_in(keeping: Keeping, owner: str, data: bytes) -> str:
    return keeping.bring_in(owner, read_export(data))


async def _body(request: Request) -> bytes:
    """What is sent, up to one piece more than the limit: the rest is never read."""
    pieces, size = [], 0
    async for piece in request.stream():
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST_BYTES:
            break
    return b"".join(pieces)


def _refused(reason: str, status: int) -> Response:
    return JSONResponse({"problem": reason}, status)


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="minutes")
