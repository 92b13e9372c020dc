"""No document takes all the places, whatever it says: a text written to be found is one of several.

Half would leave more to the others, and cost them more than it gives: of long documents the sixth
passage is often the right one (evals/LOG.md, row S05).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil

from assistant.types import Hit

MOST = 0.75  # of the places, for one document while others have something


def keep_shares(hits: Sequence[Hit], k: int) -> list[Hit]:
    """The hits, best first; of one document no more than its share of k before all else."""
    within: list[Hit] = []
    beyond: list[Hit] = []
    taken = Counter[str]()
    for hit in hits:
        doc_id = hit.passage.source.doc_id
        taken[doc_id] += 1
        (within if taken[doc_id] <= ceil(MOST * k) else beyond).append(hit)
    return [*within, *beyond]
