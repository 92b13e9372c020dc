"""Two ranked lists become one."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Hit

RANK_CONSTANT = 60  # Cormack, Clarke and Buettcher, SIGIR 2009: results vary little around it


def fuse(lists: Sequence[Sequence[Hit]], weights: Sequence[float] | None = None) -> list[Hit]:
    """Reciprocal rank fusion: best first, each passage once.

    A passage scores weight / (RANK_CONSTANT + rank) in every list that holds it. Scores of the
    lists themselves are not compared: a cosine and a BM25 have no common scale.
    """
    weights = [1.0] * len(lists) if weights is None else weights
    scores: dict[str, float] = {}
    found: dict[str, Hit] = {}
    for hits, weight in zip(lists, weights, strict=True):
        for rank, hit in enumerate(hits, start=1):
            name = hit.passage.passage_id
            found.setdefault(name, hit)
            scores[name] = scores.get(name, 0.0) + weight / (RANK_CONSTANT + rank)
    # Ties go to the passage that was seen first: the order never depends on a hash.
    best = sorted(scores, key=lambda name: -scores[name])
    return [Hit(found[name].passage, scores[name]) for name in best]
