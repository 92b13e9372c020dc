"""The file of the history in use: opened for each call, set aside when it is damaged.

Opened each time, because two programs may write, and because a deleted conversation leaves the log
only when nobody else has it open. SQLite's errors are told in our words, and never with any of a
conversation.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from assistant.errors import AssistantError
from assistant.history.record import HistoryError
from assistant.history.tables import HISTORY_FILE, connect, is_damage
from assistant.indexing.lock import writing
from assistant.reason import Reason

LOCK_WAIT_S = 5.0

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]
_log = logging.getLogger(__name__)


class HistoryFile:
    """`history.db` of a folder; safe to use from many threads and programs."""

    def __init__(self, data_dir: Path, *, largest_bytes: int) -> None:
        self.path = data_dir / HISTORY_FILE
        self.notice: str = ""  # what became of a damaged file, for the reader; empty: nothing did
        self._largest_bytes = largest_bytes

    def read(self, work: Work[T]) -> T:
        """What the work reads, all of it of one state of the file. Raises HistoryError."""
        return self._run(lambda connection: _in_transaction(connection, "BEGIN", work))

    def write(self, work: Work[T]) -> T:
        """Do the work as a whole or not at all; it is on the disk when this returns.

        Raises HistoryError.
        """
        return self._run(lambda connection: _in_transaction(connection, "BEGIN IMMEDIATE", work))

    def erase(self, work: Work[T]) -> T:
        """Like `write`; afterwards nothing of what it has deleted is on the disk."""

        def erase(connection: sqlite3.Connection) -> T:
            done = _in_transaction(connection, "BEGIN IMMEDIATE", work)
            # Merged, so that no deleted word stays in the word index; then the log is emptied.
            connection.execute("INSERT INTO words (words) VALUES ('optimize')")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            return done

        return self._run(erase)

    def check_room(self, connection: sqlite3.Connection) -> None:
        """Raise HistoryError when the file has grown too large to keep more."""
        pages, free, size = (
            int(connection.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_count", "freelist_count", "page_size")
        )
        if (pages - free) * size > self._largest_bytes:
            raise HistoryError(
                "the kept conversations have reached {mb} MB; delete some to keep more",
                mb=self._largest_bytes // 1_000_000,
            )

    def _run(self, work: Work[T]) -> T:
        try:
            try:
                return _attempt(self.path, work)
            except sqlite3.DatabaseError as exc:
                if not is_damage(exc):
                    raise
                self._set_aside(exc)
                return _attempt(self.path, work)
        except sqlite3.DatabaseError as exc:
            raise _explained(exc, self.path) from exc
        except OSError as exc:
            raise HistoryError(
                "conversations cannot be kept in {folder!r} ({reason}); name another folder with"
                " ASSISTANT_DATA_DIR",
                folder=str(self.path.parent),
                reason=exc.strerror,
            ) from exc

    def _set_aside(self, damage: sqlite3.DatabaseError) -> None:
        stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
        aside = self.path.with_name(f"{self.path.name}.damaged-{stamp}")
        with _alone(self.path.parent):
            if not _is_damaged(self.path):
                return  # another program has set it aside in the meantime
            for end in ("", "-wal", "-shm"):
                part = self.path.with_name(self.path.name + end)
                if part.exists():
                    os.replace(part, aside.with_name(aside.name + end))
        _log.warning("%s is damaged (%s); set aside as %s", self.path, damage, aside.name)
        self.notice = Reason(
            "The file of the kept conversations was damaged; it has been set aside as {aside!r} and"
            " a new one was begun. To have the old conversations back, stop the program and put a"
            " backup in the place of {name!r}.",
            aside=str(aside),
            name=self.path.name,
        )


def _attempt(path: Path, work: Work[T]) -> T:
    connection = connect(path)
    try:
        return work(connection)
    finally:
        connection.close()


def _in_transaction(connection: sqlite3.Connection, begin: str, work: Work[T]) -> T:
    connection.execute(begin)
    try:
        done = work(connection)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return done


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    try:
        with writing(folder, wait_s=LOCK_WAIT_S):
            yield
    except AssistantError as exc:
        raise HistoryError(
            "another program is writing to {folder!r}; try again", folder=str(folder)
        ) from exc


def _is_damaged(path: Path) -> bool:
    try:
        found = _attempt(path, lambda c: c.execute("PRAGMA quick_check(1)").fetchone())
        return str(found[0]) != "ok"
    except sqlite3.DatabaseError as exc:
        return is_damage(exc)


def _explained(exc: sqlite3.DatabaseError, path: Path) -> HistoryError:
    if "full" in str(exc):
        return HistoryError("the disk is full; free some space, then ask again")
    return HistoryError(
        "the conversations in {path!r} cannot be used ({reason}); check the rights of the folder",
        path=str(path),
        reason=exc,
    )
