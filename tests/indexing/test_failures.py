from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path

import pytest

from assistant.errors import ReadingError
from assistant.indexing.failures import FailedFile, failed_files, read_failures
from assistant.indexing.library import Library
from assistant.indexing.plan import list_root
from assistant.indexing.report import Report
from assistant.reading.files import FoundFile
from assistant.reading.parsed import Described
from assistant.types import Document
from tests.indexing.made import CANARY, OpenedEncoders, ReaderHere, sync, traces, write

TEXT = "# Definition\n\nIt may not discriminate against fields of endeavor.\n"
BROKEN = b"%PDF-1.7 and then nothing of the kind"


class WatchedReader(ReaderHere):
    """Remembers what it was asked to read; fails with `problem` where there is one."""

    def __init__(self, problem: ReadingError | None = None) -> None:
        self.asked: list[str] = []
        self.problem = problem

    def read_many(
        self, files: Iterable[FoundFile], described: Mapping[str, Described] | None = None
    ) -> Iterator[tuple[FoundFile, Document | ReadingError]]:
        """See `Reader.read_many`."""
        for found, result in super().read_many(files, described):
            self.asked.append(found.doc_id)
            yield found, self.problem or result


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "index", create=True)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder with a document and a file that is damaged."""
    docs = write(tmp_path / "docs", {"a.md": TEXT})
    (docs / "broken.pdf").write_bytes(BROKEN)
    return docs


def read_by(library: Library, *docs: Path) -> tuple[list[str], Report]:
    """What one more run reads, and its report."""
    reader = WatchedReader()
    report = sync(library, *docs, reader=lambda: nullcontext(reader))
    return reader.asked, report


def fail_with(library: Library, docs: Path, problem: ReadingError) -> Report:
    return sync(library, docs, reader=lambda: nullcontext(WatchedReader(problem)))


def test_unchanged_file_that_failed_is_named_again_and_not_read(
    library: Library, docs: Path
) -> None:
    first = sync(library, docs)
    encoders, reader = OpenedEncoders(), WatchedReader()

    report = sync(library, docs, encoders=encoders, reader=lambda: nullcontext(reader))

    assert (reader.asked, encoders.opened) == ([], 0)
    assert report.failed == first.failed
    assert [name for name, _ in report.failed] == ["broken.pdf"]
    assert report.kept == 1


def test_file_with_another_time_is_not_read_and_known_by_it_afterwards(
    library: Library, docs: Path
) -> None:
    sync(library, docs)
    os.utime(docs / "broken.pdf", (1, 1))

    asked, report = read_by(library, docs)

    assert asked == []
    assert [name for name, _ in report.failed] == ["broken.pdf"]
    assert read_failures(library, str(docs))["broken.pdf"].stamp.mtime_ns == 1_000_000_000


def test_changed_file_is_read_again(library: Library, docs: Path) -> None:
    sync(library, docs)
    (docs / "broken.pdf").write_bytes(BROKEN + b", still")

    asked, report = read_by(library, docs)

    assert asked == ["broken.pdf"]
    assert [name for name, _ in report.failed] == ["broken.pdf"]
    assert read_by(library, docs)[0] == []


def test_file_that_became_readable_is_a_document_and_no_failure(
    library: Library, tmp_path: Path
) -> None:
    docs = write(tmp_path / "docs", {"a.md": TEXT, "b.md": "\n"})
    sync(library, docs)
    write(docs, {"b.md": TEXT})

    asked, report = read_by(library, docs)

    assert (asked, report.failed, failed_files(library)) == (["b.md"], [], [])


def test_document_that_became_unreadable_is_remembered_as_that(
    library: Library, docs: Path
) -> None:
    sync(library, docs)
    (docs / "a.md").write_text("\n")
    sync(library, docs)

    asked, report = read_by(library, docs)

    assert asked == []
    assert [name for name, _ in report.failed] == ["a.md", "broken.pdf"]


def test_file_that_is_described_otherwise_is_read_again(library: Library, docs: Path) -> None:
    sync(library, docs)
    write(docs, {"manifest.csv": "file,title\nbroken.pdf,Another title\n"})

    assert read_by(library, docs)[0] == ["broken.pdf"]


def test_another_reader_tries_again(library: Library, docs: Path) -> None:
    sync(library, docs)
    library.execute("UPDATE failures SET reader = ?", ["0" * 64])

    assert read_by(library, docs)[0] == ["broken.pdf"]
    assert read_by(library, docs)[0] == []


def test_what_may_pass_is_tried_by_every_run(library: Library, docs: Path) -> None:
    report = fail_with(library, docs, ReadingError("takes too long", may_pass=True))

    assert [name for name, _ in report.failed] == ["a.md", "broken.pdf"]
    assert failed_files(library) == []
    assert read_by(library, docs)[0] == ["a.md", "broken.pdf"]


def test_remembering_and_forgetting_change_nothing_that_is_searched(
    library: Library, docs: Path
) -> None:
    sync(library, docs)
    revision = library.revision
    (docs / "broken.pdf").unlink()
    sync(library, docs)

    assert library.revision == revision
    assert failed_files(library) == []


@pytest.mark.parametrize("gone", ["file", "folder"])
def test_words_of_a_file_that_is_gone_are_in_no_file(
    library: Library, docs: Path, tmp_path: Path, gone: str
) -> None:
    other = write(tmp_path / "other", {"secret.md": TEXT})
    sync(library, docs)
    fail_with(library, other, ReadingError(f"is not what it seems: {CANARY}"))
    assert traces(tmp_path / "index", CANARY) != []

    (other / "secret.md").unlink()
    if gone == "folder":
        other.rmdir()
    sync(library, docs)
    assert not library.is_tidy  # so that a killed run is tidied by the next
    library.tidy()

    assert failed_files(library) == [FailedFile(str(docs), "broken.pdf")]
    assert traces(tmp_path / "index", CANARY) == []


def test_same_name_in_another_folder_is_another_file(
    library: Library, docs: Path, tmp_path: Path
) -> None:
    other = write(tmp_path / "other", {"b.md": TEXT})
    (other / "broken.pdf").write_bytes(BROKEN)
    sync(library, docs)
    sync(library, other)

    (docs / "broken.pdf").unlink()
    sync(library, docs)

    assert failed_files(library) == [FailedFile(str(other), "broken.pdf")]
    assert read_by(library, other)[0] == []


def test_file_named_alone_is_remembered_and_forgotten_too(library: Library, tmp_path: Path) -> None:
    [file] = write(tmp_path / "docs", {"b.md": "\n"}).iterdir()
    sync(library, file)
    asked, report = read_by(library, file)
    assert (asked, len(report.failed)) == ([], 1)

    file.unlink()
    sync(library, write(tmp_path / "other", {"a.md": TEXT}))

    assert failed_files(library) == []


def test_library_of_an_earlier_version_gains_the_table_when_it_is_changed(
    docs: Path, tmp_path: Path
) -> None:
    with Library(tmp_path / "index", create=True) as library:
        sync(library, docs)
        library.execute("DROP TABLE failures")
    with Library(tmp_path / "index") as library:
        assert list_root(docs, library).plan.read == ("broken.pdf",)
        assert failed_files(library) == []

    with Library(tmp_path / "index", create=True) as library:
        sync(library, docs)

        assert read_by(library, docs)[0] == []
