"""Search by meaning: one generation, opened in Chroma. Chroma is known only here.

It holds ids, vectors and filter fields, never text; what it finds is looked up in the library.
"""

from __future__ import annotations

import os
import resource
import sys
import threading
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from assistant.errors import IndexDamaged
from assistant.indexing.generations import (
    Manifest,
    build_generation,
    check_generation,
    current_generation,
    seal_generation,
)
from assistant.indexing.library import Library
from assistant.indexing.lock import writing
from assistant.types import Hit, Kind

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Where

    Vector = npt.NDArray[np.float32]

COLLECTION = "passages"
BATCH_ROWS = 5000  # Chroma 1.5.9 takes at most 5,461 in one call

# After the build nothing may make Chroma rewrite its files: far more than it will ever hold.
NEVER_SYNC = 10_000_000
# A damaged HNSW file can make Chroma write without end (1.87 TB apparent size was seen).
SMALLEST_FILE_LIMIT = 4 * 2**30
SELF_DISTANCE = 1e-3  # of a vector to itself, at most: anything more is not the same vector
# A generation is built in 3 to 10 s: who finds it damaged waits this long for another builder.
BUILDER_WAIT_S = 20.0


class VectorIndex:
    """One open generation, read only."""

    def __init__(self, folder: Path, library: Library) -> None:
        """Open it. Raises IndexDamaged when a file is not as it was when the build ended."""
        self._manifest = check_generation(folder, library.library_id)
        self._library = library
        self._collection = _open_collection(folder, library.file)
        _check_collection(self._collection, self._manifest)

    def search(self, vector: Vector, k: int, kinds: Sequence[Kind] = ()) -> list[Hit]:
        """The k nearest passages, best first; scores are cosine similarities.

        Passages that left the library since the generation was built are not shown.
        """
        wanted = min(k, self._manifest.passages)
        if wanted == 0:
            return []
        ids, distances = _nearest(self._collection, vector, wanted, kinds)
        passages = self._library.passages(ids)
        # Chroma returns cosine distances, lower is better: turned round here and never again.
        return [
            Hit(passages[i], 1.0 - d) for i, d in zip(ids, distances, strict=True) if i in passages
        ]


def open_current(index_dir: Path, library: Library) -> VectorIndex:
    """The generation in use, rebuilt from the library if it is missing, damaged or foreign.

    A rebuild embeds nothing again. Raises IndexDamaged when that fails too, IndexBusy when another
    process writes for so long that no generation can be built.
    """
    found = _open_whole(index_dir, library)
    if found is not None:
        return found
    with writing(index_dir, wait_s=BUILDER_WAIT_S):
        # Whoever held the lock may have built it.
        return _open_whole(index_dir, library) or VectorIndex(build_generation(index_dir), library)


def _open_whole(index_dir: Path, library: Library) -> VectorIndex | None:
    folder = current_generation(index_dir)
    try:
        return None if folder is None else VectorIndex(folder, library)
    except IndexDamaged:
        return None  # to be replaced; the damaged folder goes with the other old ones


def _check_collection(collection: Collection, manifest: Manifest) -> None:
    """Count the rows and search once: the first search loads the vectors' files."""
    from chromadb.errors import ChromaError

    try:
        found = collection.count()
    except ChromaError as exc:
        raise IndexDamaged(f"the generation does not count: {exc}") from exc
    if found != manifest.passages:
        raise IndexDamaged(f"the generation has {found} passages, expected {manifest.passages}")
    if found:
        import numpy as np

        _nearest(collection, np.ones(manifest.dimensions, dtype=np.float32), 1)


