"""How far a passage bears a statement out: a few signs, and what they say together.

A logistic regression on signs that a reader can follow. `python -m evals support` fits its weights
on statements whose support people have judged.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache

from assistant.answering.names import unnamed
from assistant.answering.negation import denies
from assistant.answering.terms import numbers
from assistant.reading.stems import content_terms

# "only", "solely": what excludes the rest must be excluded by the source as well.
_EXCLUSIVE = re.compile(
    r"\b(?:only|solely|exclusively?|sole|merely|just|limited to|nothing but)\b", re.I
)

# A comparison has the words of both its sides: a source that holds so many of them itself is lent
# half of what the other one has.
LENT_FROM = 0.35


@dataclass(frozen=True, slots=True)
class Bearing:
    """The signs of one statement against one passage; each 0 to 1 but for the cosine."""

    words: float  # share of the statement's terms in the passage; rare ones count more
    sentence: float  # the same in the nearest sentence alone
    meaning: float  # cosine of the nearest sentence, -1 to 1
    numbers_missing: float  # share of the statement's numbers
    names_missing: float  # 1: a name is not there
    denied: float  # 1: the nearest sentence denies it
    exclusive: float  # 1: it says "only" and the nearest sentence does not


# In the order of `Bearing`, and the intercept: `python -m evals support`.
WEIGHTS = (2.04, 1.61, 2.28, -1.70, -0.68, -0.46, -0.26)
INTERCEPT = -2.90


def bearing_score(signs: Bearing) -> float:
    """How likely it is that the passage supports the statement, 0 to 1; 0.5 is the bar."""
    score = INTERCEPT + sum(w * s for w, s in zip(WEIGHTS, astuple(signs), strict=True))
    return 1 / (1 + math.exp(-score))


def read_bearing(
    statement: str,
    sentences: Sequence[str],
    similarities: Sequence[float],
    *,
    heading: str,
    own: str,
    together: str,
    around: Sequence[str],
) -> tuple[Bearing, int]:
    """The signs, and which of the sentences is nearest.

    `own`: all that the source says, with its names; `together`: with what is cited beside it.
    `around`: the sentences among which a word is common or rare.
    """
    wanted, name = content_terms(statement), content_terms(heading)
    rarity = _rarity(wanted, [_terms(text) for text in around])
    terms = [_terms(text) for text in sentences]
    shares = [_share(rarity, words) for words in terms]
    whole = _share(rarity, name.union(*terms))
    if whole >= LENT_FROM:
        whole = (whole + _share(rarity, content_terms(together))) / 2
    nearest = max(range(len(sentences)), key=lambda i: similarities[i] + shares[i])
    told = numbers(statement)
    signs = Bearing(
        words=whole,
        sentence=shares[nearest],
        meaning=similarities[nearest],
        numbers_missing=len(told - numbers(own)) / max(len(told), 1),
        names_missing=float(bool(unnamed(statement, together))),
        denied=float(denies(statement, sentences[nearest])),
        exclusive=float(_excludes(statement) and not _excludes(sentences[nearest])),
    )
    return signs, nearest


@lru_cache(maxsize=4096)  # every statement of an answer is held against the same sentences
def _terms(text: str) -> frozenset[str]:
    return content_terms(text)


def _rarity(wanted: frozenset[str], texts: Sequence[frozenset[str]]) -> dict[str, float]:
    """Inverse sentence frequency: words that every sentence has tell nothing."""
    counts = Counter(term for words in texts for term in words & wanted)
    return {term: math.log(1 + len(texts) / (1 + counts[term])) for term in sorted(wanted)}


def _share(rarity: dict[str, float], words: frozenset[str]) -> float:
    total = sum(rarity.values())
    return sum(rarity[term] for term in rarity.keys() & words) / total if total else 1.0


def _excludes(text: str) -> bool:
    return _EXCLUSIVE.search(text) is not None
