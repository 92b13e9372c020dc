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
# A heading or a table row ends with its line, whatever comes after it.
_ALONE = re.compile(r"[ \t]*(?:\#{1,6}\s|\|)[^\n]*\n")
# A full stop, the citation markers behind it, white space, and how the next sentence begins.
# Nothing is tried twice (lookbehind, `++`): dot leaders and hostile lines stay linear.
_STOP = re.compile(
    r"(?<![.!?…])[.!?…]++[)\]\"'’”»*_]*+(?P<markers>(?:[ \t]?\[\d{1,3}\])*+)"
    r"\s++(?=[\"'“‘«(\[*•–-]*+(?P<next>[^\W_]+))"
    r"|[。！？।॥؟۔]++[」』）”’]*+(?:[ \t]?\[\d{1,3}\])*+"
)
# Full stops that do not end a sentence, compared without case and without the stop.
_ABBREVIATIONS = frozenset(
    """
    al approx apr aug ca cf co corp dec dr e.g ed eds feb i.e inc incl jan jr jul jun ltd mar mr
    mrs ms nov oct prof resp sep sept sr st u.k u.s v viz vs
    """.split()
)
# The same, when a number comes next: "no. 5", but "The answer is no. The license ...".
_BEFORE_NUMBER = frozenset("art arts ch eq fig no nos p para paras pp sec secs vol".split())
_NUMERAL = re.compile(r"\d|[IVXLC]+$")
_LAST_WORD = re.compile(r"[^\s(\[\"“‘]+$")
_SPACES = re.compile(r"\s*")
LONGEST_WORD = 24  # characters looked at before a full stop; no abbreviation is longer
# What may stand before the number of a clause at the beginning of a sentence: "- ", "**", "(".
_CLAUSE_NUMBER = re.compile(
    r"[\s*_(\[•–>#|+-]{0,8}(?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Za-z]|[ivxIVX]{1,5})\)?"
)


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
    alone = _ALONE.match(text, start, end)
    if alone is not None:
        return _sentences(text, start, alone.end()) + _sentences(text, alone.end(), end)
    return _sentences(text, start, end)


def _sentences(text: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    first = start = _SPACES.match(text, start, end).end()  # type: ignore[union-attr]  # always
    for stop in _STOP.finditer(text, start, end):
        cut = _sentence_end(text, first, stop)
        if cut is not None:
            spans += _trimmed(text, first, cut, new_block=first == start)
            first = cut
    return spans + _trimmed(text, first, end, new_block=first == start)


def _sentence_end(text: str, first: int, stop: re.Match[str]) -> int | None:
    """Where the sentence that began at `first` ends; None: not at this stop."""
    following = stop["next"]
    if following is None:  # a script that has its own full stop
        return stop.end()
    if stop["markers"]:
        # "... as it is. [1] says so": these markers begin the next sentence.
        return stop.start("markers") if following[0].islower() else stop.end()
    if following[0].islower() or _goes_on(text, first, stop.start(), following):
        return None
    return stop.end()


def _goes_on(text: str, first: int, stop: int, following: str) -> bool:
    """Whether the stop at `stop` belongs to an abbreviation, an initial, a number, or a leader."""
    if text[stop] != "." or text[stop + 1 : stop + 2] == ".":
        return text.startswith("....", stop)  # "Introduction ...... 5": a table of contents
    last = _LAST_WORD.search(text[max(first, stop - LONGEST_WORD) : stop])
    if last is None:
        return False
    word = last[0].strip("*_").lower()
    if word in _ABBREVIATIONS:
        return True
    if word in _BEFORE_NUMBER:
        return _NUMERAL.match(following) is not None
    # "A. Brock", but "So do I."; then "4. Redistribution" at the beginning.
    if len(word) == 1 and last[0].strip("*_").isupper() and word != "i":
        return True
    return stop - first <= LONGEST_WORD and _CLAUSE_NUMBER.fullmatch(text, first, stop) is not None


def _trimmed(text: str, start: int, end: int, *, new_block: bool) -> list[Span]:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    stripped = piece.strip()
    if not stripped:
        return []
    return [Span(start + lead, start + lead + len(stripped), new_block)]
