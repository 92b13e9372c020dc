"""Exact match and word F1 of an answer against short reference answers, for sets that have them.

Normalised and counted as the SQuAD 2.0 evaluation does it (Rajpurkar et al. 2018): lower case,
without punctuation and the articles a, an, the. The best of several references counts.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence

_ARTICLE = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def exact_match(said: str, references: Sequence[str]) -> float:
    """1 when the answer is one of the references, word for word."""
    return float(any(words(said) == words(reference) for reference in references))


def word_f1(said: str, references: Sequence[str]) -> float:
    """Harmonic mean of word precision and recall against the nearest reference."""
    return max((_f1(words(said), words(reference)) for reference in references), default=0.0)


def words(text: str) -> list[str]:
    """The words that count."""
    return _ARTICLE.sub(" ", text.lower().translate(_PUNCTUATION)).split()


def _f1(said: Sequence[str], reference: Sequence[str]) -> float:
    if not said or not reference:
        return float(said == reference)
    shared = (Counter(said) & Counter(reference)).total()
    return 2 * shared / (len(said) + len(reference))
