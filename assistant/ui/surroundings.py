"""A passage inside its document: what stands before it, the quoted words, what comes after."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from assistant.types import Document, Passage

AROUND_CHARS = 700  # each side: about a paragraph, enough to see what the passage refers to
EXCERPT_CHARS = 220  # each side of the quotation on the folded card: two or three lines
PARAGRAPH = "\n\n"  # what ends one
WORD_CHARS = 30  # how far a cut moves to fall between two words


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one section."""

    label: str  # of the section that begins here; empty: it began earlier
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring pieces of one document; joined, they are an exact slice of its text.

    `before` and `after` lie outside the passage, section by section, because the next section of a
    panel has another speaker. `lead`, `quote` and `tail` make up the passage, or the part of it
    that is shown. Empty `quote`: nothing in the passage is quoted.
    """

    before: tuple[Piece, ...]
    label: str  # of the section that begins with the passage; empty: it began earlier
    lead: str
    quote: str
    tail: str
    after: tuple[Piece, ...]
    starts: bool  # nothing was cut off in front
    ends: bool  # nothing was cut off behind
    sha256: str = ""  # of the document's file; empty: of a passage alone, whose file is not known


def excerpt(passage: Passage, start: int, end: int, *, around: int = EXCERPT_CHARS) -> Stretch:
    """The words `[start, end)` of the document with a little of their paragraph on each side."""
    start, end = _inside(passage, start, end)
    text, quote_start, quote_end = passage.text, start - passage.start, end - passage.start
    low = _between_words(text, quote_start - around, forwards=True)
    high = _between_words(text, quote_end + around, forwards=False)
    if (break_at := text.rfind(PARAGRAPH, 0, quote_start)) >= 0:
        low = max(break_at + len(PARAGRAPH), low)
    if (break_at := text.find(PARAGRAPH, quote_end)) >= 0:
        high = min(break_at, high)
    low, high = min(low, quote_start), max(high, quote_end)
    return Stretch(
        before=(),
        label="",
        lead=text[low:quote_start],
        quote=text[quote_start:quote_end],
        tail=text[quote_end:high],
        after=(),
        starts=not text[:low].strip(),
        ends=not text[high:].strip(),
    )


def surroundings(
    document: Document, passage: Passage, start: int, end: int, *, around: int = AROUND_CHARS
) -> Stretch | None:
    """The whole passage with what stands around it in the document.

    None when the document is no longer the one the passage was taken from.
    """
    text = document.text
    if text[passage.start : passage.end] != passage.text:
        return None
    start, end = _inside(passage, start, end)
    low = min(_between_words(text, passage.start - around, forwards=True), passage.start)
    high = max(_between_words(text, passage.end + around, forwards=False), passage.end)
    return Stretch(
        before=_pieces(document, low, passage.start),
        label=_label_at(document, passage.start),
        lead=text[passage.start : start],
        quote=text[start:end],
        tail=text[end : passage.end],
        after=_pieces(document, passage.end, high),
        starts=low == 0,
        ends=high == len(text),
        sha256=document.sha256,
    )


def _pieces(document: Document, start: int, end: int) -> tuple[Piece, ...]:
    """The text of `[start, end)`, cut where a section begins."""
    begins = {section.start for section in document.sections if start < section.start < end}
    cuts = sorted(begins | {start, end})
    return tuple(
        Piece(_label_at(document, low), document.text[low:high]) for low, high in pairwise(cuts)
    )


def _label_at(document: Document, position: int) -> str:
    return next((s.label for s in document.sections if s.start == position), "")


def _inside(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """The quoted range, held within the passage; empty at its start when it lies outside."""
    if start >= end or start >= passage.end or end <= passage.start:
        return passage.start, passage.start
    return max(start, passage.start), min(end, passage.end)


def _between_words(text: str, position: int, *, forwards: bool) -> int:
    """A position near this one that splits no word, if there is one within reach."""
    if position <= 0:
        return 0
    if position >= len(text):
        return len(text)
    step = 1 if forwards else -1
    for near in range(position, position + step * WORD_CHARS, step):
        if not 0 < near < len(text):
            break
        if text[near - 1].isspace() or text[near].isspace():
            return near
    return position
