"""One generation as Chroma sees it. Chroma is known only here and in `builder.py`.

It holds ids, vectors and filter fields, never text.
"""

from __future__ import annotations

import resource
import sys
import threading
from collections.abc import Collection as DocIds
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from assistant.errors import IndexDamaged
from assistant.indexing.generations import Manifest, check_generation
from assistant.indexing.library import Library
from assistant.indexing.tail import Near

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Where

    Vector = npt.NDArray[np.float32]

COLLECTION = "passages"
# A damaged HNSW file can make Chroma write without end (1.87 TB apparent size was seen).
SMALLEST_FILE_LIMIT = 4 * 2**30

# Chroma 1.5.9 keeps its clients in one table for the process and changes it without a lock: two
# threads that opened one folder, or opened and closed it, met a KeyError.
_CLIENTS = threading.Lock()


class Generation:
    """One open generation, read only; safe to search from many threads."""

    def __init__(self, folder: Path, library: Library) -> None:
        """Open it. Raises IndexDamaged when a file is not as it was when the build ended."""
        self.folder = folder
        self.manifest = check_generation(folder, library.library_id)
        self._client = open_client(folder, library.file)
        self._collection = open_collection(self._client, folder)
        _check_collection(self._collection, self.manifest)

    def close(self) -> None:
        """Give its memory back; nobody may search it any more."""
        with _CLIENTS:
            self._client.close()  # type: ignore[attr-defined]  # its interface lacks what it has

    def search(self, vector: Vector, k: int, within: DocIds[str] | None = None) -> list[Near]:
        """The k nearest of its passages, best first; `within` the documents of these doc_ids."""
        wanted = min(k, self.manifest.passages)
        return _nearest(self._collection, vector, wanted, within) if wanted else []

    def vectors(self, passage_ids: Sequence[str]) -> dict[str, Vector]:
        """Those of these passages that it holds, by id."""
        from chromadb.errors import ChromaError

        try:
            found = self._collection.get(ids=list(passage_ids), include=["embeddings"])
        except ChromaError as exc:
            raise IndexDamaged("the generation cannot be read: {reason}", reason=exc) from exc
        embeddings = found["embeddings"]
        if embeddings is None:
            return {}
        import numpy as np

        return dict(zip(found["ids"], np.asarray(embeddings, dtype=np.float32), strict=True))


def open_client(folder: Path, library_file: Path) -> ClientAPI:
    """Chroma in this folder; `library_file` says how large its own files may become."""
    leave_out_exporter()
    import chromadb  # 1 to 2 s: only when vectors are searched or written
    from chromadb.config import Settings
    from chromadb.errors import ChromaError

    _limit_file_size(library_file)
    try:
        with _CLIENTS:
            return chromadb.PersistentClient(
                str(folder), settings=Settings(anonymized_telemetry=False, allow_reset=False)
            )
    except (ChromaError, ValueError, OSError) as exc:
        raise _does_not_open(folder, exc) from exc


def open_collection(client: ClientAPI, folder: Path) -> Collection:
    """The passages in it."""
    from chromadb.errors import ChromaError

    try:
        # No embedding function is ever named: Chroma's default one downloads a model.
        return client.get_collection(COLLECTION, embedding_function=None)
    except (ChromaError, ValueError, OSError) as exc:
        raise _does_not_open(folder, exc) from exc


def _does_not_open(folder: Path, exc: Exception) -> IndexDamaged:
    return IndexDamaged("generation {name!r} does not open: {reason}", name=folder.name, reason=exc)


def leave_out_exporter() -> None:
    """Keep Chroma from loading what would send traces to a collector: gRPC, a fifth of its import.

    It asks for the class when it is imported, and makes one only when a collector is configured.
    """
    name = "opentelemetry.exporter.otlp.proto.grpc"
    if name not in sys.modules:
        nothing = ModuleType(f"{name}.trace_exporter")
        nothing.OTLPSpanExporter = None  # type: ignore[attr-defined]  # a stand-in
        sys.modules[name] = ModuleType(name)
        sys.modules[nothing.__name__] = nothing


def _check_collection(collection: Collection, manifest: Manifest) -> None:
    """Count the rows and search once: the first search loads the vectors' files."""
    from chromadb.errors import ChromaError

    try:
        found = collection.count()
    except ChromaError as exc:
        raise IndexDamaged("the generation does not count: {reason}", reason=exc) from exc
    if found != manifest.passages:
        raise IndexDamaged(
            "the generation has {found} passages, expected {expected}",
            found=found,
            expected=manifest.passages,
        )
    if found:
        import numpy as np

        _nearest(collection, np.ones(manifest.dimensions, dtype=np.float32), 1)


def _nearest(
    collection: Collection, vector: Vector, k: int, within: DocIds[str] | None = None
) -> list[Near]:
    from chromadb.errors import ChromaError

    try:
        found = collection.query(
            query_embeddings=[vector],  # type: ignore[arg-type]  # its alias misses plain float32
            n_results=k,
            where=_of_documents(within),
            include=["distances"],
        )
    except ChromaError as exc:
        raise IndexDamaged(
            "the vector index cannot be searched ({reason}); start again: it is then rebuilt"
            " from the library",
            reason=exc,
        ) from exc
    distances = (found["distances"] or [[]])[0]
    # Chroma returns cosine distances, lower is better: turned round here and never again.
    return [Near(i, 1.0 - float(d)) for i, d in zip(found["ids"][0], distances, strict=True)]


def _of_documents(within: DocIds[str] | None) -> Where | None:
    """Chroma's filter. All 205 of a library of 6,147 passages named: 60 ms more than no filter."""
    if within is None:
        return None
    # An empty list is an error for Chroma, and no document is called "".
    wanted: list[str | int | float | bool] = [*within] or [""]
    return {"doc_id": {"$in": wanted}}  # type: ignore[dict-item]  # list is invariant


def _limit_file_size(library_file: Path) -> None:
    limit = max(SMALLEST_FILE_LIMIT, 4 * library_file.stat().st_size)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
