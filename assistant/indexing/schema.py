"""The library's tables, and how a connection to them is opened.

meta        what built it, and a revision that grows with every change
documents   whole texts with their sections; `mark` says what each was read as
passages    pieces of documents; `heading` (title and section path) is searched, not shown
vectors     one float32 row per passage
words       FTS5 over heading and text, kept in step by triggers
"""

from __future__ import annotations

import sqlite3
import uuid
from pathlib import Path

from assistant.errors import IndexDamaged, IndexMismatch

LIBRARY_FILE = "library.db"
SCHEMA = 1

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
    number INTEGER PRIMARY KEY,
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
    text TEXT NOT NULL
);
CREATE INDEX passages_of_document ON passages (doc_id);
CREATE TABLE vectors (
    number INTEGER PRIMARY KEY REFERENCES passages (number) ON DELETE CASCADE,
    vector BLOB NOT NULL
);
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
        raise IndexDamaged(
            f"the library {str(file)!r} cannot be read ({exc}); restore it from a backup, or"
            " delete its folder and run `python ingest.py` again"
        ) from exc
    return connection


def create_tables(connection: sqlite3.Connection) -> None:
    """Make an empty library, in one transaction."""
    connection.executescript(
        f"BEGIN; {TABLES} INSERT INTO meta VALUES ('schema', '{SCHEMA}'), ('revision', '0'),"
        f" ('library_id', '{uuid.uuid4().hex}'), ('fingerprint', ''); COMMIT;"
    )


def check_schema(connection: sqlite3.Connection, file: Path) -> None:
    """Raise IndexMismatch or IndexDamaged unless this is a library of this version."""
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    except sqlite3.DatabaseError as exc:
        raise IndexDamaged(
            f"{str(file)!r} is not a library ({exc}); restore it from a backup, or delete its"
            " folder and run `python ingest.py` again"
        ) from exc
    if row is None or row["value"] != str(SCHEMA):
        found = None if row is None else row["value"]
        raise IndexMismatch(
            f"the library {str(file)!r} has format {found!r}, this version reads {SCHEMA!r};"
            " run `python ingest.py --rebuild`"
        )
