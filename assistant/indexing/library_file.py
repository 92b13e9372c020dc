"""The file under the library: opened per thread, with SQLite's errors in our words.

Not here: what is in it (`library.py`), and its tables (`schema.py`).
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Self

from assistant.errors import IndexDamaged, IndexMismatch, IndexMissing
from assistant.indexing.schema import (
    FAILURES,
    LIBRARY_FILE,
    SMALLEST_FILE,
    check_schema,
    connect,
    create_library,
    damaged,
    explain,
    remove_log,
)
from assistant.reason import Reason


class _Opened(NamedTuple):
    """A thread's connection. Closed by another thread while it runs a statement, SQLite crashes."""

    connection: sqlite3.Connection
    in_use: threading.Lock


class LibraryFile:
    """Opens in milliseconds; every thread has a connection of its own."""

    def __init__(self, index_dir: Path, *, create: bool = False) -> None:
        """Open the library. Raises IndexMissing unless it is there or `create` is set.

        `create` also brings one of an earlier version up to date: who sets it may write.

        Raises IndexDamaged or IndexMismatch when what is there is no library of this version.
        """
        self.file = index_dir / LIBRARY_FILE
        if not self.file.exists():
            if not create:
                raise IndexMissing(
                    "no library in {folder!r}; run `python ingest.py` to build it from corpus/, or"
                    " name another folder with --index",
                    folder=str(index_dir),
                )
            create_library(self.file)
        if self.file.stat().st_size < SMALLEST_FILE:
            # SQLite would take it for a new database: never shown as an empty library.
            raise damaged(self.file, Reason("it has {size} bytes", size=self.file.stat().st_size))
        self._local = threading.local()
        self._opened: list[_Opened] = []
        check_schema(self._connection, self.file)
        if create:
            self.execute(FAILURES)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every thread's connection, each when the statement it runs has ended."""
        while self._opened:
            opened = self._opened.pop()
            with opened.in_use:
                opened.connection.close()
        self._local = threading.local()

    @property
    def _mine(self) -> _Opened:
        """What this thread has opened."""
        opened: _Opened | None = getattr(self._local, "opened", None)
        if opened is None:
            opened = self._local.opened = _Opened(connect(self.file), threading.Lock())
            self._opened.append(opened)
        return opened

    @property
    def _connection(self) -> sqlite3.Connection:
        return self._mine.connection

    def execute(self, statement: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """Run one statement that changes something, with SQLite's errors in our words."""
        opened = self._mine
        try:
            with opened.in_use:
                return opened.connection.execute(statement, values)
        except sqlite3.DatabaseError as exc:
            raise explain(exc, self.file) from exc

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """All rows of a query. Damage shows while they are fetched, so they are fetched here."""
        opened = self._mine
        try:
            with opened.in_use:
                return opened.connection.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as exc:
            raise explain(exc, self.file) from exc

    def check(self) -> None:
        """Read the whole file (0.1 s for 50 MB). Raises IndexDamaged where SQLite finds damage."""
        found = str(self.rows("PRAGMA quick_check(1)")[0][0])
        if found != "ok":
            raise damaged(self.file, " ".join(found.split()))

    # What built it ------------------------------------------------------------------------------

    @property
    def fingerprint(self) -> str:
        """What the vectors were made with; empty in a new library."""
        return self._meta("fingerprint")

    @fingerprint.setter
    def fingerprint(self, value: str) -> None:
        self.execute("UPDATE meta SET value = ? WHERE key = 'fingerprint'", (value,))

    @property
    def library_id(self) -> str:
        """Random, made with the library: an index of another library is recognised by it."""
        return self._meta("library_id")

    @property
    def revision(self) -> int:
        """Grows with every change; an index knows which revision it was built from."""
        return int(self._meta("revision"))

    def _meta(self, key: str) -> str:
        rows = self.rows("SELECT value FROM meta WHERE key = ?", (key,))
        if not rows:
            raise damaged(self.file, Reason("it does not say its {key}", key=key))
        return str(rows[0]["value"])

    # Changing it --------------------------------------------------------------------------------

    def transaction(self) -> Transaction:
        """All or nothing: what is changed inside `with` is there as a whole, or not at all."""
        return Transaction(self, self._connection)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """One state for all that this thread reads inside `with`, whatever is written meanwhile."""
        if self._connection.in_transaction:
            yield  # inside of another, whose state it is
            return
        self.execute("BEGIN")
        try:
            yield
        finally:
            if self._connection.in_transaction:
                self.execute("COMMIT")

    def copy_to(self, file: Path) -> None:
        """Write it as it is now into a new file, without what was deleted; others may write on."""
        self.execute("VACUUM INTO ?", (str(file),))

    def layout(self) -> list[tuple[str, ...]]:
        """Every table, index and trigger, as it was made."""
        rows = self.rows("SELECT type, name, sql FROM sqlite_master ORDER BY name")
        return [tuple(row) for row in rows]

    def become(self, other: LibraryFile) -> None:
        """Take over everything the other library holds, in one transaction.

        The file stays the same file: whoever reads it meanwhile sees the old state or the new one.
        """
        try:
            other._connection.backup(self._connection)
        except sqlite3.DatabaseError as exc:
            raise explain(exc, self.file) from exc


class Transaction:
    """All or nothing; a change raises the library's revision, and only a change does."""

    def __init__(self, library: LibraryFile, connection: sqlite3.Connection) -> None:
        self._library = library
        self._connection = connection
        self._changes = 0

    def __enter__(self) -> None:
        self._library.execute("BEGIN IMMEDIATE")
        self._changes = self._connection.total_changes

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                if self._connection.total_changes != self._changes:
                    self._library.execute(
                        "UPDATE meta SET value = value + 1 WHERE key = 'revision'"
                    )
                self._library.execute("COMMIT")
        finally:
            # Still open after any failure but some (a full disk): those have ended it themselves.
            if self._connection.in_transaction:
                self._library.execute("ROLLBACK")


def take_over(index_dir: Path, fresh: LibraryFile) -> None:
    """The fresh library takes the place of the one in the folder, in one step."""
    try:
        with LibraryFile(index_dir) as old:
            old.become(fresh)
    except (IndexMissing, IndexDamaged, IndexMismatch):
        # Nothing that could be kept. Closed first: its log is then part of the file.
        fresh.close()
        remove_log(index_dir / LIBRARY_FILE)
        os.replace(fresh.file, index_dir / LIBRARY_FILE)
