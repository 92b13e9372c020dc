"""The documents as the command prints them: a table for a terminal, objects for `--json`."""

from __future__ import annotations

import shutil
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from assistant.catalogue import Listed, Relative, Shown
from assistant.printed import printable
from assistant.types import Kin, Relation, Section, Source

NARROWEST = 80  # columns; what does not fit is cut with an ellipsis
_HEAD = ("kind", "version", "date", "status", "lang", "pass.", "twins", "vers.", "publisher")
_WIDTHS = (10, 9, 10, 11, 4, 5, 5, 5)  # of all columns but the last
_SECTIONS = 40  # shown of one document; `--json` has all


def list_text(listed: Sequence[Listed], width: int | None = None) -> str:
    """Two lines for each document: which it is, and what is known about it in columns."""
    if not listed:
        return "No documents."
    width = _columns(width)
    lines = ["document and title", _row(_HEAD, width), ""]
    for one in listed:
        source = one.source
        cells = (
            source.kind, source.version, source.date, _status(source), source.language,
            str(one.passages), _many(one.kin, "twin"), _many(one.kin, "version"), source.publisher,
        )  # fmt: skip
        lines += [_cut(f"{source.doc_id}  {source.title}", width), _row(cells, width)]
    passages = sum(one.passages for one in listed)
    lines += ["", f"{len(listed)} documents, {passages} passages"]
    return printable("\n".join(lines))


def detail_text(shown: Shown, width: int | None = None) -> str:
    """Everything about one document, a line for each thing that is known."""
    width = _columns(width)
    document, source = shown.document, shown.document.source
    known = {
        "kind": source.kind,
        "publisher": source.publisher,
        "version": source.version,
        "date": source.date,
        "status": _status(source),
        "language": source.language,
        "other names": ", ".join(source.aliases),
        "speakers": ", ".join(source.speakers),
        "whose words": "a sheet of this project, not the original's words"
        if source.paraphrase
        else "",
        "address": source.url,
        "document": source.doc_id,
        "read from": shown.root,
        "sha256": document.sha256,
        "size": f"{len(document.text):,} characters, {shown.passages} passages",
    }
    lines = [*textwrap.wrap(source.title, width), ""]
    lines += [line for key, value in known.items() if value for line in _entry(key, value, width)]
    lines += _block("notes", [line for note in document.notes for line in _wrapped(note, width)])
    lines += _block("kin", [_cut(f"  {_relative(r)}", width) for r in shown.kin])
    sections = [_cut(f"  {_section(s)}", width) for s in document.sections[:_SECTIONS]]
    if len(document.sections) > _SECTIONS:
        sections.append(f"  ... and {len(document.sections) - _SECTIONS} more (--json has all)")
    lines += _block(f"sections ({len(document.sections)})", sections)
    return printable("\n".join(lines))


def list_object(listed: Sequence[Listed]) -> dict[str, object]:
    """What `documents --json` prints."""
    return {
        "documents": [
            {
                **asdict(one.source),
                "passages": one.passages,
                "kin": [asdict(kin) for kin in one.kin],
            }
            for one in listed
        ]
    }


def detail_object(shown: Shown) -> dict[str, object]:
    """What `documents DOC_ID --json` prints."""
    return {
        **asdict(shown.document.source),
        "root": shown.root,
        "sha256": shown.document.sha256,
        "characters": len(shown.document.text),
        "passages": shown.passages,
        "notes": list(shown.document.notes),
        "kin": [{**asdict(r.kin), "title": r.source.title, "age": r.age} for r in shown.kin],
        "sections": [asdict(section) for section in shown.document.sections],
    }


def _columns(width: int | None) -> int:
    return max(NARROWEST, width or shutil.get_terminal_size((NARROWEST, 24)).columns)


def _status(source: Source) -> str:
    return "" if source.status == "unknown" else source.status


def _many(kin: Iterable[Kin], relation: Relation) -> str:
    many = sum(k.relation == relation for k in kin)
    return str(many) if many else ""


def _row(cells: Sequence[str], width: int) -> str:
    fixed = " ".join(_pad(_cut(c, w), w) for c, w in zip(cells, _WIDTHS, strict=False))
    return _cut(f"  {fixed} {cells[-1]}", width).rstrip()


def _entry(key: str, value: str, width: int) -> list[str]:
    return textwrap.wrap(
        value,
        width,
        initial_indent=f"{key + ':':13} ",
        subsequent_indent=" " * 14,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="    ")


def _block(head: str, lines: Sequence[str]) -> list[str]:
    return ["", f"{head}:", *lines] if lines else []


def _relative(relative: Relative) -> str:
    kin, source = relative.kin, relative.source
    edition = source.version or source.date
    return f"{kin.relation:11} {kin.similarity:4.0%}  {relative.age:5}  {edition:10}  {kin.doc_id}"


def _section(section: Section) -> str:
    spoken = (
        f", {section.speaker}" if section.speaker and section.speaker not in section.label else ""
    )
    return f"{section.start:>8,}  {section.label}{spoken}"


def _cut(text: str, width: int) -> str:
    """The text on one line of at most so many columns; Chinese characters take two."""
    text = " ".join(text.split()) if "\n" in text else text
    if _wide(text) <= width:
        return text
    while _wide(text) > width - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _wide(text))


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
