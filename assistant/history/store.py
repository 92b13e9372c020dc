"""The conversations of this machine: listed, read, kept, renamed and deleted.

`owner` is the name of the user who signed in, empty without passwords: nobody is told of another
owner's conversation, nor can change one. Nothing is made before the first question is kept, and
nothing is ever sent anywhere. Every method raises HistoryError when the file cannot be used.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from assistant.history.history_file import HistoryFile
from assistant.history.record import (
    ConversationRecord,
    ExchangeRecord,
    HistoryError,
    exchange_from_json,
    exchange_to_json,
    storable,
)
from assistant.history.search import matching

# About 20,000 answers with their passages. A page that is shared must not fill the disk.
LARGEST_BYTES = 1_000_000_000
TITLE_CHARS = 200  # a longer first question is cut for the list; the question itself stays whole
LISTED = 500  # conversations of one list; older ones are found by searching
OWNED = "(SELECT id FROM conversations WHERE id = ? AND owner = ?)"

_log = logging.getLogger(__name__)


class Listed(NamedTuple):
    """One conversation of the list."""

    id: str
    title: str
    updated: str  # ISO 8601, in UTC
    imported: bool
    questions: int


class HistoryStore:
    """Keeps conversations in a folder; safe to use from many threads and programs."""

    def __init__(self, data_dir: Path, *, largest_bytes: int = LARGEST_BYTES) -> None:
        self._file = HistoryFile(data_dir, largest_bytes=largest_bytes)

    @property
    def notice(self) -> str:
        """What became of a damaged file, for the reader; empty: nothing did."""
        return self._file.notice

    def conversations(self, owner: str, *, search: str = "") -> list[Listed]:
        """Those of an owner, newest first: all, or those that hold every searched word."""
        if not self._file.path.exists():
            return []
        condition, values = matching(storable(search.replace("\0", " ")))
        rows = self._file.read(
            lambda connection: connection.execute(
                "SELECT c.id, c.title, c.updated, c.imported, (SELECT count(*) FROM exchanges e"
                f" WHERE e.conversation = c.id) FROM conversations c WHERE c.owner = ? {condition}"
                f" ORDER BY c.updated DESC, c.id LIMIT {LISTED}",
                (owner, *values),
            ).fetchall()
        )
        return [Listed(row[0], row[1], row[2], bool(row[3]), row[4]) for row in rows]

    def conversation(self, owner: str, conversation_id: str) -> ConversationRecord:
        """A whole conversation. Raises HistoryError when this owner has none of this id."""
        if not self._file.path.exists():
            raise _unknown()

        def read(connection: sqlite3.Connection) -> ConversationRecord:
            about = connection.execute(
                f"SELECT * FROM conversations WHERE id = {OWNED}", (conversation_id, owner)
            ).fetchone()
            if about is None:
                raise _unknown()
            rows = connection.execute(
                "SELECT record FROM exchanges WHERE conversation = ? ORDER BY number",
                (conversation_id,),
            ).fetchall()
            return ConversationRecord(
                title=about["title"],
                created=about["created"],
                updated=about["updated"],
                exchanges=tuple(_readable([row["record"] for row in rows])),
                imported=bool(about["imported"]),
            )

        return self._file.read(read)

    def add(
        self, owner: str, conversation_id: str, exchange: ExchangeRecord, *, instead_of: str = ""
    ) -> None:
        """Keep a new exchange, in a new conversation when there is none of this id.

        It is on the disk when this returns. The first question becomes the title. `instead_of`: the
        answer_id of an exchange that is deleted in the same step, with all that follow it: nothing
        of them stays on the disk, and they stay as they were when the new one cannot be kept.
        """

        def add(connection: sqlite3.Connection) -> None:
            self._file.check_room(connection)
            if instead_of:
                _cut(connection, owner, conversation_id, instead_of)
            now = _now()
            found = connection.execute(
                "INSERT INTO conversations VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT (id)"
                " DO UPDATE SET updated = excluded.updated WHERE owner = excluded.owner",
                (conversation_id, owner, as_title(exchange.question), now, now),
            )
            _insist(found)
            _insert(connection, conversation_id, exchange)

        (self._file.erase if instead_of else self._file.write)(add)

    def update(self, owner: str, conversation_id: str, exchange: ExchangeRecord) -> None:
        """Replace an exchange by what has become of it; nothing happens when it was deleted."""
        self._file.write(
            lambda connection: connection.execute(
                "UPDATE exchanges SET question = ?, answer = ?, record = ? WHERE answer_id = ?"
                f" AND conversation = {OWNED}",
                (*_columns(exchange), exchange.answer_id, conversation_id, owner),
            )
        )

    def add_whole(self, owner: str, conversation_id: str, record: ConversationRecord) -> None:
        """Keep a conversation that came from elsewhere, as imported."""

        def add(connection: sqlite3.Connection) -> None:
            self._file.check_room(connection)
            connection.execute(
                "INSERT INTO conversations VALUES (?, ?, ?, ?, ?, 1)",
                (conversation_id, owner, as_title(record.title), record.created, _now()),
            )
            for exchange in record.exchanges:
                _insert(connection, conversation_id, exchange)

        self._file.write(add)

    def rename(self, owner: str, conversation_id: str, title: str) -> None:
        """Give a conversation another title. Raises HistoryError when there is none."""
        self._file.write(
            lambda connection: _insist(
                connection.execute(
                    f"UPDATE conversations SET title = ? WHERE id = {OWNED}",
                    (as_title(title), conversation_id, owner),
                )
            )
        )

    def delete(self, owner: str, conversation_id: str) -> None:
        """Delete a conversation; nothing of it stays on the disk."""

        def delete(connection: sqlite3.Connection) -> None:
            owned = (conversation_id, owner)
            # Exchanges are named: foreign keys cascade, but only a direct DELETE runs the trigger
            # that takes their words out of the index.
            connection.execute(f"DELETE FROM exchanges WHERE conversation = {OWNED}", owned)
            connection.execute(f"DELETE FROM conversations WHERE id = {OWNED}", owned)

        self._file.erase(delete)


def as_title(text: str) -> str:
    """A title from what was asked or typed: one line, not too long."""
    line = storable(" ".join(text.split()))
    return line if len(line) <= TITLE_CHARS else line[: TITLE_CHARS - 1].rstrip() + "…"


def _cut(connection: sqlite3.Connection, owner: str, conversation_id: str, answer_id: str) -> None:
    """Delete an exchange and all that follow it."""
    connection.execute(
        f"DELETE FROM exchanges WHERE conversation = {OWNED} AND number >= (SELECT number"
        " FROM exchanges WHERE conversation = ? AND answer_id = ?)",
        (conversation_id, owner, conversation_id, answer_id),
    )


def _insert(connection: sqlite3.Connection, conversation_id: str, exchange: ExchangeRecord) -> None:
    connection.execute(
        "INSERT INTO exchanges (conversation, answer_id, question, answer, record)"
        " VALUES (?, ?, ?, ?, ?)",
        (conversation_id, exchange.answer_id, *_columns(exchange)),
    )


def _columns(exchange: ExchangeRecord) -> tuple[str, str, str]:
    said = exchange.answer.text if exchange.answer else exchange.written
    return storable(exchange.question), storable(said), exchange_to_json(exchange)


def _readable(records: Sequence[str]) -> Iterator[ExchangeRecord]:
    for number, text in enumerate(records, start=1):
        try:
            yield exchange_from_json(text)
        except ValueError:  # its own message would show what was said
            _log.warning("kept exchange %d has an unknown form and is left out", number)


def _insist(found: sqlite3.Cursor) -> None:
    if not found.rowcount:
        raise _unknown()


def _unknown() -> HistoryError:
    return HistoryError("there is no such conversation; it may have been deleted")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
