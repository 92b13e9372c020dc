"""What the reader needs of the documents."""

from __future__ import annotations

from typing import Protocol

from assistant.catalogue import Files, OpenedFile, Shown


class Readable(Protocol):
    """The documents of a library, each as it was read and as the file it was read from."""

    def show(self, doc_id: str) -> Shown:
        """Everything about one document. Raises LibraryError when there is none."""
        ...

    def files(self, doc_id: str) -> Files:
        """What lies on the disk of one document. Raises LibraryError when there is none."""
        ...

    def open_file(self, doc_id: str) -> OpenedFile:
        """Its file. Raises LibraryError when there is no document, ReadingError when no file."""
        ...

    def open_recording(self, doc_id: str) -> OpenedFile:
        """The audio or video file beside it, of its name. Raises as `open_file`."""
        ...
