"""The documents of an index as the page uses them: listed, shown, opened as the files they are.

The library is opened for each question asked of it (milliseconds), so that the page sees what an
ingest has changed, and also that there is a library at all.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from assistant.catalogue import Files, FileState, Listed, OpenedFile, Shown
from assistant.documents.listing import list_documents, root_of, show_document
from assistant.errors import IndexMissing, ReadingError
from assistant.indexing.library import Library
from assistant.indexing.stamps import Stamp, read_stamps
from assistant.reading.files import RECORDING_SUFFIXES
from assistant.reading.opened import open_regular


class Collection:
    """The documents of the index in one folder; safe to use from many threads."""

    def __init__(self, index_dir: Path) -> None:
        self._index_dir = index_dir

    def listed(self) -> list[Listed]:
        """Every document, by doc_id; none where nothing was ingested yet."""
        try:
            with Library(self._index_dir) as library:
                return list_documents(library)
        except IndexMissing:
            return []

    def show(self, doc_id: str) -> Shown:
        """Everything about one document. Raises LibraryError when there is none of this name."""
        with Library(self._index_dir) as library:
            root_of(library, doc_id)
            return show_document(library, doc_id)

    def files(self, doc_id: str) -> Files:
        """What lies on the disk of a document. Raises LibraryError when there is none."""
        with Library(self._index_dir) as library:
            root = root_of(library, doc_id)
            stamp = read_stamps(library, str(root)).get(doc_id)
        path, folder = _place(root, doc_id)
        return Files(_state(path, folder, stamp), recording_beside(path) is not None)

    def open_file(self, doc_id: str) -> OpenedFile:
        """The file a document was read from.

        Raises LibraryError when there is no such document, ReadingError when its file is gone, or
        is no file inside its root any more.
        """
        with Library(self._index_dir) as library:
            path, folder = _place(root_of(library, doc_id), doc_id)
        return _open(path, folder)

    def open_recording(self, doc_id: str) -> OpenedFile:
        """The audio or video file beside a transcript: `talk.mp3` for `talk.vtt` or `talk.en.vtt`.

        Raises LibraryError when there is no such document, ReadingError when there is no recording.
        """
        with Library(self._index_dir) as library:
            path, folder = _place(root_of(library, doc_id), doc_id)
        recording = recording_beside(path)
        if recording is None:
            raise ReadingError("no recording lies beside {doc_id!r}", doc_id=doc_id)
        return _open(recording, folder or path.parent)


def recording_beside(path: Path) -> Path | None:
    """The audio or video file of the same name, the suffixes of format and language left off."""
    stems = {path.stem, path.stem.rpartition(".")[0]} - {""}
    beside = (path.with_name(f"{stem}{end}") for stem in stems for end in RECORDING_SUFFIXES)
    return min((one for one in beside if one.is_file()), default=None)


def _place(root: Path, doc_id: str) -> tuple[Path, Path | None]:
    """Where a document's file lies, and the folder it must lie in; None: the file was the root."""
    return (root / doc_id, root) if root.is_dir() else (root, None)


def _open(path: Path, folder: Path | None) -> OpenedFile:
    try:
        return OpenedFile(open_regular(path, root=folder), path)
    except OSError as exc:
        raise ReadingError(
            "the file {path!r} cannot be opened: {reason}", path=str(path), reason=exc.strerror
        ) from exc


def _state(path: Path, folder: Path | None, stamp: Stamp | None) -> FileState:
    try:
        if stamp is None or stamp.looks_like(path.stat()):
            return "same"
        with open_regular(path, root=folder) as file:
            is_same = hashlib.file_digest(file, "sha256").hexdigest() == stamp.sha256
    except (OSError, ReadingError):
        return "gone"
    return "same" if is_same else "changed"
