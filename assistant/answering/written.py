"""A model's finished text becomes an answer whose every statement was checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from assistant.answering.marker_stream import find_markers, resolve_markers
from assistant.answering.markers import Marker
from assistant.answering.support import Check, check_statement
from assistant.answering.terms import content_terms
from assistant.reading.sentences import Span, sentence_spans
from assistant.types import Citation, Hit

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]

UNSUPPORTED = " *(not supported by the source it cites)*"
UNCITED = " *(no source given)*"
SHORTEST_STATEMENT = 4  # content words; "Yes." or "In short:" claims nothing that could be checked
CHECKABLE = 2  # content words of a cited statement; "Yes [1]." has no words to look for

_LIST_MARK = re.compile(r"^\s*(?:[-*+•>|]\s+|\(?\d{1,3}[.)]\s+)+")
# "The definition demands:" and headings lead to statements and are none.
_LEADS = re.compile(r"\s*#{1,6}\s.*|.*:[*_\s]*", re.DOTALL)


class Checked(NamedTuple):
    """The text with its marks, and what stands behind them."""

    text: str
    citations: list[Citation]
    invented: int
    unsupported: int  # statements without support, cited or not


class Statement(NamedTuple):
    """One statement of an answer, and the markers that stand in it."""

    text: str  # without its markers
    markers: tuple[int, ...]  # each once, in order of appearance


def statements(text: str) -> list[Statement]:
    """What a checked answer claims, in order. Headings, leads and a bare "Yes." claim nothing."""
    text = text.replace(UNSUPPORTED, "").replace(UNCITED, "")
    found = find_markers(text)
    claims = []
    for span in _statement_spans(text):
        markers = [m for m in found if span.start <= m.start < span.end]
        said = _statement(text, span, markers)
        if _claims(said, cited=bool(markers)):
            claims.append(Statement(said.strip(), tuple(dict.fromkeys(m.number for m in markers))))
    return claims


def check_answer(text: str, hits: Sequence[Hit], encode: Encode) -> Checked:
    """Resolve the markers, check each statement against what it cites, mark what fails."""
    resolved = resolve_markers(text.strip(), len(hits))
    passages = [hits[number - 1] for number in resolved.order]
    checker = _Checker(passages, encode)
    found = find_markers(resolved.text)
    pieces, last, unsupported = [], 0, 0
    for span in _statement_spans(resolved.text):
        markers = [m for m in found if span.start <= m.start < span.end]
        mark = checker.mark(_statement(resolved.text, span, markers), markers)
        unsupported += bool(mark)
        pieces += [resolved.text[last : span.end], mark]
        last = span.end
    pieces.append(resolved.text[last:])
    citations = [
        _citation(marker, hit, checker.best.get(marker))
        for marker, hit in enumerate(passages, start=1)
    ]
    return Checked("".join(pieces), citations, resolved.invented, unsupported)


class _Checker:
    """Checks statements one by one and keeps the best check of each marker."""

    def __init__(self, passages: Sequence[Hit], encode: Encode) -> None:
        self.best: dict[int, Check] = {}  # by marker
        self._passages = passages
        self._encode = encode

    def mark(self, statement: str, markers: Sequence[Marker]) -> str:
        """What to put behind the statement: nothing when one of its sources supports it."""
        if not _claims(statement, cited=bool(markers)):
            return ""
        if not markers:
            return UNCITED
        cited = dict.fromkeys(marker.number for marker in markers)
        passages = {number: self._passages[number - 1].passage for number in cited}
        supported = False
        for number, passage in passages.items():
            beside = [other for n, other in passages.items() if n != number]
            check = check_statement(statement, passage, self._encode, beside=beside)
            good = check.support == "supported"
            supported = supported or good
            if number not in self.best or (good and self.best[number].support != "supported"):
                self.best[number] = check
        return "" if supported else UNSUPPORTED


def _claims(statement: str, *, cited: bool) -> bool:
    """Whether it says something that can be held against a source."""
    terms = len(content_terms(statement))
    if cited:
        return terms >= CHECKABLE
    return terms >= SHORTEST_STATEMENT and not _LEADS.fullmatch(statement)


def _statement_spans(text: str) -> list[Span]:
    """The sentences, and those of one quotation together: their source is named behind it."""
    spans: list[Span] = []
    opened = 0  # how many of the last spans stand in a quotation that is still open
    for span in sentence_spans(text):
        opened = 0 if span.new_block else opened
        spans.append(span)
        whole = Span(spans[-1 - opened].start, span.end, spans[-1 - opened].new_block)
        if not _is_open(text[whole.start : whole.end]):
            spans[-1 - opened :] = [whole]
            opened = 0
        else:
            opened += 1
    return spans


def _is_open(text: str) -> bool:
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1


def _statement(text: str, span: Span, markers: Sequence[Marker]) -> str:
    """The words of a statement, without its markers and without the mark of a list."""
    pieces, last = [], span.start
    for marker in markers:
        pieces.append(text[last : marker.start].rstrip())
        last = marker.end
    return _LIST_MARK.sub("", "".join(pieces) + text[last : span.end])


def _citation(marker: int, hit: Hit, check: Check | None) -> Citation:
    passage = hit.passage
    if check is None:
        return Citation(marker, passage, passage.text, passage.start, passage.end, "unchecked")
    span = check.evidence
    return Citation(
        marker=marker,
        passage=passage,
        quote=passage.text[span.start : span.end],
        start=passage.start + span.start,
        end=passage.start + span.end,
        support=check.support,
    )
