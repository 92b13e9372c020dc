"""The file under the history: its tables, and how a connection to them is opened.

conversations   whose they are, what they are called, when something was last said
exchanges       one row per question, with its record; gone with their conversation
words           FTS5 over questions and answers, kept in step by triggers; by three characters at a
                time, so that a part of a word is found in every script
"""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

from assistant.history.record import HistoryError

HISTORY_FILE = "history.db"
SCHEMA = 1  # kept as SQLite's user_version; 0: a new file
LONGEST_WAIT_S = 10.0  # for another program that writes: a write takes milliseconds
AGAIN_S = 0.005  # until what found the file locked is tried once more

TABLES = """
CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    title TEXT NOT NULL,
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    imported INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX conversations_of_owner ON conversations (owner, updated);
CREATE TABLE exchanges (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    answer_id TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    record TEXT NOT NULL,
    UNIQUE (conversation, answer_id)
);
CREATE VIRTUAL TABLE words USING fts5 (
    question, answer, content = 'exchanges', content_rowid = 'number', tokenize = 'trigram'
);
CREATE TRIGGER exchange_added AFTER INSERT ON exchanges BEGIN
    INSERT INTO words (rowid, question, answer) VALUES (new.number, new.question, new.answer);
END;
CREATE TRIGGER exchange_removed AFTER DELETE ON exchanges BEGIN
    INSERT INTO words (words, rowid, question, answer)
    VALUES ('delete', old.number, old.question, old.answer);
END;
CREATE TRIGGER exchange_changed AFTER UPDATE ON exchanges BEGIN
    INSERT INTO words (words, rowid, question, answer)
    VALUES ('delete', old.number, old.question, old.answer);
    INSERT INTO words (rowid, question, answer) VALUES (new.number, new.question, new.answer);
END;
"""


def connect(file: Path) -> sqlite3.Connection:
    """A connection that loses nothing it has committed, and overwrites what it deletes.

    Makes the file where there is none. Raises HistoryError when it is of a newer version, and
    sqlite3.DatabaseError; `is_damage` tells damage from the rest.
    """
    _make_private(file)
    connection = sqlite3.connect(file, timeout=LONGEST_WAIT_S, isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        _keep_log(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        _check_schema(connection, file)
    except BaseException:
        connection.close()
        raise
    return connection


def is_damage(exc: sqlite3.DatabaseError) -> bool:
    """Whether the file itself is broken, rather than busy, full or forbidden."""
    code = getattr(exc, "sqlite_errorcode", 0) & 0xFF  # without what only refines it
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _keep_log(connection: sqlite3.Connection) -> None:
    """Write-ahead logging. SQLite waits for others in everything but this, so it is waited here."""
    until = time.monotonic() + LONGEST_WAIT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as exc:
            if exc.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(AGAIN_S)
        else:
            return


def _make_private(file: Path) -> None:
    """An empty file that only its owner may read; SQLite gives its log the same rights."""
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))


def _check_schema(connection: sqlite3.Connection, file: Path) -> None:
    found = _schema(connection)
    if found == 0:
        connection.execute("BEGIN IMMEDIATE")
        if _schema(connection) == 0:  # nobody else made them while this one waited
            # One string, so that a kill leaves all tables or none: `executescript` would commit.
            for statement in _statements(TABLES):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {SCHEMA}")
        connection.execute("COMMIT")
    elif found > SCHEMA:
        raise HistoryError(
            "the conversations in {file!r} were kept by a newer version of this program"
            " (format {found}, this one reads {known}); update the program, or name another"
            " folder with ASSISTANT_DATA_DIR",
            file=str(file),
            found=found,
            known=SCHEMA,
        )


def _schema(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> list[str]:
    """The statements of a script; a trigger holds several semicolons."""
    found, begun = [], ""
    for line in script.splitlines(keepends=True):
        begun += line
        if sqlite3.complete_statement(begun):
            found.append(begun)
            begun = ""
    return found
