"""Documents added, described anew and removed while the page is open.

What is added lies in a folder of its own (`uploads.py`); files of other folders are never touched,
only the `about.toml` beside them that says what they are. Each change runs as an ingest does, under
the same lock: it is searched at once, and a kill loses nothing that was told as done.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.catalogue import Changed, FileResult, Offered, Stopped
from assistant.documents.listing import root_of
from assistant.documents.uploads import MOST_FILES, Stored, Uploads
from assistant.errors import IndexMissing, LibraryError, ReadingError
from assistant.indexing.library import Library
from assistant.indexing.lock import writing
from assistant.indexing.openings import hashes
from assistant.indexing.plan import root_path
from assistant.indexing.report import Progress, Report
from assistant.ingestion.ingest import forget_gone, ingest, remove_document
from assistant.reading.kept_reader import KeptReader
from assistant.reading.parsed import Described
from assistant.reason import Reason
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.indexing.encoder import OpenEncoder

UPLOADS_FOLDER = "documents"  # in the data folder


class Curation:
    """Changes the documents of one index; one change at a time, which the index's lock sees to."""

    def __init__(self, settings: Settings, *, encoder: OpenEncoder | None = None) -> None:
        """`encoder` None: the one of the settings, loaded when something has to be read."""
        self._settings = settings
        self._encoder = encoder
        self._reader = KeptReader()
        folder = root_path(settings.data_dir / UPLOADS_FOLDER)
        self._uploads = Uploads(folder, most_bytes=settings.uploads_mb * 1_000_000)

    def add(
        self,
        offered: Sequence[Offered],
        *,
        replace: bool = False,
        stopped: Stopped = lambda: False,
    ) -> Iterator[Progress | Changed]:
        """Take files in and read them; ends with what became of each.

        `replace`: an upload of the same name gives way; else the new file gets a name of its own.
        A file that cannot be read is not kept. Raises IndexBusy where something else is writing.
        """
        self._refuse_if_busy()
        taken = self._store(offered, replace=replace)
        stored = [one for one in taken if isinstance(one, Stored)]
        report = Report()
        try:
            if stored:
                report = yield from self._bring_in(self._uploads.folder, stopped)
        finally:
            is_read = self._settle(stored)
        if any(one.aside and not is_read[one.name] for one in stored):
            # What came back is read again: it went out of the index with the file in its place.
            yield from self._bring_in(self._uploads.folder, lambda: False)
        yield Changed(
            tuple(
                _result(one, report, is_read[one.name]) if isinstance(one, Stored) else one
                for one in taken
            )
        )

    def describe(
        self, doc_id: str, said: Described, *, stopped: Stopped = lambda: False
    ) -> Iterator[Progress | Changed]:
        """Say what a document is, in the `about.toml` of its root, and read it again.

        What is None in `said` stays as it was. Raises LibraryError when there is no such document,
        ReadingError when the side file cannot be written, IndexBusy as `add`.
        """
        from assistant.reading.side_file_edit import write_correction  # brings tomlkit: 0.1 s

        root = self._root_of(doc_id)
        self._refuse_if_busy()
        write_correction(root if root.is_dir() else root.parent, doc_id, said)
        report = yield from self._bring_in(root, stopped)
        failed = dict(report.failed).get(doc_id)
        if failed:
            yield Changed((FileResult(doc_id, "", "failed", told=(failed,)),))
        else:
            yield Changed((FileResult(doc_id, doc_id, "described"),))

    def why_kept(self, doc_id: str) -> str:
        """Why a document cannot be removed from here, with what can be done; empty: it can.

        Raises LibraryError when there is no such document.
        """
        root = self._root_of(doc_id)
        if root == self._uploads.folder:
            return ""
        return Reason(
            "{doc_id!r} was read from {root!r}, which is not changed from here: it would come"
            " back with the next run. Move the file out of that folder and run `python"
            " ingest.py {root}`, or take the whole folder out with `python ingest.py --remove"
            " {root}`",
            doc_id=doc_id,
            root=str(root),
        )

    def remove(self, doc_id: str) -> Iterator[Progress | Changed]:
        """Remove a document that was added here: its file, its text and its vectors.

        Raises LibraryError when it is none, IndexBusy as `add`; it is then as it was.
        """
        if reason := self.why_kept(doc_id):
            raise LibraryError(reason)
        yield Progress(0, 0, Reason("removing {doc_id!r}", doc_id=doc_id))
        from assistant.reading.side_file_edit import forget_correction  # brings tomlkit: 0.1 s

        with self._uploads.hidden(doc_id):
            remove_document(self._settings, doc_id)
        forget_correction(self._uploads.folder, doc_id)
        yield Changed((FileResult(doc_id, "", "removed"),))

    def _store(self, offered: Sequence[Offered], *, replace: bool) -> list[Stored | FileResult]:
        """Each file as it was taken in, or why it was not."""
        known, taken, fresh = self._known(), list[Stored | FileResult](), set[str]()
        for number, one in enumerate(offered):
            try:
                if number >= MOST_FILES:
                    raise ReadingError(
                        "was left out: at most {limit} files at once", limit=MOST_FILES
                    )
                stored = self._uploads.store(one, known, replace=replace, fresh=fresh)
            except ReadingError as exc:
                taken.append(FileResult(one.name, "", "refused", told=(str(exc),)))
            else:
                known[stored.name] = stored.sha256
                fresh.add(stored.name)
                taken.append(stored)
        return taken

    def _bring_in(self, root: Path, stopped: Stopped) -> Generator[Progress, None, Report]:
        # Closed when it is stopped: what is read by then is kept.
        run = ingest(self._settings, [root], encoder=self._encoder, reader=self._reader)
        with closing(run) as steps:
            for step in steps:
                if isinstance(step, Report):
                    return step
                if stopped():
                    break
                yield step
        return Report()

    def _settle(self, stored: Sequence[Stored]) -> dict[str, bool]:
        """Keep what is in the index now, give up the rest; whether each was kept, by name."""
        known = self._known()
        is_read = {one.name: known.get(one.name) == one.sha256 for one in stored}
        for one in stored:
            self._uploads.settle(one, is_read=is_read[one.name])
        if not all(is_read.values()):
            with suppress(LibraryError):  # what is left the next run forgets
                forget_gone(self._settings)
        return is_read

    def _known(self) -> dict[str, str]:
        try:
            with Library(self._settings.index_dir) as library:
                return hashes(library)
        except IndexMissing:
            return {}

    def _root_of(self, doc_id: str) -> Path:
        with Library(self._settings.index_dir) as library:
            return root_of(library, doc_id)

    def _refuse_if_busy(self) -> None:
        with writing(self._settings.index_dir):
            return


def _result(stored: Stored, report: Report, is_read: bool) -> FileResult:
    if not is_read:
        reason = dict(report.failed).get(stored.name)
        if reason is None:
            return FileResult(stored.offered, "", "stopped")
        return FileResult(stored.offered, "", "failed", told=(reason,))
    return FileResult(
        stored.offered,
        stored.name,
        "replaced" if stored.aside else "added",
        passages=dict(report.read).get(stored.name, 0),
        told=tuple(note for name, note in report.notes if name == stored.name),
    )
