"""Folders become a library: what has to change is planned first, then done.

A killed run loses nothing it reported, and the next completes it: a document counts as read when
its entry is in the library.

Not here: the vector index, which is built from the library afterwards (`generations.py`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from assistant.errors import IndexMismatch, ReadingError
from assistant.indexing.encoder import Encoder
from assistant.indexing.library import Entry, Library
from assistant.indexing.plan import Root
from assistant.reading.describe import Described
from assistant.reading.files import FoundFile
from assistant.reading.split import embedded_text, searched_heading, split_document
from assistant.reading.worker import ReadingWorker
from assistant.settings import index_fingerprint
from assistant.types import Document, Passage

# Passages encoded at once. Larger batches sort better by length and so waste less on padding;
# beyond this the gain is under 1 %, and a killed run repeats at most this much work.
BATCH_PASSAGES = 512
MANY_PASSAGES = 100  # take two seconds or more: told before it begins


@dataclass(slots=True)
class Report:
    """What a run did. `failed` and `skipped` name a file and the reason."""

    added: int = 0
    removed: int = 0
    kept: int = 0
    passages: int = 0
    encoding_s: float = 0.0
    failed: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    skipped: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    notes: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


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
    report = Report()
    _refuse_same_ids(library, roots)
    encoder = None
    if any(root.plan.read for root in roots):
        encoder = open_encoder()
        _check_fingerprint(library, encoder)
    removed = [doc_id for root in roots for doc_id in root.plan.remove]
    library.remove(removed)
    report.removed = len(removed)
    for root in roots:
        report.kept += len(root.plan.keep)
        report.skipped += [(s.doc_id, s.reason) for s in root.skipped]
        report.failed += [(u.doc_id, u.reason) for u in root.unreadable]
    if encoder is not None:
        with open_reader() as reader:
            yield from _read_roots(library, roots, encoder, reader, report)
    return report


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
    waiting: list[tuple[Root, Document, list[Passage]]] = []
    for done, (root, found, result) in enumerate(_documents(reader, roots), start=1):
        if isinstance(result, ReadingError):
            report.failed.append((found.doc_id, str(result)))
            library.remove([found.doc_id])  # what it used to say is no longer so
        else:
            passages = split_document(
                result, count_tokens=encoder.count_tokens, max_tokens=encoder.max_tokens
            )
            waiting.append((root, result, passages))
            report.notes += [(found.doc_id, note) for note in result.notes]
        if sum(len(passages) for *_, passages in waiting) >= BATCH_PASSAGES:
            yield from _store(library, waiting, encoder, report)
            waiting = []
        yield Progress(done, total, found.doc_id)
    yield from _store(library, waiting, encoder, report)


def _documents(
    reader: Reader, roots: Sequence[Root]
) -> Iterator[tuple[Root, FoundFile, Document | ReadingError]]:
    for root in roots:
        files = [root.files[doc_id] for doc_id in root.plan.read]
        for found, result in reader.read_many(files, root.described):
            yield root, found, result


def _store(
    library: Library,
    waiting: Sequence[tuple[Root, Document, Sequence[Passage]]],
    encoder: Encoder,
    report: Report,
) -> Iterator[Progress]:
    if not waiting:
        return
    count = sum(len(passages) for *_, passages in waiting)
    if count >= MANY_PASSAGES:
        yield Progress(0, 0, f"embedding {count} passages")
    started = time.perf_counter()
    vectors = encoder.encode([embedded_text(p) for *_, passages in waiting for p in passages])
    report.encoding_s += time.perf_counter() - started
    entries, first = [], 0
    for root, document, passages in waiting:
        entries.append(
            Entry(
                document=document,
                passages=passages,
                headings=[searched_heading(document.source, p.label) for p in passages],
                vectors=vectors[first : first + len(passages)],
                root=root.name,
                mark=root.marks[document.doc_id],
            )
        )
        first += len(passages)
    library.replace(entries)
    report.added += len(entries)
    report.passages += first
