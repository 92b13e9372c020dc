"""What is wrong with a library or its vector index, in words for a person; nothing is changed.

Not here: what is done about it (`assistant/ingestion/verification.py`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import IndexDamaged
from assistant.indexing.chroma import Generation
from assistant.indexing.generations import belongs_to, current_generation
from assistant.indexing.library import Library
from assistant.types import Document

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

MOST_FAULTS = 20  # named of one file; more of them say nothing new
LENGTH_TOLERANCE = 1e-3  # of a vector of length 1; float32 rows were within 1e-6
SAME_VECTOR = 1e-3  # cosine distance of a vector to its copy, at most


def faults_of_file(library: Library) -> list[str]:
    """What SQLite finds in the whole file: torn pages, indexes and references that do not fit."""
    found = [str(row[0]) for row in library.rows(f"PRAGMA integrity_check({MOST_FAULTS})")]
    orphans = library.rows("PRAGMA foreign_key_check")
    tables = sorted(
        {f"a row of {row['table']!r} has lost its {row['parent']!r}" for row in orphans}
    )
    return [" ".join(fault.split()) for fault in found if fault != "ok"] + tables


def fault_of_words(library: Library) -> str | None:
    """Whether the word index says what the passages say; None: it does."""
    try:
        # With rank 1 the passages themselves are compared, without it only the index with itself.
        library.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    except IndexDamaged:
        return "it does not say what the passages say"
    return None


def faulty_documents(library: Library, dimensions: int) -> Iterator[tuple[str, str]]:
    """Documents whose passages or vectors are not what they should be, with the first reason."""
    for doc_id in library.marks():
        reason = _fault_of(library, doc_id, dimensions)
        if reason:
            yield doc_id, reason


def faults_of_index(index_dir: Path, library: Library) -> list[str]:
    """What differs between the generation in use and the library."""
    folder = current_generation(index_dir)
    if folder is None:
        return ["there is none"]
    try:
        generation = Generation(folder, library)
        if not belongs_to(generation.manifest, library):
            return ["it was built from another state of the library"]
        return _differences(generation, library)
    except IndexDamaged as exc:
        return [str(exc)]


def _fault_of(library: Library, doc_id: str, dimensions: int) -> str | None:
    try:
        document = library.document(doc_id)
    except (ValueError, TypeError, KeyError) as exc:  # JSON that was not written by us
        return f"its description does not parse ({exc})"
    rows = library.rows(
        'SELECT start, "end", text, vector FROM passages LEFT JOIN vectors USING (number)'
        " WHERE doc_id = ? ORDER BY start",
        (doc_id,),
    )
    return _fault_of_sections(document) or _fault_of_passages(document, rows, dimensions)


def _fault_of_sections(document: Document) -> str | None:
    ends = [0, *(section.end for section in document.sections)]
    starts = [*(section.start for section in document.sections), len(document.text)]
    return None if starts == ends else "its sections do not cover its text"


def _fault_of_passages(
    document: Document, rows: Sequence[sqlite3.Row], dimensions: int
) -> str | None:
    end = 0
    for row in rows:
        if document.text[row["start"] : row["end"]] != row["text"]:
            return f"the passage at {row['start']} is not what stands there"
        if document.text[end : row["start"]].strip():
            return f"no passage holds the words at {end}"
        end = max(end, row["end"])
        fault = _fault_of_vector(row["vector"], dimensions)
        if fault:
            return f"the passage at {row['start']} {fault}"
    return f"no passage holds the words at {end}" if document.text[end:].strip() else None


def _fault_of_vector(stored: bytes | None, dimensions: int) -> str | None:
    import numpy as np

    if stored is None:
        return "has no vector"
    if len(stored) != 4 * dimensions:
        return f"has a vector of {len(stored)} bytes, not {4 * dimensions}"
    length = float(np.linalg.norm(np.frombuffer(stored, np.float32)))
    if not abs(length - 1) <= LENGTH_TOLERANCE:  # also where it is no number
        return f"has a vector of length {length:.3g}, not 1"
    return None


def _differences(generation: Generation, library: Library) -> list[str]:
    held = missing = other = 0
    for batch in library.vector_batches(up_to=generation.manifest.last_number):
        stored = generation.vectors(batch.passage_ids)
        held += len(stored)
        missing += len(batch.passage_ids) - len(stored)
        other += sum(
            not 1 - float(stored[name] @ vector) <= SAME_VECTOR
            for name, vector in zip(batch.passage_ids, batch.vectors, strict=True)
            if name in stored
        )
    extra = generation.manifest.passages - held
    told = (
        (missing, "passages are not in it"),
        (other, "vectors differ from the library's"),
        (extra, "passages in it have left the library"),
    )
    return [f"{count} {what}" for count, what in told if count]
