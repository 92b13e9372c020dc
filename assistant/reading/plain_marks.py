"""A parsed text in one way of writing, with its marks where they belong.

Bytes are decoded so, but markup has characters by name (`&nbsp;`, `&#8238;`), and some formats are
not decoded at all.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from assistant.reading.characters import plain_characters, plain_text
from assistant.reading.parsed import Described, Parsed
from assistant.reading.sections import Mark


def in_plain_characters(parsed: Parsed) -> Parsed:
    """The same without characters that nobody sees; each mark before the same words."""
    whole = plain_text(parsed.text)
    text, marks = parsed.text, parsed.marks
    if whole.text != text:
        text, marks = _moved(parsed)
    return replace(
        parsed,
        text=text,
        marks=tuple(map(_plain_mark, marks)),
        said=_plain_description(parsed.said),
        shown=_plain_description(parsed.shown),
        notes=(*parsed.notes, *whole.notes),
    )


def _moved(parsed: Parsed) -> tuple[str, tuple[Mark, ...]]:
    """The text put together again from the pieces between marks, which keeps their places."""
    ends = len(parsed.text)
    bounds = sorted({0, ends, *(m.start for m in parsed.marks if 0 <= m.start < ends)})
    pieces: list[str] = []
    moved: dict[int, int] = {}
    length = 0
    for start, end in pairwise(bounds):
        moved[start] = length
        pieces.append(plain_characters(parsed.text[start:end]))
        length += len(pieces[-1])
    marks = (replace(m, start=moved[m.start]) for m in parsed.marks if m.start in moved)
    return "".join(pieces), tuple(marks)


def _plain_mark(mark: Mark) -> Mark:
    speaker = plain_characters(mark.speaker) if mark.speaker else mark.speaker
    return replace(mark, label=plain_characters(mark.label), speaker=speaker)


def _plain_description(described: Described) -> Described:
    title = described.title and plain_characters(described.title)
    publisher = described.publisher and plain_characters(described.publisher)
    return replace(described, title=title, publisher=publisher)
