"""The passages that the generation in use does not hold yet: a few, compared one by one.

A generation is never added to, and building one takes 6 s for 10,000 passages and 90 s for
100,000. What was added since is read from the library and held against the question exactly,
which needs no second index, writes nothing that a kill could tear, and forgets a removed document
at once. A removal from the generation itself is another matter: its vectors have to leave the
disk, so a new one is built.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from assistant.indexing.library import Library

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]


class Near(NamedTuple):
    """A passage by its id, and how near it is: cosine similarity, higher is better."""

    passage_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Tail:
    """Passages after a number, as they were at one revision of one library."""

    library_id: str
    revision: int
    doc_ids: dict[str, str]  # by passage_id, in the order of the vectors
    vectors: Vectors | None  # (passages, dimensions); None without passages

    def __contains__(self, passage_id: object) -> bool:
        """Whether a passage is one of them."""
        return passage_id in self.doc_ids

    def is_of(self, library: Library) -> bool:
        """Whether the library is still as it was."""
        return (self.library_id, self.revision) == (library.library_id, library.revision)

    def search(
        self, vector: npt.NDArray[np.float32], k: int, within: Collection[str] | None
    ) -> list[Near]:
        """The k nearest of them, best first; `within` the documents of these doc_ids."""
        if self.vectors is None:
            return []
        near = [
            Near(passage_id, score)
            for (passage_id, doc_id), score in zip(
                self.doc_ids.items(), (self.vectors @ vector).tolist(), strict=True
            )
            if within is None or doc_id in within
        ]
        return sorted(near, key=lambda one: -one.score)[:k]


def read_tail(library: Library, after: int) -> Tail:
    """What was added after this number of a passage; inside a snapshot of the library."""
    import numpy as np

    batches = list(library.vector_batches(after=after))
    return Tail(
        library.library_id,
        library.revision,
        {i: d for b in batches for i, d in zip(b.passage_ids, b.doc_ids, strict=True)},
        np.concatenate([batch.vectors for batch in batches]) if batches else None,
    )
