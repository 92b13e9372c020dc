"""A folder that changes between two editions while an index of it is read."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.indexing.library import Library
from tests.faults.corpus import write_edition
from tests.faults.trial import ingested, start
from tests.indexing.made import contents

Contents = dict[str, tuple[str, str, bytes]]


class TwoEditions:
    """Its index, and what each of the two editions is when nobody disturbs it."""

    def __init__(self, folder: Path, documents: int) -> None:
        self.documents = documents
        self.root = folder / "docs"
        self.index_dir = folder / "index"
        self.ingests = 0
        self.wanted: dict[str, Contents] = {}
        for name in ("second", "first"):
            write_edition(self.root, name, documents)
            ingested(self.index_dir, self.root)
            with Library(self.index_dir) as library:
                self.wanted[name] = contents(library)
        self.edition_of = {
            passage_id: name for name, passages in self.wanted.items() for passage_id in passages
        }

    @contextmanager
    def changing(self) -> Iterator[None]:
        """While this is open, one ingest after the other turns all documents to and fro."""
        enough = threading.Event()

        def turn() -> None:
            while not enough.is_set():
                name = ("second", "first")[self.ingests % 2]
                write_edition(self.root, name, self.documents)
                child = start("ingest", self.root, self.index_dir)
                assert child.wait() == 0
                self.ingests += 1

        turning = threading.Thread(target=turn)
        turning.start()
        try:
            yield
        finally:
            enough.set()
            turning.join()

    def broken(self, found: Contents) -> list[str]:
        """Documents that are neither wholly of the one edition nor wholly of the other."""
        whole = [_by_document(self.wanted[name]) for name in ("first", "second")]
        now = _by_document(found)
        return [d for d in whole[0] if now.get(d) not in (whole[0][d], whole[1][d])]


def _by_document(passages: Contents) -> dict[str, Contents]:
    found: dict[str, Contents] = {}
    for passage_id, content in passages.items():
        found.setdefault(content[0], {})[passage_id] = content
    return found
