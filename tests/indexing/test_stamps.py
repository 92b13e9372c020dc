from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.indexing.library import Library
from assistant.indexing.plan import list_root
from assistant.indexing.stamps import Stamp
from tests.indexing.made import found_by_word, sync, write

LONG_AGO = (1_000_000_000, 1_000_000_000)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "index", create=True)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = write(tmp_path / "docs", {"a.md": "# A\n\nIt grants a patent right.\n"})
    os.utime(folder / "a.md", LONG_AGO)
    return folder


def stamp(docs: Path, library: Library) -> Stamp:
    """What a look at the folder says of its file."""
    return list_root(docs, library).stamps["a.md"]


def test_file_that_looks_the_same_is_not_hashed_again(library: Library, docs: Path) -> None:
    sync(library, docs)

    assert stamp(docs, library).seen_ns == stamp(docs, library).seen_ns
    assert sync(library, docs).kept == 1


def test_change_of_the_same_size_with_its_time_set_back_is_noticed(
    library: Library, docs: Path
) -> None:
    sync(library, docs)
    write(docs, {"a.md": "# A\n\nIt grants a pigeon right.\n"})
    os.utime(docs / "a.md", LONG_AGO)

    assert sync(library, docs).added == 1
    assert found_by_word(library, "patent") == []


def test_file_that_was_only_just_written_is_hashed_again(library: Library, docs: Path) -> None:
    os.utime(docs / "a.md")
    sync(library, docs)

    assert stamp(docs, library).seen_ns != stamp(docs, library).seen_ns


def test_touched_file_is_hashed_once_and_changes_nothing(library: Library, docs: Path) -> None:
    sync(library, docs)
    revision = library.revision
    os.utime(docs / "a.md", (1, 1))
    before = stamp(docs, library)

    assert sync(library, docs).kept == 1

    assert library.revision == revision
    assert stamp(docs, library).mtime_ns == before.mtime_ns
    assert stamp(docs, library).seen_ns == stamp(docs, library).seen_ns


def test_document_whose_file_looks_the_same_is_read_again_when_its_description_changes(
    library: Library, docs: Path
) -> None:
    sync(library, docs)
    write(docs, {"manifest.csv": "file,title\na.md,New title\n"})

    assert sync(library, docs).added == 1


def test_dry_look_writes_nothing(library: Library, docs: Path) -> None:
    sync(library, docs)
    os.utime(docs / "a.md", (1, 1))

    assert stamp(docs, library).seen_ns != stamp(docs, library).seen_ns


def test_stamp_goes_with_its_document(library: Library, docs: Path) -> None:
    sync(library, docs)
    library.remove(["a.md"])

    assert library.rows("SELECT * FROM stamps") == []
