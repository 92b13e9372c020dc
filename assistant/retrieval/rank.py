"""Which of the passages that were found come first: a weighted sum of plain signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, replace

from assistant.retrieval.asked import Asked
from assistant.retrieval.signs import Rarity, Signs, read_signs
from assistant.types import Hit

# What each sign counts; only ratios matter. Fitted by `python -m evals weigh` on both gold sets:
# of questions left out hit@1 / hit@5 / hit@10 go from .667 / .940 / .967 to .720 / .960 / .987 over
# the corpus, and from .288 / .673 / .769 to .346 / .692 / .808 over the originals (evals/LOG.md).
WEIGHTS = Signs(
    fused=6.55,
    sentence=6.89,
    sentences=5.77,
    rest=6.87,
    heading=3.20,
    in_order=1.23,
    numbers=1.22,
    document=2.72,
    kind=0.5,
    best=2.86,
    length=1.34,
)


def rank(asked: Asked, hits: Sequence[Hit], rarity: Rarity) -> list[Hit]:
    """The hits, best first. Scores are comparable within the list only."""
    weights = astuple(WEIGHTS)
    scored = [
        replace(hit, score=sum(w * s for w, s in zip(weights, astuple(signs), strict=True)))
        for hit, signs in zip(hits, read_signs(asked, hits, rarity), strict=True)
    ]
    return sorted(scored, key=lambda hit: -hit.score)
