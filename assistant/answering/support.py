"""Is a statement supported by the passage it cites? A plain, explained check.

Supported means: what stands in quotation marks stands in the source, so do the numbers and names,
enough of the statement's words or of its meaning does too, and the nearest sentence does not deny
what the statement says.
It can be wrong in both directions; its agreement with people is measured in evals/.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answering.names import unnamed
from assistant.answering.negation import denies
from assistant.answering.terms import content_terms, coverage, normalised, numbers, quotations
from assistant.answering.voice import voice
from assistant.reading.sentences import Span, sentence_spans
from assistant.types import Passage, Support

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]

ENOUGH_WORDS = 0.6  # share of the statement's terms in the source: enough without more
SOME_WORDS = 0.35  # enough when the meaning agrees as well
SAME_MEANING = 0.6  # cosine between the statement and the nearest sentence of the source


@dataclass(frozen=True, slots=True)
class Check:
    """The verdict on one statement against one passage."""

    support: Support
    evidence: Span  # the nearest sentence, in positions of the passage's text
    reason: str  # why not; empty when supported


def check_statement(
    statement: str, passage: Passage, encode: Encode, *, beside: Sequence[Passage] = ()
) -> Check:
    """Hold a statement (without its markers) against the passage it cites.

    `beside`: what it cites as well. A comparison has the names and numbers of both sides.
    """
    spans = sentence_spans(passage.text) or [Span(0, len(passage.text), new_block=True)]
    sentences = [passage.text[span.start : span.end] for span in spans]
    vectors = encode([statement, *sentences])
    similarities = vectors[1:] @ vectors[0]
    shared = [coverage(content_terms(statement), content_terms(s)) for s in sentences]
    nearest = max(range(len(spans)), key=lambda i: float(similarities[i]) + shared[i])
    own = _source(passage)
    together = " ".join([own, *map(_source, beside)])
    reason = _contradiction(statement, together) or _distance(
        statement, own, together, float(similarities[nearest])
    )
    if not reason and denies(statement, sentences[nearest]):
        reason = "the source says the opposite"
    return Check("unsupported" if reason else "supported", spans[nearest], reason)


def _source(passage: Passage) -> str:
    # The heading counts: "section 6 of the OSD" is named there, not in the passage.
    aliases = " ".join(passage.source.aliases)
    return f"{voice(passage)} {aliases} {passage.label} {passage.text}"


def _contradiction(statement: str, source: str) -> str:
    """What the statement claims exactly and the source does not hold; empty when nothing."""
    flat = normalised(source)
    for quotation in quotations(statement):
        if normalised(quotation).strip(" .,;:") not in flat:
            return f"the source does not contain “{quotation}”"
    missing = sorted(numbers(statement) - numbers(source))
    if missing:
        return f"the source does not contain the number {missing[0]}"
    name = unnamed(statement, source)
    return f"the source does not name {name}" if name else ""


def _distance(statement: str, own: str, together: str, similarity: float) -> str:
    wanted = content_terms(statement)
    words = coverage(wanted, content_terms(own))
    if words >= ENOUGH_WORDS:
        return ""
    if words >= SOME_WORDS and (
        similarity >= SAME_MEANING or coverage(wanted, content_terms(together)) >= ENOUGH_WORDS
    ):
        return ""
    return "the source does not say this"
