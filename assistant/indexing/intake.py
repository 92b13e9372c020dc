"""Documents on their way into the library: read, cut, encoded, stored, each while others are.

A kill or a stop loses what is on its way and nothing that was told as done.

Not here: which documents (`plan.py`), and how a batch is encoded (`encoding.py`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from assistant.errors import ReadingError
from assistant.indexing.encoder import Encoder
from assistant.indexing.encoding import IN_FLIGHT, Embedded, Encoders, Encoding
from assistant.indexing.failures import Failure, remember_failure
from assistant.indexing.library import Entry, Library
from assistant.indexing.plan import Root
from assistant.indexing.report import Progress, Report
from assistant.indexing.stamps import write_stamps
from assistant.reading.coverage import refuse_loss
from assistant.reading.files import FoundFile
from assistant.reading.parsed import Described
from assistant.reading.split import searched_heading, split_document
from assistant.reading.version import reader_version
from assistant.reason import Reason
from assistant.types import Document, Passage

# Passages encoded at once. Larger batches sort better by length and so waste less on padding, but
# 64 to 512 took the same time, and a killed run repeats at most this much work.
BATCH_PASSAGES = 128
MANY_PASSAGES = 250  # of one long document, say: ten seconds in which no file is done
TELL_S = 0.5  # between two words about a batch that is being encoded


class Reader(Protocol):
    """Reads files, one after the other. `ReadingWorker` is one, in a child process."""

    def read_many(
        self, files: Iterable[FoundFile], described: Mapping[str, Described] | None = None
    ) -> Iterator[tuple[FoundFile, Document | ReadingError]]:
        """Each file with its document or its error, in the order given."""
        ...


@dataclass(slots=True)
class _Batch:
    """Documents on their way into the library."""

    documents: list[tuple[Root, Document, list[Passage]]] = field(
        default_factory=list[tuple[Root, Document, list[Passage]]]
    )
    files: int = 0  # those that failed are counted too
    size_bytes: int = 0  # of these files
    last: str = ""  # doc_id of the last of them

    @property
    def passages(self) -> int:
        """How many passages it holds."""
        return sum(len(passages) for *_, passages in self.documents)


class _Intake:
    """What is under way, and how far it is."""

    def __init__(self, library: Library, roots: Sequence[Root], report: Report) -> None:
        self.encoding: deque[tuple[_Batch, Encoding]] = deque()
        self._library = library
        self._report = report
        self._files = self._bytes = 0  # of what is in the library
        self._all_files = sum(len(root.plan.read) for root in roots)
        self._all_bytes = sum(root.stamps[d].size_bytes for root in roots for d in root.plan.read)

    def progress(self, doing: str) -> Progress:
        """How far it is now."""
        passages, done_bytes = self._report.passages, float(self._bytes)
        for batch, encoding in self.encoding:
            passages += encoding.encoded
            done_bytes += batch.size_bytes * encoding.encoded / max(1, batch.passages)
        share = done_bytes / max(1, self._all_bytes)
        return Progress(self._files, self._all_files, doing, passages, min(1.0, share))

    def store_oldest(self) -> Iterator[Progress]:
        """Wait for the batch that began first, and put it into the library."""
        batch, encoding = self.encoding[0]
        while not encoding.wait(TELL_S):
            yield self.progress(batch.last)
        self.encoding.popleft()
        _store(self._library, batch, encoding, self._report)
        self._files += batch.files
        self._bytes += batch.size_bytes
        yield self.progress(batch.last)

    def keep_ready(self) -> None:
        """After an interruption: what is encoded is not lost."""
        while self.encoding and self.encoding[0][1].is_ready:
            _store(self._library, *self.encoding.popleft(), self._report)


def take_in(
    library: Library, roots: Sequence[Root], encoder: Encoder, reader: Reader, report: Report
) -> Iterator[Progress]:
    """Read what the roots' plans say, and put it into the library; the report grows with it."""
    intake = _Intake(library, roots, report)
    try:
        with Encoders(encoder) as encoders:
            for batch in _batches(reader, roots, encoder, library, report):
                if batch.passages >= MANY_PASSAGES:
                    doing = Reason("embedding {passages} passages", passages=batch.passages)
                    yield Progress(0, 0, doing)
                passages = [p for *_, some in batch.documents for p in some]
                intake.encoding.append((batch, encoders.start(passages)))
                while len(intake.encoding) == IN_FLIGHT:
                    yield from intake.store_oldest()
            while intake.encoding:
                yield from intake.store_oldest()
    finally:
        intake.keep_ready()


def _batches(
    reader: Reader, roots: Sequence[Root], encoder: Encoder, library: Library, report: Report
) -> Iterator[_Batch]:
    """Documents with their passages, about BATCH_PASSAGES at a time."""
    batch = _Batch()
    for root, found, result in _documents(reader, roots):
        try:
            document, passages = _cut(result, encoder)
        except ReadingError as exc:
            report.failed.append((found.doc_id, str(exc)))
            library.remove([found.doc_id])  # what it used to say is no longer so
            if not exc.may_pass:
                _remember(library, root, found.doc_id, str(exc))
        else:
            report.notes += [(found.doc_id, note) for note in document.notes]
            if batch.documents and len(passages) >= BATCH_PASSAGES:
                yield batch  # these need not wait for a long one
                batch = _Batch()
            batch.documents.append((root, document, passages))
        batch.files += 1
        batch.size_bytes += root.stamps[found.doc_id].size_bytes
        batch.last = found.doc_id
        if batch.passages >= BATCH_PASSAGES:
            yield batch
            batch = _Batch()
    if batch.files:
        yield batch


def _remember(library: Library, root: Root, doc_id: str, reason: str) -> None:
    failure = Failure(root.marks[doc_id], reader_version(), reason, root.stamps[doc_id])
    remember_failure(library, root.name, doc_id, failure)


def _cut(result: Document | ReadingError, encoder: Encoder) -> tuple[Document, list[Passage]]:
    """A document with its passages. Raises ReadingError where it has none, or would lose text."""
    if isinstance(result, ReadingError):
        raise result
    passages = split_document(
        result, count_tokens=encoder.count_tokens, max_tokens=encoder.max_tokens
    )
    refuse_loss(result, passages)
    return result, passages


def _documents(
    reader: Reader, roots: Sequence[Root]
) -> Iterator[tuple[Root, FoundFile, Document | ReadingError]]:
    for root in roots:
        files = [root.files[doc_id] for doc_id in root.plan.read]
        for found, result in reader.read_many(files, root.described):
            yield root, found, result


def entry_of(
    document: Document, passages: Sequence[Passage], embedded: Embedded, *, root: str, mark: str
) -> Entry:
    """A document as it goes into the library."""
    headings = [searched_heading(document.source, p.label, p.context) for p in passages]
    return Entry(
        document, passages, headings, embedded.vectors, root, mark, sentences=embedded.sentences
    )


def _store(library: Library, batch: _Batch, encoding: Encoding, report: Report) -> None:
    vectors, sentences = encoding.result.result()
    entries, stamps, first = [], {}, 0
    for root, document, passages in batch.documents:
        mark, here = root.marks[document.doc_id], slice(first, first + len(passages))
        embedded = Embedded(vectors[here], sentences[here])
        entries.append(entry_of(document, passages, embedded, root=root.name, mark=mark))
        stamps[document.doc_id] = mark, root.stamps[document.doc_id]
        first += len(passages)
    library.replace(entries)
    write_stamps(library, stamps)
    report.read += [(e.document.doc_id, len(e.passages)) for e in entries]
    report.passages += first
