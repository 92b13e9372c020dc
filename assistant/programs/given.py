"""What a program hands over, checked: which documents to ask, and the conversation so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import cast

from assistant.errors import QuestionError
from assistant.types import KINDS, STATUSES, Kind, Scope, Status, Turn

FIELDS = tuple(field.name for field in fields(Scope))
KNOWN: Mapping[str, Sequence[str]] = {"kinds": KINDS, "statuses": STATUSES}
MOST_TURNS = 12  # messages of a conversation; an answer uses the last few


def read_scope(given: Mapping[str, Sequence[str]] | None) -> Scope:
    """The scope an object names; None: everything. Raises QuestionError with what it may hold."""
    chosen: dict[str, tuple[str, ...]] = dict.fromkeys(FIELDS, ())
    if given is not None and not isinstance(given, Mapping):
        raise QuestionError(f"scope is {given!r:.80}; it must be an object with lists of texts")
    for name, values in (given or {}).items():
        if name not in FIELDS:
            raise QuestionError(f"scope has {name!r}; it may have {', '.join(FIELDS)}")
        if not isinstance(values, list | tuple) or not all(isinstance(v, str) for v in values):
            raise QuestionError(f"scope has {name} = {values!r}; it must be a list of texts")
        for value in values:
            if name in KNOWN and value not in KNOWN[name]:
                raise QuestionError(
                    f"scope has {value!r} among {name}; they are {', '.join(KNOWN[name])}"
                )
        chosen[name] = tuple(values)
    return Scope(
        kinds=cast("tuple[Kind, ...]", chosen["kinds"]),
        documents=chosen["documents"],
        languages=chosen["languages"],
        versions=chosen["versions"],
        statuses=cast("tuple[Status, ...]", chosen["statuses"]),
    )


def read_turns(history: Sequence[Mapping[str, object]] | None) -> list[Turn]:
    """The last messages of a conversation. Raises QuestionError when one is none."""
    if history is not None and not isinstance(history, list | tuple):
        raise QuestionError(f"history is {history!r:.80}; it must be a list of messages")
    return [read_turn(said) for said in (history or ())[-MOST_TURNS:]]


def read_turn(said: object) -> Turn:
    """One message. Raises QuestionError when it is none."""
    role, content = _field(said, "role"), _field(said, "content")
    if role not in ("user", "assistant") or not isinstance(content, str):
        raise QuestionError(
            f"history holds {str(said)[:80]!r}; each message must be"
            ' {"role": "user" or "assistant", "content": "..."}'
        )
    # JSON can spell half of a surrogate pair; nothing after this could encode it.
    text = content.encode("utf-8", errors="replace").decode("utf-8")
    return Turn("user" if role == "user" else "assistant", text)


def _field(said: object, key: str) -> object:
    return said.get(key) if isinstance(said, Mapping) else None
