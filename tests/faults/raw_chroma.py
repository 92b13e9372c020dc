"""The contestant: one Chroma directory and nothing beside it, used as its tutorial does.

    python -m tests.faults.raw_chroma fill|look|forget DIR FIRST ROWS DIMENSIONS

Only in a small file system, and with a limit on the size of a file: a directory that was killed
while it was written has filled a disk when it was opened again.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

CANARY = "zqxjvwkptcanary"
LARGEST_FILE = 64 * 2**20
BATCH = 250
PAGE = 1000
ASKED = 50  # passages that are searched for by their own vectors


def main() -> None:
    """Do it, in a process that cannot write a large file."""
    what, folder, *numbers = sys.argv[1:]
    first, rows, dimensions = map(int, numbers)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False))
    collection = client.get_or_create_collection("passages", embedding_function=None)
    if what == "look":
        sys.stdout.write(json.dumps(_look(collection, rows, dimensions)) + "\n")
        return
    for start in range(first, first + rows, BATCH):
        numbered = range(start, min(start + BATCH, first + rows))
        ids = [name(n) for n in numbered]
        if what == "forget":
            collection.delete(ids=ids)
            continue
        collection.upsert(
            ids=ids,
            embeddings=vectors(numbered, dimensions),
            documents=[f"Passage {n} says {CANARY}." for n in numbered],
        )
        sys.stdout.write(f"{numbered.stop}\n")
        sys.stdout.flush()


def name(number: int) -> str:
    """The id of a passage."""
    return f"p{number:06}"


def vectors(numbers: Iterable[int], dimensions: int) -> npt.NDArray[np.float32]:
    """The vectors of these passages, of length 1."""
    made = np.stack([np.random.default_rng(n).standard_normal(dimensions) for n in numbers])
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return made.astype(np.float32)


def _look(collection: Collection, rows: int, dimensions: int) -> dict[str, object]:
    """What a reader gets; an error, too."""
    from chromadb.errors import ChromaError

    seen: dict[str, object] = {"rows": collection.count()}
    seen["vectors"] = sum(
        _with_vector(collection, [name(n) for n in range(start, min(start + PAGE, rows))])
        for start in range(0, rows, PAGE)
    )
    there = min(rows, collection.count())  # they are stored in order
    asked = list(range(0, there, max(1, there // ASKED)))[:ASKED]
    if not asked:
        return seen
    try:
        found = collection.query(
            query_embeddings=vectors(asked, dimensions), n_results=1, include=[]
        )["ids"]
    except ChromaError as exc:
        return seen | {"error": str(exc)}
    right = sum(ids == [name(n)] for ids, n in zip(found, asked, strict=True))
    return seen | {"found": right}


def _with_vector(collection: Collection, ids: list[str]) -> int:
    """How many of these have a vector. One that has none makes Chroma refuse all of a page."""
    from chromadb.errors import ChromaError

    try:
        stored = collection.get(ids=ids, include=["embeddings"])["embeddings"]
    except ChromaError:
        half = len(ids) // 2
        if half == 0:
            return 0
        return _with_vector(collection, ids[:half]) + _with_vector(collection, ids[half:])
    return 0 if stored is None else len(stored)


if __name__ == "__main__":
    main()
