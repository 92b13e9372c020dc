"""A question that names several documents or people gets something from each of them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.retrieval.asked import Asked, Side
from assistant.types import Hit

# Of the places that are shown: as many as may go to sides that would have none.
FOR_SIDES = 0.5


def keep_sides(asked: Asked, hits: Sequence[Hit], k: int) -> list[Hit]:
    """The first k hits, best first, in which each side has its best one if there is any.

    It takes the place of the last that is not itself the best of a side. Scores stay as they were,
    so what was moved up stands behind what is better.
    """
    shown = list(hits[:k])
    best = [best_of(side, hits) for side in asked.sides]
    wanted = [place for place in best if place is not None][: int(FOR_SIDES * k)]
    for place in sorted(set(wanted)):
        if place >= k:
            kept = {id(hits[other]) for other in wanted}
            last = next((i for i in reversed(range(len(shown))) if id(shown[i]) not in kept), None)
            if last is not None:
                del shown[last]
                shown.append(hits[place])
    return shown


def best_of(side: Side, hits: Sequence[Hit]) -> int | None:
    """The place of the first hit that is of this side; None: none is."""
    for place, hit in enumerate(hits):
        if side.has(hit.passage.source.doc_id, hit.passage.speaker):
            return place
    return None
