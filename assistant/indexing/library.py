"""The truth: one SQLite file with documents, passages, their vectors and a word index.

Everything else (the Chroma index) is rebuilt from it without reading or embedding anything again.
What `replace` and `remove` have returned from survives a kill at any moment.

Not here: who may write when (`lock.py`), and search by meaning (`vector_index.py`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, NamedTuple

from assistant.errors import LibraryError
from assistant.indexing.library_file import LibraryFile
from assistant.indexing.rows import passage_of, section_at, section_row, sections_of, source_of
from assistant.indexing.sentence_vectors import cosines
from assistant.reason import Reason, restored, stored
from assistant.types import Document, Nearness, Passage, Section, Source

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

# SQLite's limit on variables in one statement is 32,766; Chroma failed above it.
PAGE = 5000
HIGHEST_NUMBER = 2**63 - 1  # SQLite gives no passage a higher one


class Entry(NamedTuple):
    """One document as it goes into the library."""

    document: Document
    passages: Sequence[Passage]
    headings: Sequence[str]  # what is searched with each passage and never shown
    vectors: Vectors  # (passages, dimensions), float32
    root: str
    mark: str  # what the document was read as; equal marks need no second reading
    sentences: Sequence[bytes] = ()  # of each passage, packed; empty: nobody encoded them


class Reach(NamedTuple):
    """Passages counted from a number of one of them."""

    held: int  # up to it
    after: int  # above it


class VectorBatch(NamedTuple):
    """Vectors in the library's order, for building an index."""

    passage_ids: list[str]
    doc_ids: list[str]
    kinds: list[str]
    vectors: Vectors


