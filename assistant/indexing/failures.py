"""Files that gave no document, with the reason: one that is unchanged is not read again for it.

Only what lies in the file itself is remembered, never what may pass (`ReadingError.may_pass`). A
reason may repeat words of the file, so it goes when the file does. Nothing is lost with a memory:
the file is read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from assistant.indexing.library import Library
from assistant.indexing.stamps import Stamp
from assistant.reading.version import reader_version


class FailedFile(NamedTuple):
    """Which one: the same doc_id may fail in two roots."""

    root: str
    doc_id: str


class Failure(NamedTuple):
    """A file that could not be read, as it was then."""

    mark: str  # what it would have been read as
    reader: str  # `reader_version()` of who tried
    reason: str  # its status, for a person
    stamp: Stamp


def read_failures(library: Library, root: str) -> dict[str, Failure]:
    """What is remembered of the files of a root, by doc_id; also what does not hold any more."""
    if not _is_kept(library):
        return {}
    rows = library.rows("SELECT * FROM failures WHERE root = ? ORDER BY doc_id", (root,))
    return {
        row["doc_id"]: Failure(
            row["mark"], row["reader"], row["reason"], Stamp(*(row[f] for f in Stamp._fields))
        )
        for row in rows
    }


def holding_failures(
    found: Mapping[str, Failure], marks: Mapping[str, str], indexed: Iterable[str]
) -> dict[str, Failure]:
    """Those that the same reader would meet again in the files as they are now (`marks`)."""
    if not found:
        return {}
    reader, read = reader_version(), set(indexed)
    return {
        doc_id: failure
        for doc_id, failure in found.items()
        if marks.get(doc_id) == failure.mark and failure.reader == reader and doc_id not in read
    }


def remember_failure(library: Library, root: str, doc_id: str, failure: Failure) -> None:
    """Remember why a file could not be read. Nothing that is searched changes."""
    library.execute(
        f"INSERT OR REPLACE INTO failures (root, doc_id, mark, reader, reason,"
        f" {', '.join(Stamp._fields)}) VALUES ({', '.join('?' * (5 + len(Stamp._fields)))})",
        (root, doc_id, failure.mark, failure.reader, failure.reason, *failure.stamp),
    )


def failed_files(library: Library) -> list[FailedFile]:
    """All that are remembered, by root and doc_id."""
    if not _is_kept(library):
        return []
    rows = library.rows("SELECT root, doc_id FROM failures ORDER BY root, doc_id")
    return [FailedFile(*row) for row in rows]


def missing_files(library: Library) -> list[FailedFile]:
    """Those that are not there any more, under whatever root."""
    return [file for file in failed_files(library) if not _is_there(file)]


def contradicted(library: Library) -> list[FailedFile]:
    """Those that are documents all the same, or of which was written what no run writes."""
    if not _is_kept(library):
        return []
    rows = library.rows(
        "SELECT root, doc_id FROM failures f WHERE reason = '' OR length(mark) != 64"
        " OR length(reader) != 64 OR length(sha256) != 64"
        " OR EXISTS (SELECT 1 FROM documents d WHERE d.root = f.root AND d.doc_id = f.doc_id)"
        " ORDER BY root, doc_id"
    )
    return [FailedFile(*row) for row in rows]


def forget_failures(library: Library, files: Iterable[FailedFile]) -> None:
    """Forget why these files could not be read; `tidy` takes it from the disk."""
    for file in files:
        # Said first: what a killed run has left in the log is then cleared by the next.
        library.execute("INSERT OR IGNORE INTO meta VALUES ('untidy', '1')")
        library.execute("DELETE FROM failures WHERE root = ? AND doc_id = ?", file)


def _is_there(file: FailedFile) -> bool:
    root = Path(file.root)
    return (root / file.doc_id).exists() or (root.name == file.doc_id and root.is_file())


def _is_kept(library: Library) -> bool:
    """Whether the library has the table: one of an earlier version gains it at its next ingest."""
    return bool(library.rows("SELECT 1 FROM sqlite_master WHERE name = 'failures'"))
