"""The documents behind a gold set: of an index, or read from a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from assistant.errors import ReadingError
from assistant.types import Assistant, Document
from evals.gold import Evidence, GoldItem
from evals.matching import normalise


class Shelf:
    """Documents by doc_id, each fetched once."""

    def __init__(self, doc_ids: Iterable[str], fetch: Callable[[str], Document]) -> None:
        self.doc_ids = frozenset(doc_ids)
        self._fetch = fetch
        self._documents: dict[str, Document] = {}

    def document(self, doc_id: str) -> Document:
        """The document of this id."""
        if doc_id not in self._documents:
            self._documents[doc_id] = self._fetch(doc_id)
        return self._documents[doc_id]

    def holds(self, piece: Evidence) -> bool:
        """Whether the quotation stands in the text of one of its files.

        If not, it was lost in reading, or the gold file is about other documents: retrieval is
        not to blame.
        """
        return any(
            normalise(piece.quote) in normalise(self.document(file).text)
            for file in piece.files
            if file in self.doc_ids
        )


def indexed_shelf(assistant: Assistant) -> Shelf:
    """The documents of an open index."""
    return Shelf((source.doc_id for source in assistant.sources()), assistant.document)


def read_shelf(folder: Path) -> Shelf:
    """The documents of a folder, read now as an ingest would. Raises ReadingError without any.

    A file that cannot be read is left out: what is quoted from it is not proven.
    """
    from assistant.indexing.plan import list_root  # late: brings the library
    from assistant.reading.worker import ReadingWorker

    root = list_root(folder, None)
    with ReadingWorker() as worker:
        read = worker.read_many(root.files.values(), root.described)
        documents = {file.doc_id: found for file, found in read if isinstance(found, Document)}
    if not documents:
        raise ReadingError(f"no documents in {str(folder)!r}; name their folder with --documents")
    return Shelf(documents, documents.__getitem__)


def files_not_indexed(items: Sequence[GoldItem], doc_ids: frozenset[str]) -> list[str]:
    """Evidence that the index cannot hold: pieces none of whose files is in it, by name."""
    wanted = {piece.files for item in items for piece in item.evidence}
    return sorted(" or ".join(files) for files in wanted if doc_ids.isdisjoint(files))
