"""Documents that the reader shows, in memory, with files in a folder of the test."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.catalogue import Files, Listed, OpenedFile, Relative, Shown
from assistant.errors import LibraryError, ReadingError
from assistant.types import Document, Kin
from tests.ui.hostile import HOSTILE_DOCUMENT
from tests.ui.library import DEFINITION, DOCUMENTS, DRAFT

OLDER = Relative(Kin(DRAFT.doc_id, "version", 0.7), DRAFT.source, "older")


@dataclass
class Shelf:
    """Shows the documents it was made with, and opens the files that lie in its folder."""

    documents: tuple[Document, ...] = (*DOCUMENTS, HOSTILE_DOCUMENT)
    folder: Path = Path("nowhere")

    def listed(self) -> list[Listed]:
        return [
            Listed(d.source, len(d.sections), (), d.sha256, d.notes)
            for d in sorted(self.documents, key=lambda d: d.doc_id)
        ]

    def show(self, doc_id: str) -> Shown:
        kin = [OLDER] if doc_id == DEFINITION.doc_id else []
        return Shown(self._find(doc_id), "docs", 3, kin)

    def files(self, doc_id: str) -> Files:
        return Files("same", has_recording=bool(self._find(doc_id).sections[0].speaker))

    def open_file(self, doc_id: str) -> OpenedFile:
        return self._open(self.folder / self._find(doc_id).doc_id)

    def open_recording(self, doc_id: str) -> OpenedFile:
        return self._open((self.folder / self._find(doc_id).doc_id).with_suffix(".mp3"))

    def _find(self, doc_id: str) -> Document:
        for document in self.documents:
            if document.doc_id == doc_id:
                return document
        raise LibraryError(f"there is no document {doc_id!r}")

    @staticmethod
    def _open(path: Path) -> OpenedFile:
        try:
            return OpenedFile(path.open("rb"), path)
        except OSError as exc:
            raise ReadingError(f"the file {path.name!r} cannot be opened") from exc
