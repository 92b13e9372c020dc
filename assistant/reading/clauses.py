"""Headings of legal and plain texts, which no markup names.

In a license, a contract or a law every numbered item is a clause (`legal_clauses`). In other texts
a number makes a heading only where a title follows it ("1. Definitions", "1.1 Scope"): the rest are
items of lists. Lettered items have a title too ("b. Redistribution.").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from assistant.reading.legal import is_legal
from assistant.reading.legal_clauses import find_legal_clauses
from assistant.reading.lines import Line, split_lines
from assistant.reading.sections import Heading, short_label
from assistant.reading.titles import (
    LEVEL_OF_CLAUSE,
    LEVEL_OF_LINE,
    clean_label,
    first_words,
    has_subtitle,
    heading_of,
    is_title,
    is_underline,
)

_NUMBERED = re.compile(
    r"\**(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})(?P<dot>\\?[.)]?)\**\s+(?P<rest>\S[^\n]*)"
)
_LETTERED = re.compile(r"\(?[a-zA-Z][.)]\s+(?P<title>[A-Z][^.:;]{2,58}[^.:;\s])[.:](?=\s|$)")
_ENUMERATED = re.compile(r"[;,](?:\s+(?:and|or|and/or))?$")  # an item in a list, no clause
_LEVEL_OF_LETTER = 12  # below clauses
_MOST_TITLE_CHARS = 60


def find_clauses(text: str) -> list[Heading]:
    """Headings of a text without markup, in order."""
    if is_legal(text):
        return find_legal_clauses(text)
    lines = split_lines(text)
    indent = _clause_indent(lines)
    headings: list[Heading] = []
    subtitle: Line | None = None
    for line, following in zip_longest(lines, lines[1:]):
        if line is subtitle:
            continue
        heading = _heading(line, following, indent)
        if heading is not None and following is not None and has_subtitle(line, following):
            subtitle = following
            heading = replace(heading, label=short_label(f"{heading.label}: {following.text}"))
        if heading is not None:
            headings.append(_numbered_only(heading, headings))
    return headings


def _numbered_only(heading: Heading, above: Sequence[Heading]) -> Heading:
    """A clause without a title of its own as its number, where headings above it say the rest."""
    found = _NUMBERED.match(heading.label)
    if found is None or len(heading.label) <= _MOST_TITLE_CHARS:
        return heading
    led = any(other.level < heading.level for other in above)
    return replace(heading, label=found["number"]) if led else heading


def _clause_indent(lines: Sequence[Line]) -> int:
    """How far the outermost numbered clauses are indented; deeper numbers are lists in them."""
    found = ((line.indent, _NUMBERED.match(line.text)) for line in lines if line.opens)
    return min(
        (indent for indent, m in found if m and m["dot"] and "." not in m["number"]), default=0
    )


def _heading(line: Line, following: Line | None, indent: int) -> Heading | None:
    if not line.opens or not re.search(r"\w", line.text):
        return None
    numbered = _NUMBERED.match(line.text)
    if is_underline(following, line):
        level = _clause_level(numbered) if numbered else LEVEL_OF_LINE
        return Heading(line.start, level, clean_label(line.text))
    if numbered:
        deeper = line.indent > indent + 1 and "." not in numbered["number"]
        titled = line.closes and is_title(numbered["rest"])
        return _clause(line, numbered) if titled or not deeper else None
    if found := _LETTERED.match(line.text):
        return _lettered(line, found)
    heading = heading_of(line, following)
    banner = following is not None and _NUMBERED.match(following.text)
    # A banner ("TERMS AND CONDITIONS") does not lead the labels of the clauses below it.
    at_line = heading is not None and heading.level == LEVEL_OF_LINE
    return replace(heading, level=LEVEL_OF_CLAUSE) if heading and at_line and banner else heading


def _clause(line: Line, found: re.Match[str]) -> Heading | None:
    """A numbered clause. A year, an amount or a page number at the start of a line is none."""
    if not found["dot"] and "." not in found["number"]:
        return None
    rest = found["rest"]
    if (
        not re.match(r"[^\W\d_]|[\"“”„‘'(*\[]", rest)
        or rest[0].islower()
        or _ENUMERATED.search(rest)
    ):
        return None
    words = first_words(line.text, found.start("rest"))
    return Heading(line.start, _clause_level(found), clean_label(words))


def _lettered(line: Line, found: re.Match[str]) -> Heading | None:
    """A lettered clause with a title: capitals throughout, or nothing else on its line."""
    if not (is_title(found["title"]) or found.end() == len(line.text)):
        return None
    return Heading(line.start, _LEVEL_OF_LETTER, clean_label(found[0]))


def _clause_level(found: re.Match[str]) -> int:
    return LEVEL_OF_CLAUSE + found["number"].count(".")
