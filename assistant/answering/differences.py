"""Do the quoted voices say the same? Said only where it is plain; never that they agree.

The rule: two voices (speakers, or publishers) differ when their sentences are about the same point,
by meaning and by words, and one denies what the other says (`negation.py`), or when they are the
same sentence but for its numbers. Anything weaker was wrong more often than right: of 15 pairs of
quotations in which one denies a word of the other, at a cosine of .4 and more, 2 disagreed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from assistant.answering.manner import Manner
from assistant.answering.negation import denies
from assistant.answering.terms import numbers
from assistant.answering.words import AnswerWords
from assistant.answering.words.english import ENGLISH
from assistant.reading.editions import family
from assistant.reading.stems import content_terms
from assistant.types import Citation, Passage

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]

SAME_POINT = 0.7  # cosine of two sentences
SHARED = 0.6  # of the shorter sentence's words

NORMS = ("definition", "license", "policy")  # texts that hold by themselves
OPINIONS = ("commentary", "panel")  # what people say about them


def speaks(passage: Passage) -> str:
    """Whose voice it is: the speaker's, or the document's publisher's."""
    source = passage.source
    return passage.speaker or source.publisher or source.doc_id


def difference(
    citations: Sequence[Citation], manner: Manner, encode: Encode, words: AnswerWords = ENGLISH
) -> str:
    """One line in front of the quotations where several voices need it; else empty."""
    voices = list(dict.fromkeys(speaks(c.passage) for c in citations))
    if len(voices) < 2:
        return ""
    if pairs := clashes(citations, encode):
        one, other = pairs[0]
        return words.voices_differ.format(one=one, other=other)
    kinds = {c.passage.source.kind for c in citations}
    mixed = not kinds.isdisjoint(OPINIONS) and not kinds.isdisjoint(NORMS)
    if not (manner.asks_positions or manner.compares or mixed):
        return ""
    return words.voices


def _are_two_voices(one: Citation, other: Citation) -> bool:
    first, second = one.passage, other.passage
    if first.speaker or second.speaker:
        return speaks(first) != speaks(second)
    # Copies of one text come from several publishers.
    of_one_text = family(first.source.title) == family(second.source.title)
    return speaks(first) != speaks(second) and not of_one_text


def clashes(
    citations: Sequence[Citation],
    encode: Encode,
    are_apart: Callable[[Citation, Citation], bool] = _are_two_voices,
) -> list[tuple[int, int]]:
    """Markers of the pairs that plainly differ, in the order of the answer.

    `are_apart`: which two are held against each other at all.
    """
    pairs = [
        (one, other)
        for one, other in combinations(citations, 2)
        if are_apart(one, other) and _differ(one.quote, other.quote)
    ]
    if not pairs:
        return []
    vectors = encode([c.quote for c in citations])
    at = {c.marker: vector for c, vector in zip(citations, vectors, strict=True)}
    return [
        (one.marker, other.marker)
        for one, other in pairs
        if float(at[one.marker] @ at[other.marker]) >= SAME_POINT
    ]


def _differ(one: str, other: str) -> bool:
    first, second = content_terms(one), content_terms(other)
    shared = len(first & second) / max(1, min(len(first), len(second)))
    if shared < SHARED:
        return False
    counted = numbers(one), numbers(other)
    unlike = bool(counted[0] and counted[1]) and counted[0].isdisjoint(counted[1])
    return denies(one, other) or denies(other, one) or unlike
