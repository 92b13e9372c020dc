"""Quotations held against the documents that are here now, whoever gave the answer. Pure.

Not here: whether a quotation supports the statement before it. That is judged when the answer is
made; here it is only whether these words stand in this document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

from assistant.history.record import ConversationRecord, ExchangeRecord
from assistant.types import Citation, Document

# (doc_id, sha256 of its file or "") -> the document of this name or this hash; None: not here
Find = Callable[[str, str], Document | None]


class Standing(StrEnum):
    """What became of a quotation. The first three stand: its words are in the document."""

    STANDS = "stands"
    MOVED = "moved"  # the same words, at another place of the same file
    CHANGED = "changed"  # the file is another one by its hash, and the words are in it
    NOT_FOUND = "not_found"
    NOT_HERE = "not_here"  # no such document in this library


class Rechecked(NamedTuple):
    """One quotation, checked again."""

    question: str
    citation: Citation
    standing: Standing
    document: Document | None  # it was looked for in; None: not here
    start: int  # where the words begin now; -1: nowhere

    @property
    def stands(self) -> bool:
        """Whether the words are in the document."""
        return self.standing in (Standing.STANDS, Standing.MOVED, Standing.CHANGED)


def recheck_conversation(conversation: ConversationRecord, find: Find) -> list[Rechecked]:
    """Every quotation of a conversation, in its order."""
    return [checked for exchange in conversation.exchanges for checked in recheck(exchange, find)]


def recheck(exchange: ExchangeRecord, find: Find) -> list[Rechecked]:
    """The quotations of one answer, by marker; empty where there is no answer."""
    if exchange.answer is None:
        return []
    return [
        _check(exchange.question, citation, exchange.sha256, find)
        for citation in exchange.answer.citations
    ]


def _check(question: str, citation: Citation, sha256: Mapping[str, str], find: Find) -> Rechecked:
    doc_id = citation.passage.source.doc_id
    known = sha256.get(doc_id, "")
    document = find(doc_id, known)
    if document is None:
        return Rechecked(question, citation, Standing.NOT_HERE, None, -1)
    start = place_of(citation.quote, document.text, near=citation.start)
    if start < 0:
        standing = Standing.NOT_FOUND
    elif known and known != document.sha256:
        standing = Standing.CHANGED
    else:
        standing = Standing.STANDS if start == citation.start else Standing.MOVED
    return Rechecked(question, citation, standing, document, start)


def place_of(quote: str, text: str, *, near: int) -> int:
    """Where these words begin in the text: at `near`, else the first place; -1: nowhere.

    Between words any white space will do: another edition may wrap its lines elsewhere.
    """
    words = quote.split()
    if not words:
        return -1
    if near >= 0 and text.startswith(quote, near):
        return near
    exact = text.find(quote)
    if exact >= 0:
        return exact
    found = re.search(r"\s+".join(map(re.escape, words)), text)
    return found.start() if found else -1
