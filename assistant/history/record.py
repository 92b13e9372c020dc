"""A conversation as a record: what is kept, what the JSON export holds, what an import reads.

The answers are recorded with all their fields, so that a kept one is shown like a fresh one and
nothing is lost when an answer learns to say more. A field that an older record lacks has its
default; one that is not known is left out. `VERSION` counts up when a name or a meaning changes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant import __version__
from assistant.errors import AssistantError
from assistant.feedback.entry import Verdict
from assistant.types import Answer

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FORMAT = "openness-assistant conversation"
VERSION = 1


class HistoryError(AssistantError):
    """A conversation cannot be kept, found, or read from a file."""


@dataclass(frozen=True, slots=True)
class ExchangeRecord:
    """One question, and what became of it."""

    answer_id: str  # names the answer here and in the feedback
    question: str
    asked_at: str  # ISO 8601, with offset
    answer: Answer | None = None  # None: none was finished
    written: str = ""  # what had been written, unchecked, when it ended without an answer
    stopped: bool = False  # by the reader
    problem: str = ""  # why there is no answer, as a sentence for the reader
    verdict: Verdict = "none"
    correction: str = ""  # what would be right, in the reader's words
    sha256: Mapping[str, str] = field(default_factory=dict[str, str])  # of cited files, by doc_id
    program: str = __version__  # that gave the answer
    imported: bool = False  # from a file: anybody may have written it


@dataclass(frozen=True, slots=True)
class ConversationRecord:
    """A whole conversation, oldest question first."""

    title: str
    created: str  # ISO 8601, with offset; so is the next
    updated: str
    exchanges: tuple[ExchangeRecord, ...]
    imported: bool = False  # began as a file; questions asked since are this assistant's
    format: str = FORMAT
    version: int = VERSION


def recorded(answer: Answer) -> Answer:
    """The answer without what only served to make it: how near each sentence of a hit was."""
    return replace(answer, hits=tuple(replace(hit, sentences=()) for hit in answer.hits))


def exchange_to_json(exchange: ExchangeRecord) -> str:
    """One exchange as it is kept."""
    return _as_json(_exchanges(), exchange, indent=None)


def exchange_from_json(text: str | bytes) -> ExchangeRecord:
    """The exchange of `exchange_to_json`. Raises ValueError with the place that is wrong."""
    record: ExchangeRecord = _exchanges().validate_json(text, strict=True)
    return record


def conversation_to_json(conversation: ConversationRecord) -> str:
    """A conversation as a file for others; `exported_file.read_export` is the way back."""
    return _as_json(_conversations(), conversation, indent=1)


def conversation_from_json(text: str | bytes) -> ConversationRecord:
    """The conversation of `conversation_to_json`. Raises ValueError with the place that is wrong.

    Only the types are checked: what comes from a stranger goes through `exported_file.read_export`.
    """
    record: ConversationRecord = _conversations().validate_json(text, strict=True)
    return record


def _as_json(adapter: TypeAdapter[Any], value: object, *, indent: int | None) -> str:
    # Not `dump_json`: half of a surrogate pair, which a model can write, would stop it.
    value = adapter.dump_python(value, mode="json")
    return storable(json.dumps(value, ensure_ascii=False, indent=indent))


def storable(text: str) -> str:
    """The text with a question mark for half of a surrogate pair, which has no UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


# Pydantic is imported late: it takes half a second, and most commands keep nothing.


@cache
def _exchanges() -> TypeAdapter[ExchangeRecord]:
    from pydantic import TypeAdapter

    return TypeAdapter(ExchangeRecord)


@cache
def _conversations() -> TypeAdapter[ConversationRecord]:
    from pydantic import TypeAdapter

    return TypeAdapter(ConversationRecord)
