"""What speaks for a passage, each sign a plain number, so that a reader can follow its rank.

Not here: what each counts (`rank.py`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from pathlib import PurePosixPath

from assistant.reading.sentences import sentence_spans
from assistant.reading.split import searched_heading
from assistant.reading.stems import content_terms, content_words, stem
from assistant.retrieval.asked import Asked
from assistant.retrieval.shapes import Shape, asked_shape, is_question, is_scrap
from assistant.types import Hit, Source

# (words) -> how rare each is among the passages of the library, higher is rarer, 0 and more.
Rarity = Callable[[Sequence[str]], Mapping[str, float]]

# Of the answer, beside the cosine and the share of the question's words, which count one each. One
# sentence has to have them all: what is near in one and shared by another answers nothing. Told by
# eye and left so: fitted, they help the gold sets and cost the public ones (evals/LOG.md).
OF_THE_SHAPE = 0.15
SCRAP = -0.3
QUESTION = -0.5

REMEMBERED = 4096  # passages whose words are kept: the same ones are found again and again


@dataclass(frozen=True, slots=True)
class Signs:
    """Of one passage; from 0 to 1 but for the answer and the length, higher is better."""

    fused: float  # what both searches say, and a found neighbour
    sentences: float  # mean cosine of its two nearest sentences
    answer: float  # its best sentence: near, with the question's words, in the shape asked for
    heading: float  # the question's words in its heading, by rarity
    in_order: float  # pairs of words that follow each other in the question too
    numbers: float  # the question's numbers, in it or in its heading
    document: float  # how surely its document is named
    kind: float  # whether it is of a kind that the question speaks of
    best: float  # the best fused score among the passages of its document
    length: float  # logarithm of its words: a heading alone answers nothing


@dataclass(frozen=True, slots=True)
class _Words:
    texts: tuple[str, ...]  # of its sentences
    sentences: tuple[frozenset[str], ...]
    looks: tuple[float, ...]  # what each of them is worth less as a scrap, or as a question
    pairs: frozenset[tuple[str, str]]
    count: int

    @property
    def all(self) -> frozenset[str]:
        return frozenset[str]().union(*self.sentences)


@dataclass(frozen=True, slots=True)
class _Question:
    weights: Mapping[str, float]  # stem -> rarity
    pairs: frozenset[tuple[str, str]]
    numbers: frozenset[str]
    shape: Shape


def read_signs(asked: Asked, hits: Sequence[Hit], rarity: Rarity) -> list[Signs]:
    """The signs of each hit, in their order. `hits`: fused, with the cosines of their sentences."""
    question = _read_question(asked, rarity)
    best: dict[str, float] = {}
    for hit in hits:
        doc_id = hit.passage.source.doc_id
        best[doc_id] = max(best.get(doc_id, 0.0), hit.score)
    return [_signs(asked, question, hit, best[hit.passage.source.doc_id]) for hit in hits]


def _read_question(asked: Asked, rarity: Rarity) -> _Question:
    words = content_words(asked.searched)
    rare = rarity(words)
    stems = [stem(word) for word in words]
    return _Question(
        weights={s: rare.get(word, 0.0) for s, word in zip(stems, words, strict=True)},
        pairs=frozenset(pairwise(stems)),
        numbers=frozenset(s for s in stems if any(map(str.isdigit, s))),
        shape=asked_shape(asked.text),
    )


def _signs(asked: Asked, question: _Question, hit: Hit, best: float) -> Signs:
    passage, source = hit.passage, hit.passage.source
    words, heading = _words_of(passage.text), _heading_terms(source, passage.label, passage.context)
    # Without vectors of its sentences a passage counts as one.
    near = sorted(hit.sentences, reverse=True)[:2] or [hit.score]
    return Signs(
        fused=hit.score,
        sentences=sum(near) / len(near),
        answer=_answer(question, hit, words),
        heading=_share(question.weights.keys() & heading, question.weights.keys(), question),
        in_order=len(question.pairs & words.pairs) / max(1, len(question.pairs)),
        numbers=len(question.numbers & (words.all | heading)) / max(1, len(question.numbers)),
        document=asked.documents.get(source.doc_id, 0.0),
        kind=float(source.kind in asked.kinds),
        best=best,
        length=math.log1p(words.count),
    )


def _answer(question: _Question, hit: Hit, words: _Words) -> float:
    """What its best sentence has of an answer. Words that name the document answer nothing."""
    rest = question.weights.keys() - _names_of(hit.passage.source)
    total, shape = _weight(rest, question) or 1.0, question.shape
    cosines = hit.sentences or [hit.score] * len(words.texts)
    return max(
        (
            _weight(rest & stems, question) / total
            + cosine
            + looks
            + OF_THE_SHAPE * (shape.has_value(text) + shape.has_rule(text))
            for text, stems, looks, cosine in zip(
                words.texts, words.sentences, words.looks, cosines, strict=False
            )
        ),
        default=0.0,
    )


def _share(present: Set[str], wanted: Set[str], question: _Question) -> float:
    return _weight(present, question) / (_weight(wanted, question) or 1.0)


def _weight(words: Set[str], question: _Question) -> float:
    # Exact sums: the order of a set differs from run to run, and with it the last digit.
    return math.fsum(question.weights[word] for word in words)


@lru_cache(REMEMBERED)
def _words_of(text: str) -> _Words:
    texts = tuple(text[span.start : span.end] for span in sentence_spans(text))
    sentences = [[stem(word) for word in content_words(sentence)] for sentence in texts]
    stems = list(chain.from_iterable(sentences))
    return _Words(
        texts=texts,
        sentences=tuple(map(frozenset, sentences)),
        looks=tuple(SCRAP * is_scrap(t) + QUESTION * is_question(t) for t in texts),
        pairs=frozenset(pairwise(stems)),
        count=len(stems),
    )


@lru_cache(REMEMBERED)
def _heading_terms(source: Source, label: str, context: str) -> frozenset[str]:
    return content_terms(searched_heading(source, label, context))


@lru_cache(REMEMBERED)
def _names_of(source: Source) -> frozenset[str]:
    """The words a document goes by: they tell which one is meant, not what is said in it."""
    path = PurePosixPath(source.doc_id).with_suffix("").as_posix()
    plain = path.translate(str.maketrans("/_-.", "    "))
    names = (
        source.title,
        source.version,
        *source.aliases,
        source.publisher,
        plain,
        *source.speakers,
    )
    return content_terms(" ".join(names))
