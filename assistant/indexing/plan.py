"""What a run has to do: folders listed and compared with the library. Nothing changes here."""

from __future__ import annotations

import difflib
import hashlib
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ReadingError
from assistant.indexing.failures import Failure, holding_failures, read_failures
from assistant.indexing.library import Library
from assistant.indexing.stamps import Stamp, read_stamps
from assistant.reading.describe import describe_root
from assistant.reading.files import SIDE_FILE, FoundFile, Skipped, find_files
from assistant.reading.opened import open_regular
from assistant.reading.parsed import Described
from assistant.reading.side_file import correct, read_side_file
from assistant.settings import PASSAGES_FORMAT


@dataclass(frozen=True, slots=True)
class SyncPlan:
    """What one run does to the documents of one root; doc_ids in order."""

    read: tuple[str, ...]
    remove: tuple[str, ...]
    keep: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Root:
    """One folder or file, listed and compared with the library."""

    path: Path
    files: Mapping[str, FoundFile]
    described: Mapping[str, Described]
    marks: Mapping[str, str]
    stamps: Mapping[str, Stamp]  # of the same files
    known: Mapping[str, Stamp]  # the library's, some of them of files that look otherwise now
    skipped: tuple[Skipped, ...]
    unreadable: tuple[Skipped, ...]  # documents by their name: not opened, or failed before
    plan: SyncPlan
    failed: Mapping[str, Failure]  # of files that failed before, and would again
    outdated: tuple[str, ...]  # files of which other failures are remembered
    moved_from: str | None = None  # the root that it was, which is not there any more
    notes: tuple[tuple[str, str], ...] = ()  # what a reader should know, by file name

    @property
    def name(self) -> str:
        """How the library remembers it."""
        return str(self.path)


def root_path(path: Path) -> Path:
    """The path a root is remembered by. Raises ReadingError when it cannot be written down.

    Links are kept: one may point to the next version.
    """
    absolute = os.path.abspath(path)  # noqa: PTH100  # `resolve` would follow the links
    try:
        absolute.encode()
    except UnicodeEncodeError as exc:
        raise ReadingError(
            "the name {path!r} is not valid text; rename it", path=str(path)
        ) from exc
    return Path(absolute)


def plan_sync(on_disk: Mapping[str, str], indexed: Mapping[str, str]) -> SyncPlan:
    """Compare marks by doc_id. Pure: no file and no index is touched."""
    return SyncPlan(
        read=tuple(d for d, mark in sorted(on_disk.items()) if indexed.get(d) != mark),
        remove=tuple(sorted(indexed.keys() - on_disk.keys())),
        keep=tuple(d for d, mark in sorted(on_disk.items()) if indexed.get(d) == mark),
    )


def list_root(path: Path, library: Library | None) -> Root:
    """List a root and plan what to do with it. Raises ReadingError when the root is not there."""
    path = root_path(path)
    listing = find_files(path)
    folder = path if path.is_dir() else path.parent
    corrections = read_side_file(folder)
    described = correct(describe_root(folder), corrections)
    files = {file.doc_id: file for file in listing.files}
    known = read_stamps(library, str(path)) if library else {}
    failures = read_failures(library, str(path)) if library else {}
    looked = {d: failure.stamp for d, failure in failures.items()} | known
    stamps, unreadable = _stamps(files, looked)
    marks = {d: _mark(stamp.sha256, described.get(d)) for d, stamp in stamps.items()}
    indexed = library.marks(str(path)) if library else {}
    moved_from = _moved_from(marks, library) if library and not indexed else None
    if library and moved_from:
        # What does not lie here stays under the old name: it may be there again tomorrow.
        indexed = {d: m for d, m in library.marks(moved_from).items() if d in marks}
        known = read_stamps(library, moved_from)
    unreadable += _behind_closed_folders(path, listing.skipped, indexed)
    failed = holding_failures(failures, marks, indexed)
    # What cannot be looked at is neither changed nor gone: it stays as it was.
    unknown = {u.doc_id for u in unreadable}
    seen = {doc_id: mark for doc_id, mark in indexed.items() if doc_id not in unknown}
    to_read = {doc_id: mark for doc_id, mark in marks.items() if doc_id not in failed}
    return Root(
        path=path,
        files=files,
        described=described,
        marks=marks,
        stamps=stamps,
        known=known,
        skipped=listing.skipped,
        unreadable=(*unreadable, *(Skipped(d, failed[d].reason) for d in sorted(failed))),
        plan=plan_sync(to_read, seen),
        failed=failed,
        outdated=tuple(sorted(failures.keys() - failed.keys())),
        moved_from=moved_from,
        # A file named alone has the other files of its folder beside it.
        notes=tuple(_unmatched(corrections, files)) if path == folder else (),
    )


def _moved_from(marks: Mapping[str, str], library: Library) -> str | None:
    """The root that was moved here: it is gone, and most of its documents lie here."""
    for root in library.roots():
        if not Path(root).exists():
            theirs = library.marks(root)
            same = sum(marks.get(doc_id) == mark for doc_id, mark in theirs.items())
            if 2 * same > len(theirs):
                return root
    return None


def _unmatched(
    corrections: Mapping[str, Described], files: Mapping[str, FoundFile]
) -> Iterator[tuple[str, str]]:
    for doc_id in sorted(corrections.keys() - files.keys()):
        near = difflib.get_close_matches(doc_id, files, n=1, cutoff=0.8)
        meant = f"; the nearest is {near[0]!r}" if near else ""
        yield SIDE_FILE, f"speaks of {doc_id!r}, but there is no such document{meant}"


def _behind_closed_folders(
    root: Path, skipped: Sequence[Skipped], indexed: Mapping[str, str]
) -> list[Skipped]:
    """The indexed documents of folders that could not be listed."""
    # A folder is skipped for no other reason; a link to one is another matter.
    closed = [
        s for s in skipped if (root / s.doc_id).is_dir() and not (root / s.doc_id).is_symlink()
    ]
    return [
        Skipped(doc_id, f"lies in {s.doc_id!r}: {s.reason}")
        for s in closed
        for doc_id in sorted(indexed)
        if doc_id.startswith(f"{s.doc_id}/")
    ]


def _stamps(
    files: Mapping[str, FoundFile], known: Mapping[str, Stamp]
) -> tuple[dict[str, Stamp], list[Skipped]]:
    """What each file is now, and which could not be opened."""
    stamps: dict[str, Stamp] = {}
    unreadable: list[Skipped] = []
    for doc_id, file in files.items():
        try:
            stamps[doc_id] = _stamp(file, known.get(doc_id))
        except OSError as exc:
            unreadable.append(Skipped(doc_id, f"cannot be opened: {exc.strerror}"))
        except ReadingError as exc:
            unreadable.append(Skipped(doc_id, str(exc)))
    return stamps, unreadable


def _stamp(file: FoundFile, known: Stamp | None) -> Stamp:
    """What the file is now: as it was known where it looks the same, else hashed."""
    if known and known.is_settled and known.looks_like(file.path.stat()):
        return known
    with open_regular(file.path, root=file.root) as opened:
        # Before it is read: a change while it is read then shows the next time.
        status, seen_ns = os.fstat(opened.fileno()), time.time_ns()
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    times = (status.st_mtime_ns, status.st_ctime_ns)
    return Stamp(status.st_size, *times, status.st_ino, sha256, seen_ns)


def _mark(sha256: str, described: Described | None) -> str:
    """What a file would be read as: its bytes, what is said about it, and how passages are made."""
    return hashlib.sha256(repr((sha256, described, PASSAGES_FORMAT)).encode()).hexdigest()
