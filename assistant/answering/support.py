"""Is a statement supported by the passage it cites? A plain, explained check.

Supported means: what stands in quotation marks stands in the source, so do the numbers and names,
negation agrees in kind, and enough of the statement's words or of its meaning does too.
It can be wrong in both directions; its agreement with people is measured in evals/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

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

# Two capitalised words in a row, or one inside a sentence: a name that must stand in the source.
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]+|[A-Z][\w-]+(?: [A-Z][\w-]+)+|\b[A-Z]{2,}\b")


@dataclass(frozen=True, slots=True)
class Check:
    """The verdict on one statement against one passage."""

    support: Support
    evidence: Span  # the nearest sentence, in positions of the passage's text
    reason: str  # why not; empty when supported


def check_statement(statement: str, passage: Passage, encode: Encode) -> Check:
    """Hold a statement (without its markers) against the passage it cites."""
    spans = sentence_spans(passage.text) or [Span(0, len(passage.text), new_block=True)]
    sentences = [passage.text[span.start : span.end] for span in spans]
    vectors = encode([statement, *sentences])
    similarities = vectors[1:] @ vectors[0]
    shared = [coverage(content_terms(statement), content_terms(s)) for s in sentences]
    nearest = max(range(len(spans)), key=lambda i: float(similarities[i]) + shared[i])
    reason = _contradiction(statement, passage) or _distance(
        statement, passage, float(similarities[nearest])
    )
    return Check("unsupported" if reason else "supported", spans[nearest], reason)


def _contradiction(statement: str, passage: Passage) -> str:
    """What the statement claims exactly and the source does not hold; empty when nothing."""
    # The heading counts: "section 6 of the OSD" is named there, not in the passage.
    source = f"{voice(passage)} {' '.join(passage.source.aliases)} {passage.label} {passage.text}"
    flat = normalised(source)
    for quotation in quotations(statement):
        if normalised(quotation).strip(" .,;:") not in flat:
            return f"the source does not contain “{quotation}”"
    missing = sorted(numbers(statement) - numbers(source))
    if missing:
        return f"the source does not contain the number {missing[0]}"
    known = content_terms(source)
    for name in _NAME.findall(statement):
        if not content_terms(name) <= known:
            return f"the source does not name {name}"
    return ""


def _distance(statement: str, passage: Passage, similarity: float) -> str:
    source = content_terms(f"{voice(passage)} {passage.label} {passage.text}")
    words = coverage(content_terms(statement), source)
    if words >= ENOUGH_WORDS or (words >= SOME_WORDS and similarity >= SAME_MEANING):
        return ""
    return "the source does not say this"
