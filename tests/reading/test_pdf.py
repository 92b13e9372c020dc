from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ReadingError
from tests.reading.samples import make_pdf, read, text_of


def test_each_page_is_a_section_with_its_number(tmp_path: Path) -> None:
    document = read(tmp_path, "a.pdf", make_pdf(["First page.", "Second page."]))

    assert [(s.label, s.page) for s in document.sections] == [("p. 1", 1), ("p. 2", 2)]
    assert text_of(document, "p. 2") == "Second page."


def test_pages_are_labelled_as_printed_and_counted_from_one(tmp_path: Path) -> None:
    document = read(tmp_path, "a.pdf", make_pdf(["Preface.", "Contents.", "One."], roman=2))

    assert [(s.label, s.page) for s in document.sections] == [
        ("p. i", 1),
        ("p. ii", 2),
        ("p. 1", 3),
    ]


def test_title_is_the_documents_own(tmp_path: Path) -> None:
    assert read(tmp_path, "a.pdf", make_pdf(["Text."], title="A Report")).source.title == "A Report"


def test_a_pdf_with_an_empty_password_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, "a.pdf", make_pdf(["Open after all."], password="")).text


def test_a_locked_pdf_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="password protected; save a copy without"):
        read(tmp_path, "a.pdf", make_pdf(["Secret."], password="hunter2"))


def test_a_scan_needs_ocr(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no text layer: needs OCR"):
        read(tmp_path, "a.pdf", make_pdf(["", ""]))


def test_a_page_without_text_is_noted(tmp_path: Path) -> None:
    document = read(tmp_path, "a.pdf", make_pdf(["Text.", "", "More."]))

    assert document.notes == ("no text on p. 2: needs OCR",)
    assert [s.page for s in document.sections] == [1, 3]


@pytest.mark.parametrize("keep", [0.0, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97])
def test_a_cut_pdf_is_read_or_called_damaged(tmp_path: Path, keep: float) -> None:
    data = make_pdf(["Some text on a page."] * 5)

    try:
        document = read(tmp_path, "a.pdf", data[: int(len(data) * keep)])
    except ReadingError as exc:
        assert any(word in str(exc) for word in ("damaged", "no pages", "OCR"))
    else:
        assert "Some text" in document.text


def test_anything_else_named_pdf_is_called_damaged(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="is damaged and cannot be read as PDF; get it again"):
        read(tmp_path, "a.pdf", b"<html>not a pdf</html>")
