"""The answer without a model: the few sentences that answer, each an exact quotation.

How likely a sentence is the answer is a score over plain signs (`scoring`). Here: how many are
quoted, that they do not repeat each other, that each side of a comparison is heard, and the order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from assistant.answering.candidates import Candidate, count_words, find_candidates
from assistant.answering.place import Locate
from assistant.answering.scoring import WEIGHTS, WITHOUT_MEANING, score
from assistant.answering.sentence_signs import Rarity, read_signs, read_wanted
from assistant.reading.stems import content_terms
from assistant.types import Hit, Passage

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from assistant.retrieval.asked import Asked, Side

    Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]

# With three quotations .708 and .580 of the facts of the gold sets (corpus, originals) are quoted
# in 62 and 68 words, with four .744 and .587 in 83 and 89, with five .759 and .635 in 100 and 110;
# citations are as precise over the originals, a little less over the corpus (.596, .574, .551).
MOST_QUOTES = 5
MOST_WORDS = 120  # of all quotations together
# Log odds behind the best sentence from which on another one is padding; with 4 instead of 3 as
# many facts are quoted, with citations that are less precise by two points.
GOOD_ENOUGH = 3.0
# Log odds for each word: of two that answer nearly as well the shorter one is taken, and leaves
# room for another: .788 of the corpus's facts are quoted instead of .781, the originals' as before.
PER_WORD = 0.005
# Log odds of a sentence whose document the question surely names: others say nearly the same of
# their own. Without it .788 and .620 of the facts of the gold sets are quoted, with it .790 and
# .630, with 3 .790 and .646; citations are as precise or a point better.
NAMED = 2.0
ENCODED = 12  # best sentences by the signs that need no encoder, where no vectors were kept
MOSTLY_THE_SAME = 0.8  # of the words of the shorter one


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


@dataclass(frozen=True, slots=True)
class _Scored:
    candidate: Candidate
    score: float
    words: int


def choose_quotes(
    asked: Asked,
    hits: Sequence[Hit],
    encode: Encode,
    locate: Locate,
    rarity: Rarity | None = None,
) -> list[Quote]:
    """The sentences that answer best; neighbours in one section are one quotation.

    The best document first, and in each document in its own order: "that control" is read after
    what it points to. Of a yes/no question the sentence that decides comes first in any case.
    `rarity` None: words are weighed among the candidates.
    """
    candidates = find_candidates(hits, locate, asked.compared)
    if not candidates:
        return []
    ranked = _rank(asked, candidates, encode, rarity)
    # Also where it does not compare: who names two wants to hear of both. It quotes .009 more of
    # the facts of both gold sets.
    chosen = _choose(ranked, [_best_of(side, ranked) for side in asked.sides])
    quotes = _in_reading_order(_join_neighbours([_quote(one) for one in chosen]))
    if asked.is_yes_no:
        quotes.sort(key=lambda quote: quote.score < ranked[0].score)
    return quotes


def _rank(
    asked: Asked, candidates: Sequence[Candidate], encode: Encode, rarity: Rarity | None
) -> list[_Scored]:
    """The candidates, best first; without kept vectors only those that are worth encoding."""
    question = asked.text
    wanted = read_wanted(question, candidates, rarity)
    signs = [read_signs(wanted, candidate) for candidate in candidates]
    known = [c.nearness for c in candidates if c.nearness is not None]
    if not known:
        rough = [score(s, WITHOUT_MEANING) for s in signs]
        best = sorted(range(len(candidates)), key=lambda i: -rough[i])[:ENCODED]
        candidates, signs = [candidates[i] for i in best], [signs[i] for i in best]
        vectors = encode([question, *(c.text for c in candidates)])
        nearness = [float(vector @ vectors[0]) for vector in vectors[1:]]
    else:
        # A sentence beyond the encoder's window is taken to be as near as the others are.
        usual = sum(known) / len(known)
        nearness = [usual if c.nearness is None else c.nearness for c in candidates]
    scored = (
        _Scored(
            c,
            score(replace(s, meaning=near), WEIGHTS)
            + NAMED * asked.documents.get(c.passage.source.doc_id, 0.0),
            count_words(c.quotation),
        )
        for c, s, near in zip(candidates, signs, nearness, strict=True)
    )
    return sorted(scored, key=lambda one: -one.score)


def _best_of(side: Side, ranked: Sequence[_Scored]) -> _Scored | None:
    return next(
        (
            one
            for one in ranked
            if side.has(one.candidate.passage.source.doc_id, one.candidate.section.speaker)
        ),
        None,
    )


def _choose(ranked: Sequence[_Scored], sides: Sequence[_Scored | None]) -> list[_Scored]:
    """The best that fit: the best of each side first, then the others while they are good."""
    chosen: list[_Scored] = []
    good = [one for one in ranked if one.score > ranked[0].score - GOOD_ENOUGH]
    good.sort(key=lambda one: one.words * PER_WORD - one.score)
    for one in chain((side for side in sides if side), good):
        if len(chosen) == MOST_QUOTES:
            break
        if one.words + sum(c.words for c in chosen) <= MOST_WORDS and not _repeats(one, chosen):
            chosen.append(one)
    # A single sentence over the limit still answers better than nothing.
    return chosen or [ranked[0]]


def _repeats(one: _Scored, chosen: Sequence[_Scored]) -> bool:
    """Whether it says what a chosen one says: the same talk as captions and as text, say."""
    terms = content_terms(one.candidate.quotation)
    return any(
        _overlap(one.candidate, other.candidate)
        or _share(terms, content_terms(other.candidate.quotation)) > MOSTLY_THE_SAME
        for other in chosen
    )


def _share(terms: frozenset[str], others: frozenset[str]) -> float:
    return len(terms & others) / max(min(len(terms), len(others)), 1)


def _overlap(one: Candidate, other: Candidate) -> bool:
    same = one.passage.source.doc_id == other.passage.source.doc_id
    return same and one.whole[0] < other.whole[1] and other.whole[0] < one.whole[1]


def _quote(one: _Scored) -> Quote:
    section = one.candidate.section
    named = replace(
        one.candidate.passage,
        label=section.label,
        speaker=section.speaker,
        time_s=section.time_s,
        page=section.page,
    )
    return Quote(named, *one.candidate.whole, one.score)


def _join_neighbours(quotes: Sequence[Quote]) -> list[Quote]:
    joined: list[Quote] = []
    for quote in sorted(quotes, key=lambda quote: quote.start):
        for i, other in enumerate(joined):
            if quote.passage == other.passage and _adjacent(other, quote):
                best = max(quote.score, other.score)
                joined[i] = Quote(quote.passage, other.start, quote.end, best)
                break
        else:
            joined.append(quote)
    return joined


def _adjacent(first: Quote, second: Quote) -> bool:
    passage = first.passage
    return not passage.text[first.end - passage.start : second.start - passage.start].strip()


def _in_reading_order(quotes: Sequence[Quote]) -> list[Quote]:
    best_first = sorted(quotes, key=lambda quote: -quote.score)
    documents = list(dict.fromkeys(quote.passage.source.doc_id for quote in best_first))
    return sorted(quotes, key=lambda q: (documents.index(q.passage.source.doc_id), q.start))