class Library(LibraryFile):
    """Documents, passages, vectors and words; safe to read from many threads."""

    # Writing ------------------------------------------------------------------------------------

    def replace(self, entries: Iterable[Entry]) -> None:
        """Put documents in place of earlier versions of themselves; all of them or none."""
        with self.transaction():
            for entry in entries:
                self._delete(entry.document.doc_id)
                self._insert(entry)

    def remove(self, doc_ids: Iterable[str]) -> None:
        """Remove documents with everything made from them; unknown ids are no error."""
        with self.transaction():
            for doc_id in doc_ids:
                self._delete(doc_id)

    def forget_marks(self, doc_ids: Iterable[str]) -> None:
        """Let the next run read these documents again, whatever their files look like."""
        self.execute(
            "UPDATE documents SET mark = '' WHERE doc_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(doc_ids)),),
        )

    def rename_root(self, old: str, new: str, *, only: Iterable[str] | None = None) -> None:
        """Its documents come from another folder from now on; all of them, or `only` these."""
        known = self.marks(old)
        doc_ids = list(known if only is None else known.keys() & set(only))
        self.execute(
            "UPDATE documents SET root = ? WHERE doc_id IN (SELECT value FROM json_each(?))",
            (new, json.dumps(doc_ids)),
        )

    def tidy(self) -> None:
        """After removals: merge the word index and empty the log, so no old text stays on disk."""
        self.execute("INSERT INTO words (words) VALUES ('optimize')")
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        self.execute("DELETE FROM meta WHERE key = 'untidy'")

    @property
    def is_tidy(self) -> bool:
        """Whether nothing was removed since the last `tidy`; also after a kill in between."""
        return not self.rows("SELECT 1 FROM meta WHERE key = 'untidy'")

    def _delete(self, doc_id: str) -> None:
        # Passages are named too: foreign keys cascade, but only a direct DELETE runs the trigger
        # that takes the old words out of the index.
        self.execute("DELETE FROM passages WHERE doc_id = ?", (doc_id,))
        found = self.execute("DELETE FROM documents WHERE doc_id = ?", (doc_id,))
        if found.rowcount:
            self.execute("INSERT OR IGNORE INTO meta VALUES ('untidy', '1')")

    def _insert(self, entry: Entry) -> None:
        document = entry.document
        self.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.doc_id,
                entry.root,
                entry.mark,
                document.sha256,
                json.dumps(asdict(document.source), ensure_ascii=False),
                json.dumps([section_row(s) for s in document.sections], ensure_ascii=False),
                json.dumps([stored(note) for note in document.notes], ensure_ascii=False),
                document.text,
            ),
        )
        sentences = entry.sentences or [b""] * len(entry.passages)
        for passage, heading, vector, of_sentences in zip(
            entry.passages, entry.headings, entry.vectors, sentences, strict=True
        ):
            number = self.execute(
                "INSERT INTO passages (passage_id, doc_id, kind, label, speaker, time_s, page,"
                ' start, "end", heading, context, text)'
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    passage.passage_id,
                    document.doc_id,
                    passage.source.kind,
                    passage.label,
                    passage.speaker,
                    passage.time_s,
                    passage.page,
                    passage.start,
                    passage.end,
                    heading,
                    passage.context,
                    passage.text,
                ),
            ).lastrowid
            self.execute(
                "INSERT INTO vectors VALUES (?, ?, ?)", (number, vector.tobytes(), of_sentences)
            )

    # Reading ------------------------------------------------------------------------------------

    def marks(self, root: str | None = None) -> dict[str, str]:
        """What each document was read as, by doc_id; of one root, or of all."""
        rows = self.rows(
            "SELECT doc_id, mark FROM documents WHERE ?1 IS NULL OR root = ?1", (root,)
        )
        return {row["doc_id"]: row["mark"] for row in rows}

    def roots(self) -> dict[str, int]:
        """Every root that was ingested, with its number of documents."""
        rows = self.rows("SELECT root, count(*) FROM documents GROUP BY root ORDER BY root")
        return {row[0]: row[1] for row in rows}

    def root_of(self, doc_id: str) -> str | None:
        """The root a document came from; None when there is no such document."""
        rows = self.rows("SELECT root FROM documents WHERE doc_id = ?", (doc_id,))
        return str(rows[0]["root"]) if rows else None

    def document(self, doc_id: str) -> Document:
        """One whole document. Raises LibraryError when it is not there."""
        rows = self.rows("SELECT * FROM documents WHERE doc_id = ?", (doc_id,))
        if not rows:
            raise LibraryError(_gone(doc_id))
        row = rows[0]
        return Document(
            source=source_of(row["source"]),
            text=row["text"],
            sections=sections_of(row["sections"]),
            sha256=row["sha256"],
            notes=tuple(map(restored, json.loads(row["notes"]))),
        )

    def text_at(self, doc_id: str, start: int, end: int) -> str:
        """The characters `[start, end)` of a document. Raises LibraryError as `document`."""
        rows = self.rows(
            "SELECT substr(text, ?, ?) AS piece FROM documents WHERE doc_id = ?",
            (start + 1, end - start, doc_id),
        )
        if not rows:
            raise LibraryError(_gone(doc_id))
        return str(rows[0]["piece"])

    def section_at(self, doc_id: str, position: int) -> Section:
        """The section that holds this position of a document. Raises LibraryError as `document`."""
        rows = self.rows("SELECT sections FROM documents WHERE doc_id = ?", (doc_id,))
        if not rows:
            raise LibraryError(_gone(doc_id))
        return section_at(sections_of(rows[0]["sections"]), position)

    def sources(self) -> list[Source]:
        """What every document is, by doc_id."""
        rows = self.rows("SELECT source FROM documents ORDER BY doc_id")
        return [source_of(row["source"]) for row in rows]

    def passages(self, passage_ids: Sequence[str]) -> dict[str, Passage]:
        """The passages by id; those that are no longer there are left out."""
        found: dict[str, Passage] = {}
        for first in range(0, len(passage_ids), PAGE):
            page = passage_ids[first : first + PAGE]
            rows = self.rows(
                "SELECT p.*, d.source FROM passages p JOIN documents d USING (doc_id)"
                f" WHERE passage_id IN ({','.join('?' * len(page))})",
                page,
            )
            found.update((row["passage_id"], passage_of(row)) for row in rows)
        return found

    def passages_of(self, doc_id: str) -> list[Passage]:
        """The passages of a document, in its order."""
        rows = self.rows(
            "SELECT p.*, d.source FROM passages p JOIN documents d USING (doc_id)"
            " WHERE doc_id = ? ORDER BY start",
            (doc_id,),
        )
        return [passage_of(row) for row in rows]

    def nearness(self, vector: Vectors, passage_ids: Sequence[str]) -> dict[str, Nearness]:
        """How near each of these passages, and each of its sentences, is to the vector; by id."""
        import numpy as np

        rows = self.rows(
            "SELECT passage_id, vector, sentences FROM passages JOIN vectors USING (number)"
            f" WHERE passage_id IN ({','.join('?' * len(passage_ids))})",
            passage_ids,
        )
        return {
            row["passage_id"]: Nearness(
                float(np.frombuffer(row["vector"], np.float32) @ vector),
                tuple(cosines(row["sentences"], vector).tolist()),
            )
            for row in rows
        }

    def counts(self) -> Mapping[str, int]:
        """Number of documents, passages and characters."""
        rows = self.rows(
            "SELECT (SELECT count(*) FROM documents) AS documents,"
            " (SELECT count(*) FROM passages) AS passages,"
            " (SELECT coalesce(sum(length(text)), 0) FROM documents) AS characters"
        )
        return dict(rows[0])

    @property
    def is_empty(self) -> bool:
        """Whether no document is in it."""
        return not self.rows("SELECT 1 FROM documents LIMIT 1")

    @property
    def last_number(self) -> int:
        """Of the newest passage. Numbers grow and are never given twice."""
        return int(self.rows("SELECT coalesce(max(number), 0) FROM passages")[0][0])

    def reach(self, number: int) -> Reach:
        """How many of the passages are numbered up to this, and how many above it."""
        # By way of the index of documents: it is a hundredth of the size of the rows.
        rows = self.rows(
            "SELECT count(*), coalesce(sum(number > ?), 0) FROM passages"
            " INDEXED BY passages_of_document",
            (number,),
        )
        passages, after = rows[0]
        return Reach(passages - after, after)

    def vector_batches(
        self, size: int = PAGE, *, after: int = 0, up_to: int = HIGHEST_NUMBER
    ) -> Iterator[VectorBatch]:
        """All vectors, `size` at a time, in the order they were added.

        Or only those numbered above `after` and not above `up_to`.
        """
        import numpy as np

        last = after
        while rows := self.rows(
            "SELECT number, passage_id, doc_id, kind, vector FROM passages JOIN vectors"
            " USING (number) WHERE number > ? AND number <= ? ORDER BY number LIMIT ?",
            (last, up_to, size),
        ):
            last = rows[-1]["number"]
            yield VectorBatch(
                passage_ids=[row["passage_id"] for row in rows],
                doc_ids=[row["doc_id"] for row in rows],
                kinds=[row["kind"] for row in rows],
                vectors=np.stack([np.frombuffer(row["vector"], np.float32) for row in rows]),
            )


def _gone(doc_id: str) -> str:
    return Reason(
        "no document {doc_id!r} in the library; it may have been removed since", doc_id=doc_id
    )
