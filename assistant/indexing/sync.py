"""Folders become a library: what has to change is planned first, then done.

A killed run loses nothing it reported, and the next completes it: a document counts as read when
its entry is in the library.

Not here: the vector index, which is built from the library afterwards (`generations.py`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from assistant.errors import IndexMismatch, ReadingError
from assistant.indexing.encoder import Encoder
from assistant.indexing.library import Entry, Library
from assistant.indexing.plan import Root
from assistant.reading.coverage import refuse_loss
from assistant.reading.describe import Described
from assistant.reading.files import FoundFile
from assistant.reading.split import embedded_text, searched_heading, split_document
from assistant.reading.worker import ReadingWorker
from assistant.settings import index_fingerprint
from assistant.types import Document, Passage

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

# Passages encoded at once. Larger batches sort better by length and so waste less on padding, but
# 64 to 512 took the same time, and a killed run repeats at most this much work.
BATCH_PASSAGES = 128
# Batches that are encoded at once: with one, the cores wait for each other at the end of each.
IN_FLIGHT = 2
MANY_PASSAGES = 250  # of one long document, say: ten seconds in which no file is done


@dataclass(slots=True)
class Report:
    """What a run did. `failed` and `skipped` name a file and the reason."""

    added: int = 0
    removed: int = 0
    kept: int = 0
    passages: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    skipped: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    notes: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


@dataclass(slots=True)
class _Batch:
    """Documents on their way into the library."""

    documents: list[tuple[Root, Document, list[Passage]]] = field(
        default_factory=list[tuple[Root, Document, list[Passage]]]
    )
    files_read: int = 0  # of the whole run, with this batch
    last: str = ""  # doc_id of the last file read

    @property
    def passages(self) -> int:
        """How many passages it holds."""
        return sum(len(passages) for *_, passages in self.documents)


@dataclass(frozen=True, slots=True)
class Progress:
    """Sent while a run goes on: `done` of `total` files read, and what is happening now."""

    done: int
    total: int
    doing: str


class Reader(Protocol):
    """Reads files, one after the other. `ReadingWorker` is one, in a child process."""

    def read_many(
        self, files: Iterable[FoundFile], described: Mapping[str, Described] | None = None
    ) -> Iterator[tuple[FoundFile, Document | ReadingError]]:
        """Each file with its document or its error, in the order given."""
        ...


OpenReader = Callable[[], AbstractContextManager[Reader]]


def sync_roots(
    library: Library,
    roots: Sequence[Root],
    open_encoder: Callable[[], Encoder],
    open_reader: OpenReader = ReadingWorker,
) -> Generator[Progress, None, Report]:
    """Bring the library to the state of the roots; returns the Report.

    The encoder is opened only when something has to be read. Raises IndexMismatch, before anything
    is changed, when the library was built with another embedding model, or when two roots claim
    the same doc_id.
    """
    _refuse_same_ids(library, roots)
    if not any(root.plan.read for root in roots):
        return _without_reading(library, roots)
    # Side by side: the reader's process starts while the encoder loads.
    with ThreadPoolExecutor(max_workers=1) as pool:
        opening = pool.submit(open_encoder)
        with open_reader() as reader:
            encoder = opening.result()
            _check_fingerprint(library, encoder)
            report = _without_reading(library, roots)
            yield from _read_roots(library, roots, encoder, reader, report)
    return report


def _without_reading(library: Library, roots: Sequence[Root]) -> Report:
    """Remove what is gone; the report of everything that needs no reading."""
    removed = [doc_id for root in roots for doc_id in root.plan.remove]
    library.remove(removed)
    return Report(
        removed=len(removed),
        kept=sum(len(root.plan.keep) for root in roots),
        skipped=[(s.doc_id, s.reason) for root in roots for s in root.skipped],
        failed=[(u.doc_id, u.reason) for root in roots for u in root.unreadable],
    )


def _refuse_same_ids(library: Library, roots: Sequence[Root]) -> None:
    claimed: dict[str, str] = {}
    leaving = {(root.name, doc_id) for root in roots for doc_id in root.plan.remove}
    for root in roots:
        for doc_id in root.files:
            owner = library.root_of(doc_id)
            if owner is None or (owner, doc_id) in leaving:  # moved from one root to the other
                owner = root.name
            other = claimed.setdefault(doc_id, owner)
            if other != root.name:
                raise IndexMismatch(
                    f"document {doc_id!r} stands in two roots, {other!r} and {root.name!r}; rename"
                    " one of the files, use another --index for one of the folders, or give one up"
                    f" with `python ingest.py --remove {other}`"
                )


def _check_fingerprint(library: Library, encoder: Encoder) -> None:
    wanted = index_fingerprint(model_sha256=encoder.model_sha256, dimensions=encoder.dimensions)
    built_with = library.fingerprint
    if built_with and built_with.split()[1:] != wanted.split()[1:]:
        raise IndexMismatch(
            f"the index was built with {built_with!r}, the settings say {wanted!r};"
            " run `python ingest.py --rebuild`"
        )
    # Another format of passages is no conflict: every mark differs, so all are read again.
    library.fingerprint = wanted


def _read_roots(
    library: Library, roots: Sequence[Root], encoder: Encoder, reader: Reader, report: Report
) -> Iterator[Progress]:
    total = sum(len(root.plan.read) for root in roots)
    with ThreadPoolExecutor(max_workers=IN_FLIGHT, thread_name_prefix="encode") as pool:
        encoding: deque[tuple[_Batch, Future[Vectors]]] = deque()
        for batch in _batches(reader, roots, encoder, library, report):
            if batch.documents:
                encoding.append((batch, pool.submit(_encode, batch, encoder)))
            if batch.passages >= MANY_PASSAGES:
                yield Progress(0, 0, f"embedding {batch.passages} passages")
            while len(encoding) == IN_FLIGHT:
                _store(library, *encoding.popleft(), report)
            yield Progress(batch.files_read, total, batch.last)
        while encoding:
            _store(library, *encoding.popleft(), report)


def _batches(
    reader: Reader, roots: Sequence[Root], encoder: Encoder, library: Library, report: Report
) -> Iterator[_Batch]:
    """Documents with their passages, about BATCH_PASSAGES at a time."""
    batch = _Batch()
    for read, (root, found, result) in enumerate(_documents(reader, roots), start=1):
        batch.files_read, batch.last = read, found.doc_id
        try:
            document, passages = _cut(result, encoder)
        except ReadingError as exc:
            report.failed.append((found.doc_id, str(exc)))
            library.remove([found.doc_id])  # what it used to say is no longer so
            continue
        batch.documents.append((root, document, passages))
        report.notes += [(found.doc_id, note) for note in document.notes]
        if batch.passages >= BATCH_PASSAGES:
            yield batch
            batch = _Batch(files_read=read, last=found.doc_id)
    yield batch


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


def _encode(batch: _Batch, encoder: Encoder) -> Vectors:
    return encoder.encode([embedded_text(p) for *_, some in batch.documents for p in some])


def _store(library: Library, batch: _Batch, encoding: Future[Vectors], report: Report) -> None:
    vectors = encoding.result()
    entries, first = [], 0
    for root, document, passages in batch.documents:
        entries.append(
            Entry(
                document=document,
                passages=passages,
                headings=[searched_heading(document.source, p.label, p.context) for p in passages],
                vectors=vectors[first : first + len(passages)],
                root=root.name,
                mark=root.marks[document.doc_id],
            )
        )
        first += len(passages)
    library.replace(entries)
    report.added += len(entries)
    report.passages += first
