"""The child process that writes one generation: `python -m assistant.indexing.builder INDEX`.

Not here: who starts it, and what becomes of the generation (`generations.py`).
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import threading
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import IndexDamaged
from assistant.indexing.chroma import COLLECTION, leave_out_exporter, open_client
from assistant.indexing.generations import DATABASE, Manifest, seal_generation
from assistant.indexing.library import Library

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

    from assistant.indexing.chroma import Vector

BATCH_ROWS = 5000  # Chroma 1.5.9 takes at most 5,461 in one call

# After the build nothing may make Chroma rewrite its files: far more than it will ever hold.
NEVER_SYNC = 10_000_000
SELF_DISTANCE = 1e-3  # of a vector to itself, at most: anything more is not the same vector


def write_generation(index_dir: Path, name: str) -> None:
    """Fill, verify and seal one generation. Runs in a process of its own."""
    folder = index_dir / name
    # One snapshot: who reads the library may not hold the lock that keeps writers away.
    with Library(index_dir) as library, library.snapshot():
        library_id, revision = library.library_id, library.revision
        passages, last_number = library.counts()["passages"], library.last_number
        collection = open_client(folder, library.file).create_collection(
            COLLECTION,
            embedding_function=None,  # Chroma's default one downloads a model
            # The last batch reaches the threshold: all is in the files, nothing to replay at open.
            configuration={"hnsw": {"space": "cosine", "sync_threshold": max(2, passages)}},
        )
        sample: list[tuple[str, Vector]] = []
        for batch in library.vector_batches(BATCH_ROWS):
            collection.add(
                ids=batch.passage_ids,
                embeddings=batch.vectors,
                metadatas=[
                    {"doc_id": d, "kind": k}
                    for d, k in zip(batch.doc_ids, batch.kinds, strict=True)
                ],
            )
            sample.append((batch.passage_ids[0], batch.vectors[0]))
    _verify(collection, passages, sample)
    collection.modify(configuration={"hnsw": {"sync_threshold": NEVER_SYNC}})
    _drop_free_pages(folder / DATABASE)
    dimensions = len(sample[0][1]) if sample else 0
    chroma = version("chromadb")
    seal_generation(
        folder,
        Manifest(library_id, revision, last_number, passages, dimensions, chroma, {}),
    )


def _drop_free_pages(database: Path) -> None:
    """Leave no page in the database that nothing refers to.

    Chroma has deleted its log of the vectors: a third of the pages. What happens to those, SQLite's
    check never sees; of the others it missed none of 59 that were zeroed in turn.
    """
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.execute("VACUUM")


def _verify(collection: Collection, passages: int, sample: Sequence[tuple[str, Vector]]) -> None:
    if collection.count() != passages:
        raise IndexDamaged(
            "{found} of {passages} passages arrived in the index",
            found=collection.count(),
            passages=passages,
        )
    for passage_id, vector in sample:
        # By its id: the graph is approximate, and a vector that shares a nearer neighbour with many
        # others may never be reached by a search, whole as the index is.
        stored = collection.get(ids=[passage_id], include=["embeddings"])["embeddings"]
        if stored is None or len(stored) != 1 or 1 - float(stored[0] @ vector) > SELF_DISTANCE:
            raise IndexDamaged(
                "the vector of passage {passage_id!r} is not as it was added", passage_id=passage_id
            )


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: nobody would swap its work in."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.2)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _serve_builder(index_dir: Path) -> None:
    """Import Chroma, wait for the name of a generation on standard input, then write it."""
    _end_with_parent()
    os.nice(10)  # the encoder goes first: there is time until the name comes
    leave_out_exporter()
    import chromadb  # noqa: F401 - the point of starting early

    name = sys.stdin.readline().strip()
    if name:  # none: there was nothing to build
        write_generation(index_dir, name)


if __name__ == "__main__":
    _serve_builder(Path(sys.argv[1]))
