from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.documents.collection import Collection
from assistant.errors import LibraryError, ReadingError
from assistant.indexing.library import Library
from tests.indexing.made import sync, write

FILES = {
    "rules.md": "# The Rules\n\nEvery model is shared with its data.\n",
    "talks/one.vtt": "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ada>Data law differs.\n",
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    docs = write(tmp_path / "docs", FILES)
    with Library(tmp_path / "index", create=True) as library:
        sync(library, docs)
    return docs


@pytest.fixture
def collection(tmp_path: Path, docs: Path) -> Collection:
    return Collection(tmp_path / "index")


def read(collection: Collection, doc_id: str) -> str:
    with collection.open_file(doc_id).file as file:
        return file.read().decode()


def test_every_document_is_listed_and_shown(collection: Collection, docs: Path) -> None:
    listed = collection.listed()
    shown = collection.show("rules.md")

    assert [(one.source.doc_id, one.passages) for one in listed] == [
        ("rules.md", 1),
        ("talks/one.vtt", 1),
    ]
    assert (shown.document.source.title, shown.root) == ("The Rules", str(docs))


def test_before_anything_is_ingested_the_list_is_empty(tmp_path: Path) -> None:
    assert Collection(tmp_path / "nothing").listed() == []


def test_a_document_opens_as_the_file_it_was_read_from(collection: Collection) -> None:
    assert read(collection, "talks/one.vtt") == FILES["talks/one.vtt"]


def test_a_single_file_that_was_ingested_opens(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", FILES)
    with Library(tmp_path / "index", create=True) as library:
        sync(library, docs / "rules.md")

    assert read(Collection(tmp_path / "index"), "rules.md") == FILES["rules.md"]


@pytest.mark.parametrize(
    "name",
    [
        "one.vtt",  # the end of a name is none
        "../docs/rules.md",
        "talks/../rules.md",
        "./rules.md",
        "/etc/passwd",
        "../secret.md",
        "about.toml",
        "",
        "rules.md\0",
    ],
)
def test_only_documents_of_the_library_open(collection: Collection, docs: Path, name: str) -> None:
    write(docs.parent, {"secret.md": "a secret"})
    write(docs, {"about.toml": ""})

    for look in (collection.open_file, collection.show, collection.files):
        with pytest.raises(LibraryError, match="there is no document"):
            look(name)


def test_a_file_that_became_a_link_does_not_open(collection: Collection, docs: Path) -> None:
    write(docs.parent, {"secret.md": "a secret"})
    (docs / "rules.md").unlink()
    (docs / "rules.md").symlink_to(docs.parent / "secret.md")

    with pytest.raises(ReadingError, match="became a link"):
        collection.open_file("rules.md")


def test_a_folder_that_became_a_link_does_not_open(collection: Collection, docs: Path) -> None:
    write(docs.parent / "elsewhere", {"one.vtt": "a secret"})
    (docs / "talks" / "one.vtt").unlink()
    (docs / "talks").rmdir()
    (docs / "talks").symlink_to(docs.parent / "elsewhere")

    write(docs.parent / "elsewhere", {"one.mp3": "a secret too"})

    for look in (collection.open_file, collection.open_recording):
        with pytest.raises(ReadingError, match="became a link"):
            look("talks/one.vtt")


def test_it_is_told_whether_the_file_is_still_the_one_that_was_read(
    collection: Collection, docs: Path
) -> None:
    as_read = collection.files("rules.md").state
    os.utime(docs / "rules.md", (1, 1))
    touched = collection.files("rules.md").state
    (docs / "rules.md").write_text("other words", encoding="utf-8")
    edited = collection.files("rules.md").state
    (docs / "rules.md").unlink()
    removed = collection.files("rules.md").state

    assert (as_read, touched, edited, removed) == ("same", "same", "changed", "gone")
    with pytest.raises(ReadingError, match="cannot be opened: No such file"):
        collection.open_file("rules.md")


def test_the_recording_beside_a_transcript_is_found_by_its_name(
    collection: Collection, docs: Path
) -> None:
    with pytest.raises(ReadingError, match=r"no recording lies beside 'talks/one\.vtt'"):
        collection.open_recording("talks/one.vtt")
    before = collection.files("talks/one.vtt")
    (docs / "talks" / "one.mp3").write_bytes(b"sound")
    after = collection.files("talks/one.vtt")

    opened = collection.open_recording("talks/one.vtt")

    with opened.file as file:
        assert (file.read(), opened.path) == (b"sound", docs / "talks" / "one.mp3")
    assert (before.has_recording, after.has_recording) == (False, True)
