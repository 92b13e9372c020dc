"""What the view of the documents needs: the list of them, and what changes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from assistant.catalogue import Changed, Listed, Offered, Stopped
from assistant.indexing.report import Progress
from assistant.reading.parsed import Described
from assistant.ui.reader.readable import Readable


class Documents(Readable, Protocol):
    """The documents of a library."""

    def listed(self) -> list[Listed]:
        """Every document, by doc_id; none where nothing was ingested yet."""
        ...


class Curating(Protocol):
    """Changes the documents; each change tells how far it is and ends with what became of it.

    Raises AssistantError, with the next step, where a change cannot begin.
    """

    def add(
        self, offered: Sequence[Offered], *, replace: bool, stopped: Stopped
    ) -> Iterator[Progress | Changed]:
        """Take files in and read them. `replace`: an upload of the same name gives way."""
        ...

    def describe(
        self, doc_id: str, said: Described, *, stopped: Stopped
    ) -> Iterator[Progress | Changed]:
        """Say what a document is; what is None in `said` stays as it was."""
        ...

    def remove(self, doc_id: str) -> Iterator[Progress | Changed]:
        """Remove a document that was added here."""
        ...

    def why_kept(self, doc_id: str) -> str:
        """Why a document cannot be removed from here, with what can be done; empty: it can."""
        ...
