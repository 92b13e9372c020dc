"""The answer without a model: the few sentences that answer, each an exact quotation.

A sentence is judged by its meaning (cosine to the question), by how many of the question's rarer
words it and its heading hold, and by the rank of its passage.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answering.place import Locate, place
from assistant.answering.terms import content_terms
from assistant.reading.sentences import sentence_spans
from assistant.types import Hit, Passage

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]

FROM_PASSAGES = 8  # best passages whose sentences compete
# Sentences, and words of them in all. With 3 sentences .674 of the facts of the corpus' gold set
# were quoted and .489 of the originals', with 4 .728 and .551, with 5 .748 and .561 in a fifth more
# words, with citations a little less precise each time (evals/LOG.md).
MOST_QUOTES = 4
MOST_WORDS = 120
SHORTEST_CHARACTERS = 20  # a heading or a list marker answers nothing; in any script
GOOD_ENOUGH = 0.80  # of the best sentence's score: what is far behind it is padding

# How much each sign counts; they sum to 1. Ten other mixtures quoted fewer facts of the corpus'
# gold set, and no more of the originals' but for one (.561 against .551).
MEANING, WORDS, RANK = 0.55, 0.30, 0.15

_HEADING = re.compile(r"#{1,6}\s|[|\s:-]+$")


@dataclass(frozen=True, slots=True)
class Quote:
    """An exact stretch of a document: `document.text[start:end]`. Higher scores are better."""

    passage: Passage
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        """The quoted words."""
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]


def choose_quotes(
    question: str, hits: Sequence[Hit], encode: Encode, locate: Locate
) -> list[Quote]:
    """The sentences that answer best; neighbours in one section are one quotation.

    The best document first, and in each document in its own order: "that control" is read after
    what it points to.
    """
    candidates = list(_candidates(hits[:FROM_PASSAGES], locate))
    if not candidates:
        return []
    scored = _score(question, candidates, len(hits), encode)
    best = sorted(scored, key=lambda quote: -quote.score)
    chosen: list[Quote] = []
    for quote in best:
        if quote.score < GOOD_ENOUGH * best[0].score or len(chosen) == MOST_QUOTES:
            break
        if _words(quote) + sum(map(_words, chosen)) <= MOST_WORDS and not _repeats(quote, chosen):
            chosen.append(quote)
    # A single sentence over the limit still answers better than nothing.
    return _in_reading_order(_join_neighbours(chosen or best[:1]))


def _candidates(hits: Sequence[Hit], locate: Locate) -> Iterable[tuple[int, Quote]]:
    for rank, hit in enumerate(hits):
        passage = hit.passage
        for span in sentence_spans(passage.text):
            text = passage.text[span.start : span.end]
            if len(text) >= SHORTEST_CHARACTERS and not _HEADING.match(text):
                start, end = passage.start + span.start, passage.start + span.end
                yield rank, Quote(place(passage, start, locate), start, end, 0)


def _score(
    question: str, candidates: Sequence[tuple[int, Quote]], passages: int, encode: Encode
) -> list[Quote]:
    texts = [f"{q.passage.source.title}. {q.passage.label}: {q.text}" for _, q in candidates]
    vectors = encode([question, *texts])
    meaning = vectors[1:] @ vectors[0]
    terms = [content_terms(text) for text in texts]
    rarity = _rarity(content_terms(question), terms)
    total = sum(rarity.values()) or 1.0
    return [
        Quote(
            quote.passage,
            quote.start,
            quote.end,
            MEANING * float(similarity)
            + WORDS * sum(rarity[t] for t in rarity.keys() & words) / total
            + RANK * (1 - rank / max(passages, 1)),
        )
        for (rank, quote), similarity, words in zip(candidates, meaning, terms, strict=True)
    ]


def _rarity(wanted: frozenset[str], texts: Sequence[frozenset[str]]) -> dict[str, float]:
    """Inverse document frequency over the candidates: words they all share decide nothing."""
    return {
        term: math.log(1 + len(texts) / (1 + sum(term in words for words in texts)))
        for term in sorted(wanted)
    }


def _words(quote: Quote) -> int:
    # Chinese and Japanese have no spaces: there about two characters make a word.
    wide = sum(character > "\u2e7f" for character in quote.text)
    return len(quote.text.split()) + wide // 2


def _repeats(quote: Quote, chosen: Sequence[Quote]) -> bool:
    """Whether it says what a chosen one says: the same talk as captions and as text, say."""
    words = content_terms(quote.text)
    others = [content_terms(other.text) for other in chosen]
    return any(len(words & other) > 0.8 * min(len(words), len(other)) for other in others)


def _join_neighbours(quotes: Sequence[Quote]) -> list[Quote]:
    joined: list[Quote] = []
    for quote in quotes:
        for i, other in enumerate(joined):
            if quote.passage == other.passage and _adjacent(quote, other):
                joined[i] = Quote(
                    quote.passage,
                    min(quote.start, other.start),
                    max(quote.end, other.end),
                    max(quote.score, other.score),
                )
                break
        else:
            joined.append(quote)
    return joined


def _in_reading_order(quotes: Sequence[Quote]) -> list[Quote]:
    documents = list(dict.fromkeys(quote.passage.source.doc_id for quote in quotes))
    return sorted(quotes, key=lambda q: (documents.index(q.passage.source.doc_id), q.start))


def _adjacent(one: Quote, other: Quote) -> bool:
    first, second = sorted((one, other), key=lambda quote: quote.start)
    between = first.passage.text[
        first.end - first.passage.start : second.start - first.passage.start
    ]
    return not between.strip()
