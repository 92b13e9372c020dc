"""Two ranked lists become one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.types import Hit, Nearness

# The weight of meaning against words. Bruch, Gai and Ingber, "An Analysis of Fusion Functions for
# Hybrid Retrieval", TOIS 2023: a convex combination beats reciprocal ranks, and 0.8 serves without
# tuning. On our gold questions 0.7 to 0.9 differ by less than their intervals (evals/LOG.md).
MEANING = 0.8
UNKNOWN = Nearness(-1.0)  # of a passage that was removed since it was found


def fuse(dense: Sequence[Hit], lexical: Sequence[Hit], near: Mapping[str, Nearness]) -> list[Hit]:
    """Convex combination of cosine and BM25: best first, each passage once, scores 0 to 1.

    Cosines are scaled from their own limits (-1 and 1), BM25 by the best of the list, so that a
    query in which no word is rare does not count more than one that names its subject.
    `near`: cosines of the passages, by id; those that only the words found need theirs.
    """
    cosines = {hit.passage.passage_id: hit.score for hit in dense}
    best = max((hit.score for hit in lexical), default=0.0)
    words = {hit.passage.passage_id: hit.score / best if best > 0 else 0.0 for hit in lexical}
    fused = [
        Hit(
            passage,
            MEANING * (cosines.get(name, near.get(name, UNKNOWN).passage) + 1) / 2
            + (1 - MEANING) * words.get(name, 0.0),
            sentences=near.get(name, UNKNOWN).sentences,
        )
        for name, passage in {h.passage.passage_id: h.passage for h in (*dense, *lexical)}.items()
    ]
    # Ties keep the order they came in: the result never depends on a hash.
    return sorted(fused, key=lambda hit: -hit.score)
