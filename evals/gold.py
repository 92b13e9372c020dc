"""Gold items from a JSONL file: a question, the quotations that answer it, the facts to expect.

A case is data. Cases are added, never edited to make a number go up.
Not here: whether a quotation really stands in its document (`runner` reports that per item).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, get_args

from assistant.errors import AssistantError
from assistant.types import Role, Turn

T = TypeVar("T")

_NAMES = {str: "a string", list: "a list", bool: "true or false", dict: "an object"}


class GoldError(AssistantError):
    """A gold file cannot be used; the message names the line and the field."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence: a quotation, in any one of `files`."""

    files: tuple[str, ...]  # doc_ids; one of them is enough
    quote: str
    speaker: str | None = None  # None: not speech, or nobody is named
    time: str | None = None  # "00:12:31"; None: no recording, or not given
    extracted: bool = False  # stands in the extracted text, not in the file's bytes


@dataclass(frozen=True, slots=True)
class GoldItem:
    """One question and what a good answer to it holds."""

    id: str
    question: str
    type: str  # "fact", "who_said", "unanswerable" ...: any word; results are grouped by it
    evidence: tuple[Evidence, ...]
    facts: tuple[tuple[str, ...], ...]  # each inner tuple: forms of one fact
    answer: str  # a reference for the person who reads the report, never compared
    answerable: bool
    history: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldSet:
    """The items of one file, in its order."""

    path: Path
    sha256: str
    items: tuple[GoldItem, ...]


def read_gold(path: Path) -> GoldSet:
    """Every item of the file; raises GoldError for the first that is not well formed."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as exc:
        raise GoldError(f"{path}: cannot be read ({exc.strerror}); check --gold") from exc
    except UnicodeDecodeError as exc:
        raise GoldError(f"{path}: is not UTF-8 at byte {exc.start}; save it as UTF-8") from exc
    items: dict[str, GoldItem] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        item = _read_item(line, where)
        if item.id in items:
            raise GoldError(f"{where}: id {item.id!r} is taken by an earlier line; ids are unique")
        items[item.id] = item
    if not items:
        raise GoldError(f"{path}: holds no items; a gold file has one JSON object a line")
    return GoldSet(path, hashlib.sha256(data).hexdigest(), tuple(items.values()))


def _read_item(line: str, where: str) -> GoldItem:
    try:
        raw = json.loads(line)
    except json.JSONDecodeError as exc:
        raise GoldError(f"{where}: is not JSON: {exc.msg} at column {exc.colno}") from exc
    if not isinstance(raw, dict):
        raise GoldError(f"{where}: is not a JSON object")
    item = GoldItem(
        id=_text(raw, "id", where),
        question=_text(raw, "question", where),
        type=_text(raw, "type", where),
        evidence=tuple(
            _read_evidence(_as(e, dict, f"evidence[{i}]", where), f"evidence[{i}]", where)
            for i, e in enumerate(_field(raw, "evidence", list, where))
        ),
        facts=tuple(
            _strings(_as(forms, list, f"facts[{i}]", where), f"facts[{i}]", where)
            for i, forms in enumerate(_field(raw, "facts", list, where))
        ),
        answer=_field(raw, "answer", str, where),
        answerable=_field(raw, "answerable", bool, where),
        history=tuple(
            _read_turn(_as(t, dict, f"history[{i}]", where), f"history[{i}]", where)
            for i, t in enumerate(_as(raw.get("history", []), list, "history", where))
        ),
    )
    if not item.answerable and item.evidence:
        raise GoldError(f"{where}: 'evidence' must be [] when 'answerable' is false")
    return item


def _read_evidence(raw: Mapping[str, object], name: str, where: str) -> Evidence:
    if ("file" in raw) == ("files" in raw):
        raise GoldError(f"{where}: {name!r} needs either 'file' or 'files'")
    files = [_text(raw, "file", where, name)] if "file" in raw else raw["files"]
    return Evidence(
        files=_strings(_as(files, list, f"{name}.files", where), f"{name}.files", where),
        quote=_text(raw, "quote", where, name),
        speaker=_optional_text(raw, "speaker", where, name),
        time=_optional_text(raw, "time", where, name),
        extracted=_as(raw.get("extracted", False), bool, f"{name}.extracted", where),
    )


def _read_turn(raw: Mapping[str, object], name: str, where: str) -> Turn:
    role = _text(raw, "role", where, name)
    for known in get_args(Role):
        if role == known:
            return Turn(known, _field(raw, "content", str, where, name))
    raise GoldError(f"{where}: '{name}.role' is {role!r}; it must be 'user' or 'assistant'")


def _as(value: object, wanted: type[T], name: str, where: str) -> T:
    if not isinstance(value, wanted):
        raise GoldError(f"{where}: {name!r} is {value!r}; it must be {_NAMES[wanted]}")
    return value


def _field(
    raw: Mapping[str, object], name: str, wanted: type[T], where: str, inside: str = ""
) -> T:
    full = f"{inside}.{name}" if inside else name
    if name not in raw:
        raise GoldError(f"{where}: {full!r} is missing; it must be {_NAMES[wanted]}")
    return _as(raw[name], wanted, full, where)


def _text(raw: Mapping[str, object], name: str, where: str, inside: str = "") -> str:
    text = _field(raw, name, str, where, inside)
    if not text.strip():
        raise GoldError(f"{where}: {f'{inside}.{name}' if inside else name!r} is empty")
    return text


def _optional_text(raw: Mapping[str, object], name: str, where: str, inside: str) -> str | None:
    return None if raw.get(name) is None else _field(raw, name, str, where, inside)


def _strings(values: list[object], name: str, where: str) -> tuple[str, ...]:
    if not values:
        raise GoldError(f"{where}: {name!r} is empty; it needs at least one string")
    for i, value in enumerate(values):
        if not _as(value, str, f"{name}[{i}]", where).strip():
            raise GoldError(f"{where}: '{name}[{i}]' is empty")
    return tuple(str(value) for value in values)
