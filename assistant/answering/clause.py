"""Where a clause stands, said as people say it: "Article 50(2)", "section 6, Redistribution".

Made from the path of its section. A heading that was cut short is the beginning of the clause
itself and is left out; so is one with which the quotation begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.answering.terms import normalised
from assistant.answering.words import AnswerWords
from assistant.answering.words.english import ENGLISH
from assistant.reading.sections import BEGINNING, PATH, WHOLE_TEXT

# "Article 50: Transparency", "Section 1.b", "ANNEX XIII: Criteria", "Social Contract 1: ...".
_WORDED = re.compile(
    r"(?P<name>[^\W\d_]+(?: [^\W\d_]+)? (?:\d+(?:\.\w+)*|[IVXLC]+|[A-Z]))"
    r"(?:\s*[:.–—-]+\s+(?P<head>.+)|$)"
)
# "4.7 Technological measures", "10. Limitation"; not a year.
_NUMBERED = re.compile(r"(?P<name>\d{1,3}(?:\.\d+)*)(?:[.)]?\s+(?P<head>\D.*)|[.)]?$)")
# "b", "(iii)", "2", "c. Output": means nothing without what it stands in.
_MARK = re.compile(
    r"\(?(?P<bare>\d{1,3}|[A-Za-z]|[ivxlc]{1,5})[.)]*$"
    r"|(?:\((?P<in>\w{1,4})\)|(?P<before>[A-Za-z]|[ivxlc]{1,5})[.)])\s+(?P<head>\D.+)"
)
# Parts of a text through which its numbers run on, or which hold all of it.
_RUNS_THROUGH = re.compile(r"(?:section|part|chapter|title|introduction|preamble)\b", re.I)
_HAS_PARAGRAPHS = re.compile(r"(?:article|clause|criterion|rule|principle)\b", re.I)
_CUT = "…"
# So ends the beginning of a sentence that goes on in a list, not a heading.
_GOES_ON = re.compile(
    r"\b(?:to|of|for|by|in|with|and|or|that|including|the|a)$|[:,;]$|\bthe following\b", re.I
)


class _Part(NamedTuple):
    sort: str  # "worded", "numbered", "mark", "text"
    name: str  # "Article 50", "4.7", "b"; of a text all of it
    head: str = ""  # what it is about, if that is a heading


def where(label: str, quote: str = "", *, steps: int = 1, words: AnswerWords = ENGLISH) -> str:
    """The place of what is quoted, by the label of its section; empty when the label says none.

    `steps`: how many of the last headings are said where none has a number.
    """
    parts = [_read(part) for part in label.split(PATH) if part.strip()]
    while parts and parts[-1].sort == "text" and parts[-1].name.endswith(_CUT):
        parts.pop()  # not a heading: the first words of the text
    if not parts or parts[-1].name == WHOLE_TEXT:
        return ""
    number = _number(parts, words)
    if not number:
        said = ": ".join(_as_said(p.name, words) for p in parts[-steps:] if p.sort == "text")
        return "" if _begins_with(quote, parts[-1].name) else said
    headings = [part.head for part in reversed(parts) if part.head] or [""]
    last = parts[-1]
    heading = last.name if last.sort == "text" else last.head or _above(parts)
    heading = heading or (headings[0] if last.sort == "text" else "")
    return number if not heading or _begins_with(quote, heading) else f"{number}, {heading}"


def numbered_as(label: str, text: str) -> int:
    """Length of the number in front of a clause, "9.1. " say, when its label says that number."""
    last = _read(label.rsplit(PATH, 1)[-1])
    found = re.match(r"\(?(?P<number>\d+(?:\.\d+)*|[A-Za-z]|[ivxlc]{1,5})[.)]*\s+(?=\S)", text)
    return found.end() if found and last.sort != "text" and found["number"] == last.name else 0


def _above(parts: Sequence[_Part]) -> str:
    """The heading that a bare mark stands under, when it is the nearest numbered one."""
    for part in reversed(parts):
        if part.sort == "text":
            return ""
        if part.head:
            return part.head
        if part.sort == "worded":
            return ""
    return ""


def _number(parts: Sequence[_Part], words: AnswerWords) -> str:
    """The number people would look for; empty when none of the last parts has one."""
    parts = list(parts)
    if parts[-1].sort == "text":
        parts.pop()
        if not parts or parts[-1].sort == "text":
            return ""
    marks = ""
    while parts and parts[-1].sort == "mark":
        marks = f"({parts.pop().name}){marks}"
    if not parts:
        bare = marks[1:-1]
        return words.section.format(number=bare) if bare.isdigit() else marks
    last = parts[-1]
    if last.sort == "text":
        return f"{_as_said(last.name, words)}, {marks}"
    return last.name + marks if last.sort == "worded" else _numbered(parts, marks, words)


def _numbered(parts: Sequence[_Part], marks: str, words: AnswerWords) -> str:
    """The last part's number, with what it is counted in where numbers begin anew there."""
    number = parts[-1].name
    inside = parts[-2] if len(parts) > 1 and "." not in number else None
    if inside is not None and _HAS_PARAGRAPHS.match(inside.name):
        return f"{inside.name}({number}){marks}"
    runs_through = (
        inside is None
        or inside.sort == "mark"
        or inside.name.endswith(_CUT)
        or inside.name == BEGINNING
        or _RUNS_THROUGH.match(inside.name)
    )
    said = words.section.format(number=f"{number}{marks}")
    return said if runs_through or inside is None else f"{inside.name}, {said}"


def _read(part: str) -> _Part:
    part = part.strip()
    if found := _MARK.fullmatch(part):
        name = found["bare"] or found["in"] or found["before"]
        return _Part("mark", name, _whole(found["head"]))
    for sort, pattern in (("worded", _WORDED), ("numbered", _NUMBERED)):
        if found := pattern.fullmatch(part):
            return _Part(sort, found["name"], _whole(found["head"]))
    return _Part("text", part)


def _whole(heading: str | None) -> str:
    heading = (heading or "").strip().rstrip(".")
    return "" if heading.endswith(_CUT) or _GOES_ON.search(heading) else heading


def _as_said(text: str, words: AnswerWords) -> str:
    """A label that was given by the reader of the file is no heading: it is said in our words."""
    for own, said in words.own_labels.items():
        if text.startswith(own):
            return said + text.removeprefix(own)
    return text


def _begins_with(quote: str, heading: str) -> bool:
    plain = normalised(re.sub(r"^[\W\d_]*(?:[A-Za-z][.)]\s)?[\W_]*", "", quote))
    return bool(plain) and plain.startswith(normalised(heading).strip(' .:“”"()'))
