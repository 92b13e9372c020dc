"""What speaks for a sentence as the answer to a question, each sign a plain number.

The signs that need no encoder come first and are enough to choose the few sentences that are
worth encoding.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.answering.candidates import Candidate
from assistant.answering.terms import numbers
from assistant.reading.stems import content_terms, content_words, stem
from assistant.retrieval.shapes import Shape, asked_shape, is_question, is_scrap

# (words) -> how rare each is among the passages of the library, higher is rarer.
Rarity = Callable[[Sequence[str]], Mapping[str, float]]

MOST_PAIRS = 3  # word pairs in the order of the question: more tell nothing more


@dataclass(frozen=True, slots=True)
class Signs:
    """Of one sentence; each from 0 to 1 but for the meaning."""

    behind: float  # where its passage lies, from the best to the last one found
    words: float  # the question's words in it, weighted by rarity
    heading: float  # those that only its heading holds
    document: float  # those that only its document's names hold
    around: float  # those that only the sentences around it hold
    in_order: float  # pairs of words that follow each other in the question too
    numbers: float  # the question's numbers in it
    asked_for: float  # a number, a time, a name, where the question asks for one
    rules: float  # it permits, forbids or demands, where the question asks for that
    scrap: float  # very few words
    asks: float  # it is a question itself
    meaning: float = 0.0  # cosine to the question, -1 to 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question as it is compared with sentences."""

    weights: Mapping[str, float]  # stem -> share of the question's rarity; they sum to 1
    pairs: frozenset[tuple[str, str]]
    numbers: frozenset[str]
    shape: Shape  # of what it asks for


def read_wanted(
    question: str, candidates: Sequence[Candidate], rarity: Rarity | None = None
) -> Wanted:
    """The question's words with their weights. `rarity` None: counted over the candidates."""
    words = content_words(question)
    stems = [stem(word) for word in words]
    if rarity is None:
        rare = _rarity_among(frozenset(stems), candidates)
    else:
        by_word = rarity(words)
        rare = {s: by_word[word] for s, word in zip(stems, words, strict=True)}
    total = sum(rare.values()) or 1.0
    return Wanted(
        weights={s: value / total for s, value in rare.items()},
        pairs=frozenset(pairwise(stems)),
        numbers=numbers(question),
        shape=asked_shape(question),
    )


def read_signs(wanted: Wanted, candidate: Candidate) -> Signs:
    """All signs but for the meaning, which takes an encoder."""
    text, section, source = candidate.text, candidate.section, candidate.passage.source
    stems = [stem(word) for word in content_words(text)]
    own = frozenset(stems)
    heading = content_terms(f"{section.label} {section.speaker or ''}") - own
    document = (
        content_terms(" ".join((source.title, source.version, *source.aliases))) - heading - own
    )
    around = content_terms(candidate.around) - document - heading - own
    said = numbers(f"{text} {section.label}")
    return Signs(
        behind=candidate.behind,
        words=_weight(wanted, own),
        heading=_weight(wanted, heading),
        document=_weight(wanted, document),
        around=_weight(wanted, around),
        in_order=min(len(wanted.pairs & frozenset(pairwise(stems))) / MOST_PAIRS, 1.0),
        numbers=len(wanted.numbers & said) / len(wanted.numbers) if wanted.numbers else 0.0,
        asked_for=float(wanted.shape.has_value(text)),
        rules=float(wanted.shape.has_rule(text)),
        scrap=float(is_scrap(text)),
        asks=float(is_question(text)),
    )


def _weight(wanted: Wanted, words: frozenset[str]) -> float:
    return sum(weight for word, weight in wanted.weights.items() if word in words)


def _rarity_among(stems: frozenset[str], candidates: Sequence[Candidate]) -> dict[str, float]:
    """Inverse document frequency over the candidates, with what names them."""
    texts = [
        content_terms(f"{c.passage.source.title} {c.section.label} {c.text}") for c in candidates
    ]
    return {
        word: math.log(1 + len(texts) / (1 + sum(word in text for text in texts)))
        for word in sorted(stems)
    }
