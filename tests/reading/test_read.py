from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from assistant.errors import ReadingError
from assistant.reading.files import SUFFIXES
from assistant.reading.read import FORMATS, read_document
from tests.reading.samples import read


def test_every_suffix_that_is_found_can_be_read() -> None:
    assert set(FORMATS) == SUFFIXES


def test_kind_comes_from_the_folder_and_is_own_elsewhere(tmp_path: Path) -> None:
    assert read(tmp_path, "definitions/a.md", "text").source.kind == "definition"
    assert read(tmp_path, "my notes/a.md", "text").source.kind == "own"


def test_title_is_the_heading_or_the_file_name(tmp_path: Path) -> None:
    assert read(tmp_path, "a.md", "# The Heading\n\ntext").source.title == "The Heading"
    assert read(tmp_path, "open-weight_definition-0.3.md", "text").source.title == (
        "open weight definition 0.3"
    )


def test_draft_is_said_by_the_title(tmp_path: Path) -> None:
    assert read(tmp_path, "a.md", "# A Definition, version 0.0.9\n\nx").source.status == "draft"
    assert read(tmp_path, "a.md", "# A Definition\n\nx").source.status == "unknown"


def test_sha256_is_of_the_files_bytes(tmp_path: Path) -> None:
    data = b"caf\xc3\xa9\r\n"

    assert read(tmp_path, "a.txt", data).sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_a_file_of_nothing_but_white_space_is_refused(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(ReadingError):
        read(tmp_path, f"a{suffix}", " \n\t\n ")


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
@pytest.mark.parametrize("data", [b"\x00\x01\x02" * 40, bytes(range(256)) * 4, b"\xff" * 99, b"<"])
def test_whatever_the_bytes_the_file_is_read_or_named(
    tmp_path: Path, suffix: str, data: bytes
) -> None:
    try:
        document = read(tmp_path, f"a{suffix}", data)
    except ReadingError as exc:
        assert str(exc)
    else:
        assert document.text


def test_an_unknown_format_and_a_missing_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"unknown format \(\.docx\)"):
        read(tmp_path, "a.docx", "x")
    with pytest.raises(ReadingError, match="cannot be opened: No such file"):
        read_document(tmp_path / "gone.md", doc_id="gone.md")
