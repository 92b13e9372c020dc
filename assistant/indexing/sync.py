"""Folders become a library: what has to change is planned first, then done.

A killed run loses nothing it reported, and the next completes it: a document counts as read when
its entry is in the library.

Not here: the vector index, which is built from the library afterwards (`generations.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, TypeAlias

from assistant.errors import IndexMismatch
from assistant.indexing.failures import (
    FailedFile,
    forget_failures,
    missing_files,
    remember_failure,
)
from assistant.indexing.kin_table import link_kin
from assistant.indexing.library import Library
from assistant.indexing.plan import Root
from assistant.indexing.report import Progress, Report
from assistant.indexing.stamps import write_stamps
from assistant.settings import index_fingerprint

if TYPE_CHECKING:
    from assistant.indexing.encoder import Encoder
    from assistant.indexing.intake import Reader

OpenReader: TypeAlias = "Callable[[], AbstractContextManager[Reader]]"


def sync_roots(
    library: Library,
    roots: Sequence[Root],
    open_encoder: Callable[[], Encoder],
    open_reader: OpenReader | None = None,
) -> Generator[Progress, None, Report]:
    """Bring the library to the state of the roots; returns the Report.

    `open_reader` None: files are read in a child process. The encoder is opened only when
    something has to be read. Raises IndexMismatch, before anything is changed, when the library
    was built with another embedding model, or when two roots claim the same doc_id.
    """
    _refuse_same_ids(library, roots)
    if not any(root.plan.read for root in roots):
        report = _without_reading(library, roots)
        link_kin(library)  # of what a killed run had read
        return report
    # A run that finds nothing to do, the most frequent of all, loads none of this.
    from assistant.indexing.intake import take_in
    from assistant.reading.worker import ReadingWorker

    # Side by side: the reader's process starts while the encoder loads.
    pool = ThreadPoolExecutor(max_workers=1)
    try:
        opening = pool.submit(open_encoder)
        with (open_reader or ReadingWorker)() as reader:
            encoder = opening.result()
            _check_fingerprint(library, encoder)
            report = _without_reading(library, roots)
            yield from take_in(library, roots, encoder, reader, report)
    finally:
        pool.shutdown(wait=False)  # an export takes half a minute: nobody who stops waits for it
    link_kin(library)
    return report


def _without_reading(library: Library, roots: Sequence[Root]) -> Report:
    """Remove what is gone; the report of everything that needs no reading."""
    for root in roots:
        if root.moved_from:
            library.rename_root(root.moved_from, root.name, only=root.marks)
    removed = [doc_id for root in roots for doc_id in root.plan.remove]
    library.remove(removed)
    for root in roots:
        looks_new = {
            doc_id: (root.marks[doc_id], root.stamps[doc_id])
            for doc_id in root.plan.keep
            if not (known := root.known.get(doc_id)) or known[:4] != root.stamps[doc_id][:4]
        }
        write_stamps(library, looks_new)
        _keep_failures(library, root)
    forget_failures(library, missing_files(library))
    return Report(
        gone=removed,
        kept=sum(len(root.plan.keep) for root in roots),
        skipped=[(s.doc_id, s.reason) for root in roots for s in root.skipped],
        failed=[(u.doc_id, u.reason) for root in roots for u in root.unreadable],
        notes=[note for root in roots for note in (*_moved(root), *root.notes)],
    )


def _keep_failures(library: Library, root: Root) -> None:
    """Forget what does not hold any more; what does is known by how its file looks now."""
    forget_failures(library, (FailedFile(root.name, doc_id) for doc_id in root.outdated))
    for doc_id, failure in root.failed.items():
        if failure.stamp[:4] != root.stamps[doc_id][:4]:
            now = failure._replace(stamp=root.stamps[doc_id])
            remember_failure(library, root.name, doc_id, now)


def _moved(root: Root) -> list[tuple[str, str]]:
    if not root.moved_from:
        return []
    return [(root.name, f"has the documents of {root.moved_from!r} now, which is not there")]


def _refuse_same_ids(library: Library, roots: Sequence[Root]) -> None:
    claimed: dict[str, str] = {}
    leaving = {(root.name, doc_id) for root in roots for doc_id in root.plan.remove}
    for root in roots:
        for doc_id in root.files:
            owner = library.root_of(doc_id)
            moved = owner == root.moved_from or (owner, doc_id) in leaving
            if owner is None or moved:  # from one root to the other
                owner = root.name
            other = claimed.setdefault(doc_id, owner)
            if root.path.is_relative_to(other) and other != root.name:
                raise IndexMismatch(
                    "document {doc_id!r} came with the folder {other!r}, which it lies in; run"
                    " `python ingest.py {other}` to bring all of it up to date",
                    doc_id=doc_id,
                    other=other,
                )
            if other != root.name:
                raise IndexMismatch(
                    "document {doc_id!r} stands in two roots, {other!r} and {root!r}; rename one of"
                    " the files, use another --index for one of the folders, or give one up with"
                    " `python ingest.py --remove {other}`",
                    doc_id=doc_id,
                    other=other,
                    root=root.name,
                )


def _check_fingerprint(library: Library, encoder: Encoder) -> None:
    wanted = index_fingerprint(model_sha256=encoder.model_sha256, dimensions=encoder.dimensions)
    built_with = library.fingerprint
    if built_with and built_with.split()[1:] != wanted.split()[1:]:
        raise IndexMismatch(
            "the index was built with {built_with!r}, the settings say {wanted!r}; run"
            " `python ingest.py --rebuild`",
            built_with=built_with,
            wanted=wanted,
        )
    # Another format of passages is no conflict: every mark differs, so all are read again.
    library.fingerprint = wanted
