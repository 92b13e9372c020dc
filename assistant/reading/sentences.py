"""Where sentences, list items and table rows begin and end, as positions.

Rules, not a model: sentences must be found the same way on every machine and in any language that
ends them with a full stop. Kept to what licenses, transcripts and cards need.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Span(NamedTuple):
    """`text[start:end]`, without white space at either end; `new_block` when a paragraph starts."""

    start: int
    end: int
    new_block: bool


# A line that stands for itself: list item, table row, heading, quotation, numbered clause.
_OWN_LINE = (
    r"[ \t]*(?:[-*+•–]\s|\|\s?|\#{1,6}\s|>\s?|\(?(?:\d{1,3}(?:\.\d+)*|[a-z]|[ivx]{1,5})[.)]\s)"
)
_BLOCK = re.compile(rf"\n[ \t]*\n\s*|\n(?={_OWN_LINE})")
_STOP = re.compile(
    r"(?:[.!?…]+[)\]\"'’”»*_]*(?:\[\d+\])?\s+(?=[\"'“‘«(\[*_•-]*[A-Z0-9À-ÞА-Я])|[。！？]+[」』）]*)"
)
# Full stops that do not end a sentence, compared without case and without the stop.
_ABBREVIATIONS = frozenset(
    """
    al approx apr art arts aug ca cf ch co corp dec dr e.g ed eds eq etc feb fig i.e inc
    incl jan jr jul jun ltd mar mr mrs ms no nos nov oct p para paras pp prof resp sec secs
    sep sept sr st u.k u.s vol vs
    """.split()
)
_LAST_WORD = re.compile(r"([^\s(\[\"“‘]+)\.[)\]\"'’”»*_]*\s*$")


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of `text[start:end]` in order; they cover everything but white space."""
    end = len(text) if end is None else end
    spans: list[Span] = []
    block = start
    for joint in _BLOCK.finditer(text, start, end):
        spans += _in_block(text, block, joint.start())
        block = joint.end()
    return spans + _in_block(text, block, end)


def _in_block(text: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    first = start
    for stop in _STOP.finditer(text, start, end):
        if _is_sentence_end(text[first : stop.end()]):
            spans += _trimmed(text, first, stop.end(), new_block=first == start)
            first = stop.end()
    return spans + _trimmed(text, first, end, new_block=first == start)


def _is_sentence_end(sentence: str) -> bool:
    last = _LAST_WORD.search(sentence)
    if last is None:
        return True
    word = last[1].strip("*_")
    if word.lower() in _ABBREVIATIONS:
        return False
    # An initial ("A. Brock") or the number of a clause at its beginning ("4. Redistribution").
    starts_it = last.start() <= len(sentence) - len(sentence.lstrip()) + 3
    return not (len(word) == 1 and word.isalpha() and word.isupper()) and not (
        starts_it and re.fullmatch(r"[\dA-Za-z.()]{1,6}", word) is not None
    )


def _trimmed(text: str, start: int, end: int, *, new_block: bool) -> list[Span]:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    stripped = piece.strip()
    if not stripped:
        return []
    return [Span(start + lead, start + lead + len(stripped), new_block)]