def _nearest(
    collection: Collection, vector: Vector, k: int, kinds: Sequence[Kind] = ()
) -> tuple[list[str], list[float]]:
    from chromadb.errors import ChromaError

    try:
        found = collection.query(
            query_embeddings=[vector],  # type: ignore[arg-type]  # its alias misses plain float32
            n_results=k,
            where=_of_kinds(kinds),
            include=["distances"],
        )
    except ChromaError as exc:
        raise IndexDamaged(
            f"the vector index cannot be searched ({exc}); start again: it is then rebuilt from"
            " the library"
        ) from exc
    return found["ids"][0], [float(d) for d in (found["distances"] or [[]])[0]]


def _of_kinds(kinds: Sequence[Kind]) -> Where | None:
    wanted: list[str | int | float | bool] = list(kinds)
    return {"kind": {"$in": wanted}} if kinds else None  # type: ignore[dict-item]  # list is invariant


def _leave_out_exporter() -> None:
    """Keep Chroma from loading what would send traces to a collector: gRPC, a fifth of its import.

    It asks for the class when it is imported, and makes one only when a collector is configured.
    """
    name = "opentelemetry.exporter.otlp.proto.grpc"
    if name not in sys.modules:
        nothing = ModuleType(f"{name}.trace_exporter")
        nothing.OTLPSpanExporter = None  # type: ignore[attr-defined]  # a stand-in
        sys.modules[name] = ModuleType(name)
        sys.modules[nothing.__name__] = nothing


def _limit_file_size(library_file: Path) -> None:
    limit = max(SMALLEST_FILE_LIMIT, 4 * library_file.stat().st_size)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))


def _open_collection(folder: Path, library_file: Path, passages: int | None = None) -> Collection:
    """The collection; made new when `passages` says how many it will hold."""
    _leave_out_exporter()
    import chromadb  # 1 to 2 s: only when vectors are searched or written
    from chromadb.config import Settings
    from chromadb.errors import ChromaError

    _limit_file_size(library_file)
    try:
        client = chromadb.PersistentClient(
            str(folder), settings=Settings(anonymized_telemetry=False, allow_reset=False)
        )
        # No embedding function is ever named: Chroma's default one downloads a model.
        if passages is None:
            return client.get_collection(COLLECTION, embedding_function=None)
        return client.create_collection(
            COLLECTION,
            embedding_function=None,
            # The last batch reaches the threshold: all is in the files, nothing to replay at open.
            configuration={"hnsw": {"space": "cosine", "sync_threshold": max(2, passages)}},
        )
    except (ChromaError, ValueError, OSError) as exc:
        raise IndexDamaged(f"generation {folder.name!r} does not open: {exc}") from exc


def _write_generation(index_dir: Path, name: str) -> None:
    """Fill, verify and seal one generation. Runs in a child of its own."""
    folder = index_dir / name
    with Library(index_dir) as library:
        library_id, revision = library.library_id, library.revision
        passages = library.counts()["passages"]
        collection = _open_collection(folder, library.file, passages)
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
    dimensions = len(sample[0][1]) if sample else 0
    chroma = version("chromadb")
    seal_generation(folder, Manifest(library_id, revision, passages, dimensions, chroma, {}))


def _verify(collection: Collection, passages: int, sample: Sequence[tuple[str, Vector]]) -> None:
    if collection.count() != passages:
        raise IndexDamaged(f"{collection.count()} of {passages} passages arrived in the index")
    for passage_id, vector in sample:
        # By its id: the graph is approximate, and a vector that shares a nearer neighbour with many
        # others may never be reached by a search, whole as the index is.
        stored = collection.get(ids=[passage_id], include=["embeddings"])["embeddings"]
        if stored is None or len(stored) != 1 or 1 - float(stored[0] @ vector) > SELF_DISTANCE:
            raise IndexDamaged(f"the vector of passage {passage_id!r} is not as it was added")


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
    _leave_out_exporter()
    import chromadb  # noqa: F401 - the point of starting early

    name = sys.stdin.readline().strip()
    if name:  # none: there was nothing to build
        _write_generation(index_dir, name)


if __name__ == "__main__":
    _serve_builder(Path(sys.argv[1]))
