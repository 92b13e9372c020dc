"""The library's tables, and how a connection to them is opened.

meta        what built it, and a revision that grows with every change
documents   whole texts with their sections; `mark` says what each was read as
stamps      what the file of a document looked like when it was hashed (`stamps.py`)
failures    files that gave no document, and why (`failures.py`)
passages    pieces of documents; `heading` (title, section path, context) is searched, not shown;
            a `number` is never given twice: a vector index holds what is numbered up to its own
vectors     one float32 row per passage, and one of bytes per sentence (`sentence_vectors.py`)
signatures  what a document's words are compared by; missing: not yet compared with the others
kinship     twins, versions and translations of a document, once in each direction
words       FTS5 over heading and text, kept in step by triggers
"""

from __future__ import annotations

import os
import sqlite3
import uuid
from pathlib import Path

from assistant.errors import IndexDamaged, IndexMismatch, LibraryError

LIBRARY_FILE = "library.db"
SCHEMA = 3
SMALLEST_FILE = 512  # bytes: SQLite's smallest page

# A library of an earlier version gains it when it is opened to be changed.
FAILURES = """
CREATE TABLE IF NOT EXISTS failures (
    root TEXT NOT NULL,
    doc_id TEXT NOT NULL,
    mark TEXT NOT NULL,
    reader TEXT NOT NULL,
    reason TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    seen_ns INTEGER NOT NULL,
    PRIMARY KEY (root, doc_id)
) WITHOUT ROWID;
"""
TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    doc_id TEXT PRIMARY KEY,
    root TEXT NOT NULL,
    mark TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    source TEXT NOT NULL,
    sections TEXT NOT NULL,
    notes TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    passage_id TEXT NOT NULL UNIQUE,
    doc_id TEXT NOT NULL REFERENCES documents (doc_id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    speaker TEXT,
    time_s REAL,
    page INTEGER,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    heading TEXT NOT NULL,
    context TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE TABLE stamps (
    doc_id TEXT PRIMARY KEY REFERENCES documents (doc_id) ON DELETE CASCADE,
    size_bytes INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    seen_ns INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX passages_of_document ON passages (doc_id);
CREATE TABLE vectors (
    number INTEGER PRIMARY KEY REFERENCES passages (number) ON DELETE CASCADE,
    vector BLOB NOT NULL,
    sentences BLOB NOT NULL
);
CREATE TABLE signatures (
    doc_id TEXT PRIMARY KEY REFERENCES documents (doc_id) ON DELETE CASCADE,
    digest BLOB NOT NULL,
    scale INTEGER NOT NULL,
    shingles BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE kinship (
    doc_id TEXT NOT NULL REFERENCES documents (doc_id) ON DELETE CASCADE,
    other TEXT NOT NULL REFERENCES documents (doc_id) ON DELETE CASCADE,
    relation TEXT NOT NULL,
    similarity REAL NOT NULL,
    PRIMARY KEY (doc_id, other)
) WITHOUT ROWID;
CREATE INDEX kinship_of_other ON kinship (other);
CREATE VIRTUAL TABLE words USING fts5 (
    heading, text, content = 'passages', content_rowid = 'number', tokenize = 'porter unicode61'
);
CREATE TRIGGER passage_added AFTER INSERT ON passages BEGIN
    INSERT INTO words (rowid, heading, text) VALUES (new.number, new.heading, new.text);
END;
CREATE TRIGGER passage_removed AFTER DELETE ON passages BEGIN
    INSERT INTO words (words, rowid, heading, text)
    VALUES ('delete', old.number, old.heading, old.text);
END;
"""


def connect(file: Path) -> sqlite3.Connection:
    """A connection that loses nothing it has committed, and overwrites what it deletes."""
    connection = sqlite3.connect(file, timeout=30, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
    except sqlite3.DatabaseError as exc:
        connection.close()
        raise explain(exc, file) from exc
    return connection


def explain(exc: sqlite3.DatabaseError, file: Path) -> LibraryError:
    """SQLite's error in our words. Only damage is called damage: a full disk loses nothing."""
    if isinstance(exc, sqlite3.ProgrammingError) and "closed" in str(exc):
        return LibraryError(
            "the library {file!r} was closed while it was read; ask again", file=str(file)
        )
    if not isinstance(exc, sqlite3.OperationalError):
        return damaged(file, str(exc))
    if "full" in str(exc):
        return LibraryError(
            "the disk is full; nothing of {file!r} is lost: free some space and run the same"
            " command again",
            file=str(file),
        )
    return LibraryError(
        "the library {file!r} failed: {reason}; check the rights of its folder and the disk",
        file=str(file),
        reason=exc,
    )


def damaged(file: Path, reason: str) -> IndexDamaged:
    """What to do when the truth itself is lost: it is never replaced by an empty one."""
    return IndexDamaged(
        "the library {file!r} is damaged ({reason}); restore it from a backup, or run"
        " `python ingest.py --rebuild` with every folder that was in it",
        file=str(file),
        reason=reason,
    )


def create_library(file: Path) -> None:
    """Make an empty library where there is none.

    Made aside: a kill never leaves half a library where a whole one belongs.
    """
    aside = file.with_name(f"{file.name}-new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        aside.unlink(missing_ok=True)
        # The log of a library that is gone would be played into this one.
        for base in (aside, file):
            remove_log(base)
        _create_tables(aside)
        os.replace(aside, file)
    except OSError as exc:
        raise LibraryError(
            "no library can be made in {folder!r} ({reason}); name another folder with --index",
            folder=str(file.parent),
            reason=exc.strerror,
        ) from exc


def remove_log(file: Path) -> None:
    """Remove what SQLite keeps beside a database file that was removed or is to be replaced."""
    for end in ("-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)


def _create_tables(file: Path) -> None:
    connection = connect(file)
    try:
        connection.executescript(
            f"BEGIN; {TABLES} {FAILURES} INSERT INTO meta VALUES ('schema', '{SCHEMA}'),"
            f" ('revision', '0'), ('library_id', '{uuid.uuid4().hex}'), ('fingerprint', '');"
            " COMMIT;"
        )
    except sqlite3.DatabaseError as exc:
        raise explain(exc, file) from exc
    finally:
        connection.close()


def check_schema(connection: sqlite3.Connection, file: Path) -> None:
    """Raise IndexMismatch or IndexDamaged unless this is a library of this version."""
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    except sqlite3.OperationalError as exc:
        if "no such table" in str(exc):
            raise damaged(file, str(exc)) from exc
        raise explain(exc, file) from exc
    except sqlite3.DatabaseError as exc:
        raise explain(exc, file) from exc
    if row is None or row["value"] != str(SCHEMA):
        found = None if row is None else row["value"]
        raise IndexMismatch(
            "the library {file!r} has format {found!r}, this version reads {known!r}; run"
            " `python ingest.py --rebuild`",
            file=str(file),
            found=found,
            known=SCHEMA,
        )
