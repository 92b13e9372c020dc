"""What is known of the documents of a library, as values: all of them, one, and what changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Literal, NamedTuple

from assistant.reason import Reason
from assistant.types import Document, Kin, Source

Age = Literal["newer", "older", ""]  # "": of the same edition, or not known
MOST_FILE_BYTES = 50_000_000  # of one file that is handed in: the largest original is 7 MB
# Of the file a document was read from: as it was read, edited since, or not there (any more).
FileState = Literal["same", "changed", "gone"]


class Listed(NamedTuple):
    """One document of the list."""

    source: Source
    passages: int
    kin: Sequence[Kin]  # the most similar first
    sha256: str = ""  # of the file
    notes: tuple[Reason, ...] = ()  # what a reader should know of the text


class Relative(NamedTuple):
    """A kin of the document that is shown."""

    kin: Kin
    source: Source
    age: Age  # than the document that is shown


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything about one document."""

    document: Document
    root: str  # the folder or file it was read from
    passages: int
    kin: Sequence[Relative]


class Files(NamedTuple):
    """What lies on the disk of one document."""

    state: FileState
    has_recording: bool = False  # beside a transcript


class OpenedFile(NamedTuple):
    """A file, open for reading at its beginning, and the path it was opened by."""

    file: BufferedReader
    path: Path


Stopped = Callable[[], bool]  # whether somebody wants a change to end early


class Offered(NamedTuple):
    """A file that is handed in: the name it is given, and where its bytes are for the moment."""

    name: str
    path: Path


# refused: not even tried; failed: cannot be read; stopped: somebody pressed Stop before
ResultState = Literal["added", "replaced", "described", "removed", "refused", "failed", "stopped"]


class FileResult(NamedTuple):
    """What became of one file or document that was to be changed."""

    name: str  # as it was handed in
    doc_id: str  # as it is in the index; empty: it is not
    state: ResultState
    passages: int = 0
    told: tuple[str, ...] = ()  # reasons, or what a reader should know of the text


class Changed(NamedTuple):
    """The end of a change: what became of each file, in the order they were handed in."""

    results: tuple[FileResult, ...]
