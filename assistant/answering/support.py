"""Is a statement supported by the passage it cites? A plain, explained check.

What a statement says exactly must stand in the source: words in quotation marks, numbers, names.
The rest is weighed: shared words, the nearest sentence's meaning, negation, "only". An entailment
model may do that weighing instead, for those who have one.
It can be wrong in both directions; its agreement with people is measured in evals/.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from assistant.answering.bearing import Bearing, bearing_score, read_bearing
from assistant.answering.names import unnamed
from assistant.answering.orders import is_order
from assistant.answering.terms import normalised, numbers, quotations
from assistant.answering.voice import voice
from assistant.answering.words import AnswerWords
from assistant.answering.words.english import ENGLISH
from assistant.reading.sentences import Span, sentence_spans
from assistant.types import Passage, Support

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]


class Entailment(NamedTuple):
    """What an entailment model says of a statement, given a text; both 0 to 1."""

    supported: float
    denied: float


Entails = Callable[[Sequence[tuple[str, str]]], list[Entailment]]  # (text, statement) pairs

BAR = 0.5  # of a score, which is a probability


@dataclass(frozen=True, slots=True)
class Check:
    """The verdict on one statement against one passage."""

    support: Support
    evidence: Span  # the nearest sentence, in positions of the passage's text
    reason: str  # why not; empty when supported
    score: float = 0.0  # 0 to 1: how likely it is that the passage supports it


def check_statement(
    statement: str,
    passage: Passage,
    encode: Encode,
    *,
    beside: Sequence[Passage] = (),
    among: Sequence[Passage] = (),
    entails: Entails | None = None,
    words: AnswerWords = ENGLISH,
) -> Check:
    """Hold a statement (without its markers) against the passage it cites.

    `beside`: what it cites as well. A comparison has the names and numbers of both sides.
    `among`: what the whole answer was made of; a word that stands there everywhere tells little.
    """
    signs, nearest = read_signs(statement, passage, encode, beside=beside, among=among)
    spans, sentences = _sentences(passage)
    own = _source(passage)
    together = " ".join([own, *map(_source, beside)])
    score, reason = (
        _weigh(signs, words) if entails is None else _ask(entails, own, statement, words)
    )
    reason = _contradiction(statement, together, words) or reason
    if not reason and is_order(sentences[nearest]):
        reason = words.gives_order
    return Check("unsupported" if reason else "supported", spans[nearest], reason, score)


def read_signs(
    statement: str,
    passage: Passage,
    encode: Encode,
    *,
    beside: Sequence[Passage] = (),
    among: Sequence[Passage] = (),
) -> tuple[Bearing, int]:
    """What is weighed, and which of the passage's sentences is nearest; see `check_statement`."""
    _, sentences = _sentences(passage)
    vectors = encode([statement, *sentences])
    own = _source(passage)
    return read_bearing(
        statement,
        sentences,
        [float(similarity) for similarity in vectors[1:] @ vectors[0]],
        heading=_heading(passage),
        own=own,
        together=" ".join([own, *map(_source, beside)]),
        around=[text for other in among or (passage, *beside) for text in _sentences(other)[1]],
    )


def _sentences(passage: Passage) -> tuple[list[Span], list[str]]:
    spans = sentence_spans(passage.text) or [Span(0, len(passage.text), new_block=True)]
    return spans, [passage.text[span.start : span.end] for span in spans]


def _heading(passage: Passage) -> str:
    # The heading counts: "section 6 of the OSD", "the draft of 2024" are named there, not in the
    # passage.
    source = passage.source
    names = (source.title, source.version, source.date, source.publisher, *source.aliases)
    return " ".join((voice(passage), *names, passage.label))


def _source(passage: Passage) -> str:
    return f"{_heading(passage)} {passage.text}"


def _weigh(signs: Bearing, words: AnswerWords) -> tuple[float, str]:
    score = bearing_score(signs)
    if signs.denied and bearing_score(replace(signs, denied=0.0)) >= BAR:
        return score, words.says_opposite
    return score, "" if score >= BAR else words.says_nothing


def _ask(entails: Entails, source: str, statement: str, words: AnswerWords) -> tuple[float, str]:
    (said,) = entails([(source, statement)])
    if said.denied > max(said.supported, BAR):
        return said.supported, words.says_opposite
    return said.supported, "" if said.supported >= BAR else words.says_nothing


def _contradiction(statement: str, source: str, words: AnswerWords) -> str:
    """What the statement claims exactly and the source does not hold; empty when nothing."""
    flat = normalised(source)
    for quotation in quotations(statement):
        if normalised(quotation).strip(" .,;:") not in flat:
            return words.lacks_words
    missing = sorted(numbers(statement) - numbers(source))
    if missing:
        return words.lacks_number.format(number=missing[0])
    name = unnamed(statement, source)
    return words.lacks_name.format(name=name) if name else ""
