"""The lines of a PDF page, with where each begins and how large it is set.

What pypdf extracts, in its order; a line's place and size are those of its first text.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.reading.characters import plain_characters

_MOVES = frozenset((b"Td", b"TD", b"Tm", b"T*", b"'", b'"'))
_SAME_PLACE = (1, 0, 0, 1, 0, 0)  # the identity matrix


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line. Lengths in points; text that is turned counts as if the page were turned back."""

    text: str
    x: float  # of its left end, from the left
    y: float  # of its base line, from the bottom: higher is further up
    size: float  # of its type; 0: not known
    parts: tuple[tuple[str, float], ...] = ()  # text that was placed on its own, and its left end


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a PDF, as its lines in reading order. White space alone is a line too."""

    label: str  # as printed: "iv"
    lines: tuple[PageLine, ...]
    bottom: float = 0.0
    top: float = 0.0  # equal to `bottom` where the page's size is not known


def page_lines(page: Any) -> tuple[PageLine, ...]:
    """The lines of a pypdf page."""
    lines: list[PageLine] = []
    pieces: list[tuple[str, float, float, float]] = []

    def end_line() -> None:
        raw = "".join(piece[0] for piece in pieces).replace("\0", " ").rstrip()
        # At the end of a line a soft hyphen is seen: the word goes on in the next line.
        text = plain_characters(raw).rstrip() + "\u00ad" * raw.endswith("\u00ad")
        _, x, y, size = next((p for p in pieces if p[0].strip()), (pieces or [("", 0, 0, 0)])[0])
        parts = tuple((piece[0], piece[1]) for piece in pieces if piece[0].strip())
        lines.append(PageLine(text, x, y, size, parts if len(parts) > 1 else ()))
        pieces.clear()

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], _: object, size: float) -> None:
        first, *others = text.split("\n")
        x, y, scale = _place(tm, cm)
        pieces.append((first, x, y, size * scale))
        for other in others:
            end_line()
            pieces.append((other, x, y, size * scale))

    _mark_places(page)
    page.extract_text(visitor_text=visit)
    if any(piece[0].strip() for piece in pieces):
        end_line()
    return tuple(lines)


def _mark_places(page: Any) -> None:
    """Let pypdf tell where each text that is placed on its own begins, also within a line.

    It tells so whenever the coordinates change. A change to the same ones, before each operator
    that moves to another place, leaves its text as it is (7.1: equal on 260 pages of 37 files).
    """
    from pypdf.generic import ArrayObject, ContentStream, NameObject, StreamObject

    contents = page.get("/Contents")
    contents = contents.get_object() if contents is not None else None
    if not isinstance(contents, (StreamObject, ArrayObject)):
        return
    stream = ContentStream(contents, page.pdf, "bytes")
    marked: list[Any] = []
    for operation in stream.operations:
        if operation[1] in _MOVES:
            marked.append((list(_SAME_PLACE), b"cm"))
        marked.append(operation)
    stream.operations = marked
    page[NameObject("/Contents")] = stream


def _place(tm: Sequence[float], cm: Sequence[float]) -> tuple[float, float, float]:
    """Where text begins, x and y, and how much its type is enlarged."""
    a, b = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    scale = math.hypot(a, b)
    if scale == 0 or not all(map(math.isfinite, (x, y, scale))):
        return 0.0, 0.0, 0.0
    # Turned back by the angle at which the text runs, so that lines are always from the left.
    cos, sin = a / scale, b / scale
    return x * cos + y * sin, y * cos - x * sin, scale
