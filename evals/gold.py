"""Gold items from JSONL files: a question, the quotations that answer it, the facts to expect.

A case is data. Cases are added, never edited to make a number go up.
Not here: whether a quotation really stands in its document (`proof`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from pathlib import Path
from typing import get_args

from assistant.types import Role, Turn
from evals.fields import Fields, GoldError, read_fields


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
    forbidden: tuple[tuple[str, ...], ...] = ()  # forms of what the answer must not say
    absent: tuple[str, ...] = ()  # unanswerable: forms that stand in none of `near`
    near: tuple[str, ...] = ()  # doc_ids; empty: every document
    must_pass: bool = False  # losing it closes the gate
    short_answers: tuple[str, ...] = ()  # references for exact match and F1, where a set has them
    note: str = ""


_FIELDS = frozenset(field.name for field in dataclass_fields(GoldItem))


@dataclass(frozen=True, slots=True)
class GoldSet:
    """The items of one file, or of a folder's files by name, in their order."""

    path: Path
    sha256: str  # of the files' bytes, one after the other
    items: tuple[GoldItem, ...]


def read_gold(path: Path) -> GoldSet:
    """Every item; raises GoldError for the first that is not well formed."""
    digest = hashlib.sha256()
    items: dict[str, GoldItem] = {}
    places: dict[str, str] = {}
    for file in _files(path):
        data = _read(file)
        digest.update(data)
        for where, line in _lines(file, data):
            item = read_item(read_fields(line, where))
            if item.id in items:
                raise GoldError(
                    f"{where}: id {item.id!r} is taken by {places[item.id]}; ids are unique"
                )
            items[item.id], places[item.id] = item, where
    if not items:
        raise GoldError(f"{path}: holds no items; a gold file has one JSON object a line")
    return GoldSet(path, digest.hexdigest(), tuple(items.values()))


def read_item(fields: Fields) -> GoldItem:
    """One item; raises GoldError when it is not well formed."""
    fields.refuse_misspelt(_FIELDS)
    fields.value("evidence", list)  # these two must be there, if only as []
    fields.value("facts", list)
    item = GoldItem(
        id=fields.text("id"),
        question=fields.text("question"),
        type=fields.text("type"),
        evidence=fields.objects("evidence", _read_evidence),
        facts=fields.forms("facts"),
        answer=fields.value("answer", str),
        answerable=fields.value("answerable", bool),
        history=fields.objects("history", _read_turn),
        forbidden=fields.forms("forbidden"),
        absent=fields.optional_texts("absent"),
        near=fields.optional_texts("near"),
        must_pass=fields.flag("must_pass"),
        short_answers=fields.optional_texts("short_answers"),
        note=fields.optional_text("note") or "",
    )
    if not item.answerable and item.evidence:
        raise fields.error("'evidence' must be [] when 'answerable' is false")
    if item.answerable and item.absent:
        raise fields.error("'absent' must be [] when 'answerable' is true")
    return item


def _read_evidence(fields: Fields) -> Evidence:
    if ("file" in fields) == ("files" in fields):
        raise fields.error(f"{fields.place!r} needs either 'file' or 'files'")
    return Evidence(
        files=(fields.text("file"),) if "file" in fields else fields.texts("files"),
        quote=fields.text("quote"),
        speaker=fields.optional_text("speaker"),
        time=fields.optional_text("time"),
        extracted=fields.flag("extracted"),
    )


def _read_turn(fields: Fields) -> Turn:
    role = fields.text("role")
    for known in get_args(Role):
        if role == known:
            return Turn(known, fields.value("content", str))
    raise fields.error(f"{fields.name('role')!r} is {role!r}; it must be 'user' or 'assistant'")


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    if files := sorted(path.glob("*.jsonl")):
        return files
    raise GoldError(f"{path}: holds no .jsonl file; name a gold file or a folder of them")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as exc:
        raise GoldError(f"{path}: cannot be read ({exc.strerror}); check --gold") from exc


def _lines(path: Path, data: bytes) -> Iterator[tuple[str, str]]:
    """Where each line stands, and its text; blank ones are left out."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise GoldError(f"{path}: is not UTF-8 at byte {exc.start}; save it as UTF-8") from exc
    # Not splitlines: U+2028 may stand in a quotation.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield f"{path}, line {number}", line
