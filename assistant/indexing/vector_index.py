"""Search by meaning: the generation in use and the passages that came after it, as one list.

What is found is looked up in the library, in the state of the library that was searched.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import IndexDamaged
from assistant.indexing.chroma import Generation
from assistant.indexing.generations import (
    belongs_to,
    build_generation,
    current_generation,
    read_manifest,
)
from assistant.indexing.library import Library
from assistant.indexing.lock import writing
from assistant.indexing.tail import Near, Tail, read_tail
from assistant.types import Hit

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vector = npt.NDArray[np.float32]

# A generation is built in 3 to 10 s: who finds it damaged waits this long for another builder.
BUILDER_WAIT_S = 20.0


class VectorIndex:
    """Every vector of the library as it is now; safe to search from many threads."""

    def __init__(self, index_dir: Path, generation: Generation, library: Library) -> None:
        self._index_dir = index_dir
        self._library = library
        self._refreshing = threading.Lock()
        self._damaged: Path | None = None  # a generation that did not open: not tried again
        self._replaced: Generation | None = None
        with library.snapshot():
            self._seen = generation, _tail_of(generation, library)

    def search(self, vector: Vector, k: int, within: Collection[str] | None = None) -> list[Hit]:
        """The k nearest passages, best first; scores are cosine similarities.

        `within`: doc_ids of the documents that are searched; None: all.
        One state of the library: what is added or removed meanwhile is for the next search.
        """
        with self._library.snapshot():
            generation, tail = self._state()
            near = tail.search(vector, k, within)
            # An edited document can have a passage in both: the generation holds its old vector.
            held = generation.search(vector, k, within)
            near += [n for n in held if n.passage_id not in tail]
            near.sort(key=lambda one: -one.score)
            return self._hits(near)[:k]

    def _hits(self, near: Sequence[Near]) -> list[Hit]:
        """What is still in the library: removed passages stay in a generation until the next."""
        passages = self._library.passages([n.passage_id for n in near])
        return [Hit(passages[n.passage_id], n.score) for n in near if n.passage_id in passages]

    def _state(self) -> tuple[Generation, Tail]:
        """What to search, read anew when the library or the generation in use has changed."""
        with self._refreshing:
            generation, tail = self._seen
            newer = self._newer_than(generation)
            if newer is not None:
                self._keep_open(generation)
            if newer is not None or not tail.is_of(self._library):
                generation = newer or generation
                self._seen = generation, _tail_of(generation, self._library)
            return self._seen

    def _newer_than(self, generation: Generation) -> Generation | None:
        named = current_generation(self._index_dir)
        if named in (None, generation.folder, self._damaged):
            return None
        assert named is not None
        try:
            if belongs_to(read_manifest(named), self._library):
                return Generation(named, self._library)
        except IndexDamaged:
            self._damaged = named
        return None  # this search goes on with the one it has

    def _keep_open(self, replaced: Generation) -> None:
        """Until the next one is replaced, seconds later: a search may be under way in it."""
        if self._replaced is not None:
            self._replaced.close()
        self._replaced = replaced


def _tail_of(generation: Generation, library: Library) -> Tail:
    # Of a library that was replaced as a whole, everything is compared until its own is built.
    of_this = belongs_to(generation.manifest, library)
    return read_tail(library, generation.manifest.last_number if of_this else 0)


def open_current(index_dir: Path, library: Library) -> VectorIndex:
    """The generation in use, rebuilt from the library if it is missing, damaged or foreign.

    A rebuild embeds nothing again. Raises IndexDamaged when that fails too, IndexBusy when another
    process writes for so long that no generation can be built.
    """
    found = _open_whole(index_dir, library)
    if found is None:
        with writing(index_dir, wait_s=BUILDER_WAIT_S):
            # Whoever held the lock may have built it.
            found = _open_whole(index_dir, library) or Generation(
                build_generation(index_dir), library
            )
    return VectorIndex(index_dir, found, library)


def _open_whole(index_dir: Path, library: Library) -> Generation | None:
    folder = current_generation(index_dir)
    try:
        found = None if folder is None else Generation(folder, library)
    except IndexDamaged:
        return None  # to be replaced; the damaged folder goes with the other old ones
    return found if found and belongs_to(found.manifest, library) else None
