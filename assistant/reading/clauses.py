"""Headings of legal and plain texts, which no markup names.

Found are numbered clauses ("1. Definitions", "1.1 Scope"), parts that say what they are
("Section II: Rights", "ARTICLE 3", "Annex XI"), lines in capitals, underlined lines, short lines
that stand alone, and the recitals of a law. Lettered items only where they have a title ("b.
Redistribution."): a list of definitions would fall apart into sections of one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from assistant.reading.sections import Heading, short_label

_ROMAN = r"(?:[IVXLC]+|\d+|[A-Z])"
_PART = re.compile(
    rf"(?P<word>title|part|annex|exhibit|schedule|appendix|attachment|chapter|section|article)"
    rf"\s+(?P<number>{_ROMAN})(?![\w])(?P<rest>[^\n]*)",
    re.I,
)
_PART_LEVELS = {"chapter": 2, "section": 3, "article": 4}  # all other parts: 1
_NUMBERED = re.compile(
    r"\**(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})(?P<dot>\\?[.)]?)\**\s+(?P<rest>\S[^\n]*)"
)
_LETTERED = re.compile(r"\(?[a-zA-Z][.)]\s+(?P<title>[A-Z][^.:;]{2,58}[^.:;\s])[.:](?=\s|$)")
_RECITAL = re.compile(r"\((\d{1,3})\)\s+\S")
_WHEREAS = re.compile(r"whereas:?", re.I)
_UNDERLINE = re.compile(r"([=\-~^*+#\"'`:._])\1{2,}")
_ENUMERATED = re.compile(r"[;,](?:\s+(?:and|or|and/or))?$")  # an item in a list, no clause
_SENTENCE_END = re.compile(r"[.:;](?=\s|$)")

_LEVEL_OF_LINE = 5  # a line in capitals, underlined, or alone
_LEVEL_OF_CLAUSE = 7  # "1."; "1.1" is one deeper, and so on
_LEVEL_OF_LETTER, _LEVEL_OF_OUTER_LETTER = 12, 6  # below clauses, or above them where they stand in
_MOST_WORDS = 12  # of a heading that only its shape gives away
_MOST_CHARS = 80
_MOST_SUBTITLE_CHARS = 300
_MOST_TITLE_CHARS = 60  # of a clause's own title; longer is how its first sentence begins
# A line that stands alone is a title when more text than this follows; on slides every word does.
_LEAST_TEXT_BELOW = 40
# Where paragraphs follow each other without a blank line, a line this long is a paragraph.
_PARAGRAPH_CHARS = 120


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str  # stripped
    indent: int
    opens: bool  # it begins a paragraph
    closes: bool  # it ends one


def find_clauses(text: str) -> list[Heading]:
    """Headings of a text without markup, in order."""
    lines = _lines(text)
    indent = _clause_indent(lines)
    headings: list[Heading] = []
    subtitle: _Line | None = None
    for line, following in zip_longest(lines, lines[1:]):
        if line is subtitle:
            continue
        heading = _heading(line, following, indent)
        if heading is not None and following is not None and _has_subtitle(line, following):
            subtitle = following
            heading = replace(heading, label=short_label(f"{heading.label}: {following.text}"))
        if heading is not None:
            headings.append(_numbered_only(heading, headings))
    return sorted([*headings, *_recitals(lines)], key=lambda h: h.start)


def _numbered_only(heading: Heading, above: Sequence[Heading]) -> Heading:
    """A clause without a title of its own as its number, where headings above it say the rest."""
    found = _NUMBERED.match(heading.label)
    if found is None or len(heading.label) <= _MOST_TITLE_CHARS:
        return heading
    led = any(other.level < heading.level for other in above)
    return replace(heading, label=found["number"]) if led else heading


def _recitals(lines: Sequence[_Line]) -> Iterator[Heading]:
    """The numbered reasons that a law gives after "Whereas:", counted from (1)."""
    number = -1
    for line in lines:
        if _WHEREAS.fullmatch(line.text):
            number = 0
        elif number >= 0 and (m := _RECITAL.match(line.text)) and int(m[1]) == number + 1:
            number += 1
            yield Heading(line.start, _LEVEL_OF_CLAUSE, f"Recital {number}")


def _lines(text: str) -> list[_Line]:
    """The lines with text in them; blank ones only show where paragraphs begin and end."""
    lines: list[_Line] = []
    position, blank = 0, True
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            above = "" if blank or not lines else lines[-1].text
            opens = not above or above[-1] in ".:;" or len(above) > _PARAGRAPH_CHARS
            indent = len(raw) - len(raw.lstrip())
            lines.append(_Line(position + indent, stripped, indent, opens, closes=False))
        elif lines and not blank:
            lines[-1] = replace(lines[-1], closes=True)
        blank = not stripped
        position += len(raw) + 1
    return [*lines[:-1], replace(lines[-1], closes=True)] if lines else []


def _clause_indent(lines: Sequence[_Line]) -> int:
    """How far the outermost numbered clauses are indented; deeper numbers are lists in them."""
    found = ((line.indent, _NUMBERED.match(line.text)) for line in lines if line.opens)
    return min(
        (indent for indent, m in found if m and m["dot"] and "." not in m["number"]), default=0
    )


def _is_underline(line: _Line | None, above: _Line) -> bool:
    return line is not None and not above.closes and bool(_UNDERLINE.fullmatch(line.text))


def _heading(line: _Line, following: _Line | None, indent: int) -> Heading | None:
    if not line.opens or not re.search(r"\w", line.text):
        return None
    numbered = _NUMBERED.match(line.text)
    if _is_underline(following, line):
        level = _clause_level(numbered) if numbered else _LEVEL_OF_LINE
        return Heading(line.start, level, _label(line.text))
    if found := _PART.match(line.text):
        return _part(line, found)
    return _clause_or_line(line, following, indent)


def _clause_or_line(line: _Line, following: _Line | None, indent: int) -> Heading | None:
    if numbered := _NUMBERED.match(line.text):
        deeper = line.indent > indent + 1 and "." not in numbered["number"]
        titled = line.closes and _is_title(numbered["rest"])
        return _clause(line, numbered) if titled or not deeper else None
    if found := _LETTERED.match(line.text):
        return _lettered(line, found, indent)
    if line.closes and following is not None and _stands_alone(line):
        return _line_heading(line, following)
    return None


def _label(text: str) -> str:
    return short_label(re.sub(r"\*\*|\\(?=\W)", "", text).rstrip(" .:"))


def _line_heading(line: _Line, following: _Line) -> Heading | None:
    """A title above text.

    Straight above a clause it is a banner ("TERMS AND CONDITIONS"), which does not lead the
    labels of the clauses.
    """
    if _NUMBERED.match(following.text):
        return Heading(line.start, _LEVEL_OF_CLAUSE, _label(line.text))
    leads = len(following.text) >= _LEAST_TEXT_BELOW or _PART.match(following.text)
    return Heading(line.start, _LEVEL_OF_LINE, _label(line.text)) if leads else None


def _part(line: _Line, found: re.Match[str]) -> Heading | None:
    """A part that says what it is. "Section 2 of this License applies" is a sentence instead."""
    rest = found["rest"].lstrip()
    named = not rest or rest[0] in ".:–—-)("
    if not named or found["word"].islower():
        return None
    label = line.text if len(line.text) <= _MOST_CHARS else _first_words(line.text)
    return Heading(line.start, _PART_LEVELS.get(found["word"].lower(), 1), _label(label))


def _clause(line: _Line, found: re.Match[str]) -> Heading | None:
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
    return Heading(line.start, _clause_level(found), _label(_first_words(line.text)))


def _lettered(line: _Line, found: re.Match[str], indent: int) -> Heading | None:
    """A lettered clause with a title: capitals throughout, or nothing else on its line."""
    if not (_is_title(found["title"]) or found.end() == len(line.text)):
        return None
    level = _LEVEL_OF_OUTER_LETTER if line.indent < indent else _LEVEL_OF_LETTER
    return Heading(line.start, level, _label(found[0]))


def _is_title(words: str) -> bool:
    """Whether all words of some length are capitalised, and nothing ends a sentence."""
    long_words = [word for word in re.findall(r"[^\W\d_]+", words) if len(word) > 3]
    short = len(words) <= _MOST_TITLE_CHARS and words[-1] not in ".,;"
    return short and bool(long_words) and all(word[0].isupper() for word in long_words)


def _clause_level(found: re.Match[str]) -> int:
    return _LEVEL_OF_CLAUSE + found["number"].count(".")


def _first_words(line: str) -> str:
    """A clause's own title where it has one ("2. Grant of License."), else how it begins."""
    body = _NUMBERED.match(line)
    end = _SENTENCE_END.search(line, body.start("rest") if body else 0)
    return line[: end.start()] if end and end.start() <= _MOST_CHARS else line


def _stands_alone(line: _Line) -> bool:
    """Whether a paragraph of one line looks like a title rather than a sentence."""
    text = line.text
    words = text.split()
    if not (1 <= len(words) <= _MOST_WORDS and 4 <= len(text) <= _MOST_CHARS):
        return False
    if not re.match(r"[^\W\d_]", text) or text[-1] in ".,;:!\"”')" or "://" in text:
        return False
    if text.isupper():
        return True
    capitals = sum(word[0].isupper() for word in words)
    return text[0].isupper() and capitals * 2 >= len(words) and not re.search(r"\d{4}|©|@", text)


def is_part(label: str) -> bool:
    """Whether a heading names a part by its number alone: "Article 53", "ANNEX XI"."""
    found = _PART.fullmatch(label)
    return bool(found and not found["rest"].strip(" .:"))


def _has_subtitle(line: _Line, following: _Line) -> bool:
    """Whether "Article 53" has its title on the line below."""
    below = following.text
    if not is_part(line.text) or not line.opens or not following.closes:
        return False
    if len(below) > _MOST_SUBTITLE_CHARS or below[-1] in ".;:," or below[0] in "([":
        return False
    return not (_PART.match(below) or _NUMBERED.match(below))
