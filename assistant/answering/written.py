"""A model's finished text becomes an answer whose every statement was checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from assistant.answering.marker_stream import find_markers, resolve_markers
from assistant.answering.markers import Marker
from assistant.answering.support import Check, Entails, check_statement
from assistant.answering.words import AnswerWords
from assistant.answering.words.english import ENGLISH
from assistant.answering.words.languages import ANSWER_WORDS
from assistant.reading.sentences import Span, sentence_spans
from assistant.reading.stems import content_terms
from assistant.types import Citation, Hit, Passage

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]

LONGEST_LEAD_IN = 4  # content words; a longer sentence without a source claims something

_LIST_MARK = re.compile(r"^\s*(?:[-*+•>|]\s+|\(?\d{1,3}[.)]\s+)+")
# "The definition demands:" and headings lead to statements and are none.
_LEADS = re.compile(r"\s*#{1,6}\s.*|.*:[*_\s]*", re.DOTALL)
# "Yes.", "In short", "It depends": what such words introduce is checked, they are not.
_INTRODUCING = content_terms(
    "yes no not depends short brief summary answer question both neither either therefore thus"
    " overall instead following follows true false correct exactly partly sources say here"
)


def mark(said: str) -> str:
    """What the check says, as it stands behind a statement."""
    return f" *({said})*"


def marks_pattern(reason: str) -> str:
    """A regular expression for what the marks say, in any language; `reason`: for its reason."""
    said = [w for words in ANSWER_WORDS.values() for w in (words.unsupported, words.uncited)]
    return "|".join(re.escape(one).replace(re.escape("{reason}"), reason) for one in said)


_MARK = re.compile(rf" \*\((?:{marks_pattern('[^()*]*')})\)\*")


class Checked(NamedTuple):
    """The text with its marks, and what stands behind them."""

    text: str
    citations: list[Citation]
    invented: int
    unsupported: int  # statements without support, cited or not
    supported: int  # statements that what they cite bears out

    @property
    def share(self) -> float:
        """Share of the statements that are supported; 0 when nothing is stated."""
        return self.supported / max(self.supported + self.unsupported, 1)


class Statement(NamedTuple):
    """One statement of an answer, and the markers that stand in it."""

    text: str  # without its markers
    markers: tuple[int, ...]  # each once, in order of appearance


def statements(text: str) -> list[Statement]:
    """What a checked answer claims, in order. Headings, leads and a bare "Yes." claim nothing."""
    return [said for _, said in _claims(_MARK.sub("", text), None)]


def check_answer(
    text: str,
    hits: Sequence[Hit],
    encode: Encode,
    *,
    question: str = "",
    complete: bool = True,
    entails: Entails | None = None,
    words: AnswerWords = ENGLISH,
) -> Checked:
    """Resolve the markers, check each statement against what it cites, mark what fails.

    A few words without a source are let be when the question has them ("Llama is not."), and so is
    the sentence in which an answer that is not `complete` broke off.
    """
    resolved = resolve_markers(text.strip(), len(hits))
    passages = [hits[number - 1] for number in resolved.order]
    checker = _Checker(passages, [hit.passage for hit in hits], encode, entails, words)
    pieces, last, unsupported, supported = [], 0, 0, 0
    for span, said in _claims(resolved.text, content_terms(question)):
        if not complete and not said.markers and _breaks_off(resolved.text, span):
            continue
        doubt = checker.doubt(said)
        unsupported += bool(doubt)
        supported += not doubt
        pieces += [resolved.text[last : span.end], mark(doubt) if doubt else ""]
        last = span.end
    pieces.append(resolved.text[last:])
    citations = [
        _citation(marker, hit, checker.best.get(marker))
        for marker, hit in enumerate(passages, start=1)
    ]
    return Checked("".join(pieces), citations, resolved.invented, unsupported, supported)


class _Checker:
    """Checks statements one by one and keeps the best check of each marker."""

    def __init__(
        self,
        cited: Sequence[Hit],
        among: Sequence[Passage],
        encode: Encode,
        entails: Entails | None,
        words: AnswerWords,
    ) -> None:
        self.best: dict[int, Check] = {}  # by marker
        self._cited = cited
        self._among = among
        self._encode = encode
        self._entails = entails
        self._words = words

    def doubt(self, said: Statement) -> str:
        """What to say behind the statement: nothing when one of its sources supports it."""
        if not said.markers:
            return self._words.uncited
        passages = {number: self._cited[number - 1].passage for number in said.markers}
        checks: list[Check] = []
        for number, passage in passages.items():
            beside = [other for n, other in passages.items() if n != number]
            check = check_statement(
                said.text,
                passage,
                self._encode,
                beside=beside,
                among=self._among,
                entails=self._entails,
                words=self._words,
            )
            checks.append(check)
            good = check.support == "supported"
            if number not in self.best or (good and self.best[number].support != "supported"):
                self.best[number] = check
        best = max(checks, key=lambda check: (check.support == "supported", check.score))
        return self._words.unsupported.format(reason=best.reason) if best.reason else ""


def _claims(text: str, known: frozenset[str] | None) -> list[tuple[Span, Statement]]:
    """The statements of a resolved text that can be held against a source, and their places.

    `known`: what a few words may repeat without a source; None: anything.
    """
    found = find_markers(text)
    spans = _statement_spans(text)
    claims = []
    for place, span in enumerate(spans):
        markers = [m for m in found if span.start <= m.start < span.end]
        said = _statement(text, span, markers)
        terms = content_terms(said) - _INTRODUCING
        if not markers:
            leads = place + 1 < len(spans) and _LEADS.fullmatch(said)
            short = len(terms) < LONGEST_LEAD_IN and (known is None or terms <= known)
            if leads or short:
                continue
        if terms:
            numbers = tuple(dict.fromkeys(m.number for m in markers))
            claims.append((span, Statement(said.strip(), numbers)))
    return claims


def _breaks_off(text: str, span: Span) -> bool:
    return span.end == len(text) and text[-1] not in ".!?。"


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
