from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest

from assistant.errors import ReadingError
from assistant.reading.signature import recognise
from tests.reading.samples import make_pdf, read

_PAGE = "<!DOCTYPE html><html><head><title>The Page Title</title></head><body><p>Some words."
_CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\nSome words."


def _zip(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "text " * 100)
    return out.getvalue()


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"), io.BytesIO())
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (gzip.compress(b"text", mtime=0), r"archive \(gzip\); unpack it first"),
        (bz2.compress(b"text"), r"archive \(bzip2\)"),
        (lzma.compress(b"text"), r"archive \(xz\)"),
        (b"\x28\xb5\x2f\xfd\x04\x00", r"archive \(zstd\)"),
        (b"7z\xbc\xaf\x27\x1c\0\4", r"archive \(7z\)"),
        (b"Rar!\x1a\x07\x01\x00", r"archive \(rar\)"),
        (_tar(), r"archive \(tar\)"),
        (_zip("a.txt"), r"archive \(zip\); unpack it first"),
        (_zip("[Content_Types].xml", "word/document.xml"), "Word document; save it as PDF"),
        (_zip("[Content_Types].xml", "xl/workbook.xml"), "Excel workbook; save it as PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(80), "old office file"),
        (b"{\\rtf1\\ansi text}", "rich text file"),
        (b"\x89PNG\r\n\x1a\n\0\0", r"picture \(PNG\); only text is read"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", r"picture \(JPEG\)"),
        (b"ID3\4\0\0\0\0", r"recording \(MP3\)"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", r"video \(MP4\)"),
        (b"SQLite format 3\0\x10\0", "database"),
        (b"\x7fELF\2\1\1\0", "program"),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".pdf", ".html", ".vtt", ".csv"])
def test_what_cannot_be_read_is_named_by_its_content_whatever_its_name(
    tmp_path: Path, data: bytes, what: str, suffix: str
) -> None:
    with pytest.raises(ReadingError, match=f"^is an? (old )?.*{what}"):
        read(tmp_path, f"a{suffix}", data)


@pytest.mark.parametrize(
    "words",
    [
        "GIF89 was a format of pictures.",
        "ID3 tags describe music.",
        "BZh is how bzip2 files begin.",
        "PK is a name.",
        "RIFF, é",
        "x" * 257 + "ustar is where tar files say so.",
        "%PDF is how PDF files begin.",
        "WEBVTTX",
        "The <html> element comes first.",
        "Rar!",
    ],
)
def test_text_that_begins_like_something_else_is_text(words: str) -> None:
    assert recognise(words.encode()) is None


@pytest.mark.parametrize("suffix", [".txt", ".html", ".md", ".yaml"])
def test_a_pdf_of_another_name_is_read_as_pdf_with_a_note(tmp_path: Path, suffix: str) -> None:
    document = read(tmp_path, f"a{suffix}", make_pdf(["Some words here."]))

    assert document.text == "Some words here."
    assert document.sections[0].page == 1
    assert document.notes[0] == f"is PDF, though its name ends in {suffix!r}; read as PDF"


@pytest.mark.parametrize("suffix", [".txt", ".pdf", ".csv", ".license"])
@pytest.mark.parametrize("before", ["", "\ufeff", "\n <!-- saved -->\n", '<?xml version="1.0"?>\n'])
def test_a_page_of_another_name_is_read_as_html_with_a_note(
    tmp_path: Path, suffix: str, before: str
) -> None:
    document = read(tmp_path, f"a{suffix}", before + _PAGE)

    assert document.text == "Some words."
    assert document.source.title == "The Page Title"
    assert document.notes[0] == f"is HTML, though its name ends in {suffix!r}; read as HTML"


@pytest.mark.parametrize("name", ["a.md", "a.xml", "a.html"])
def test_a_page_in_a_format_that_holds_html_needs_no_note(tmp_path: Path, name: str) -> None:
    document = read(tmp_path, name, f"{_PAGE}</p></body></html>")

    assert "Some words." in document.text
    assert document.notes == ()


def test_a_page_in_utf_16_is_recognised(tmp_path: Path) -> None:
    assert recognise(_PAGE.encode("utf-16")) == "HTML"


@pytest.mark.parametrize("suffix", [".txt", ".srt"])
def test_captions_of_another_name_are_read_with_their_times(tmp_path: Path, suffix: str) -> None:
    document = read(tmp_path, f"a{suffix}", _CAPTIONS)

    assert document.text == "Some words."
    assert document.sections[0].time_s == 0.0


def test_a_note_that_repeats_the_file_cannot_steer_a_terminal(tmp_path: Path) -> None:
    document = read(tmp_path, "a.yaml", 'a: "\u202e \\q"\n\u009b31m: [')

    assert document.notes
    assert all(note.isprintable() for note in document.notes)
