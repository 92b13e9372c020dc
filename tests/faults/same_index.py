"""Whether two indexes are the same to everyone who reads them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.indexing.lexical import search_words
from assistant.indexing.library import Library
from assistant.indexing.vector_index import open_current
from assistant.types import Hit
from tests.faults.corpus import queries
from tests.faults.encoder import StandIn
from tests.indexing.made import contents

TOP = 10
NEAR = 2e-4  # scores that differ by less are equal: which of equal ones is the tenth is chance

# Chroma's graph is approximate: exact in a small index, and in a larger one nearly so.
EXACT_UP_TO = 500
MISSED = 0.15

Found = dict[str, float]  # score by passage id; higher is better


@dataclass(frozen=True, slots=True)
class State:
    """What a reader can see of an index."""

    passages: dict[str, tuple[str, str, bytes]]  # doc_id, hash of the text, vector; by id
    dense: list[Found]
    words: list[Found]


def state(index_dir: Path) -> State:
    """Everything in the index, and what 50 queries find. Opening it repairs it where it must."""
    with Library(index_dir) as library:
        index = open_current(index_dir, library)
        vectors = StandIn().encode(queries())
        return State(
            {
                name: (doc_id, hashlib.sha256(text.encode()).hexdigest(), vector)
                for name, (doc_id, text, vector) in contents(library).items()
            },
            [_found(index.search(vector, TOP)) for vector in vectors],
            [_found(search_words(library, query, TOP)) for query in queries()],
        )


def differences(found: State, wanted: State) -> list[str]:
    """In words, what differs; empty when the two are equal."""
    told = []
    if found.passages != wanted.passages:
        missing = len(wanted.passages.keys() - found.passages.keys())
        surplus = len(found.passages.keys() - wanted.passages.keys())
        told.append(f"passages: {missing} missing, {surplus} surplus, or others than they were")
    pairs = zip(found.words, wanted.words, strict=True)
    unequal = [n for n, (ours, theirs) in enumerate(pairs) if not _equal(ours, theirs)]
    if unequal:
        told.append(f"words: top {TOP} of queries {unequal} differ")
    return told + _not_exact(found)


def _not_exact(found: State) -> list[str]:
    """What the search by meaning says that comparing with every vector does not say."""
    names = list(found.passages)
    if not names:
        return [] if not any(found.dense) else ["dense: an empty index finds something"]
    rows = [np.frombuffer(vector, np.float32) for _, _, vector in found.passages.values()]
    scores = StandIn().encode(queries()) @ np.stack(rows).T
    missed, strange = 0, []
    for n, dense in enumerate(found.dense):
        all_of_it = dict(zip(names, scores[n].tolist(), strict=True))
        best = sorted(all_of_it.values(), reverse=True)[:TOP]
        if any(abs(all_of_it.get(name, 9.0) - score) > NEAR for name, score in dense.items()):
            strange.append(n)
        missed += len(best) - sum(score > best[-1] - NEAR for score in dense.values())
    told = [f"dense: queries {strange} find what is not there"] if strange else []
    if missed > (0 if len(names) <= EXACT_UP_TO else MISSED * TOP * len(found.dense)):
        told.append(f"dense: {missed} of the top {TOP} of {len(found.dense)} queries are missed")
    return told


def same_index(one: Path, other: Path) -> bool:
    """Whether ids, texts, vectors and the top 10 of 50 queries are equal in both."""
    return not differences(state(one), state(other))


def _found(hits: list[Hit]) -> Found:
    return {hit.passage.passage_id: hit.score for hit in hits}


def _equal(one: Found, other: Found) -> bool:
    return len(one) == len(other) and _within(one, other) and _within(other, one)


def _within(one: Found, other: Found) -> bool:
    """Whether the other holds every hit of the first that is clear of its last place."""
    last = min(other.values(), default=0.0)
    return all(abs(other.get(name, last) - score) < NEAR for name, score in one.items())
