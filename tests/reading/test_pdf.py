from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ReadingError
from tests.reading.samples import (
    column,
    make_pdf,
    pdf_of_lines,
    read,
    text_of,
    with_annotations,
)


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


LOCKS = ("RC4-128", "AES-128", "AES-256")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_pdf_with_an_empty_password_is_read(tmp_path: Path, lock: str) -> None:
    open_to_all = make_pdf(["Open after all."], password="", lock=lock)

    assert "Open after all." in read(tmp_path, "a.pdf", open_to_all).text


@pytest.mark.parametrize("lock", LOCKS)
def test_a_locked_pdf_says_so(tmp_path: Path, lock: str) -> None:
    with pytest.raises(ReadingError, match="password protected; save a copy without"):
        read(tmp_path, "a.pdf", make_pdf(["Secret."], password="hunter2", lock=lock))


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
        read(tmp_path, "a.pdf", b"words that are no PDF")


@pytest.mark.parametrize(
    "said",
    [
        "Microsoft Word - draft3.doc",
        "untitled",
        "Untitled Document",
        "report_final-2.pdf",
        "PowerPoint Presentation",
        "Document1",
        "draft3",
        "42",
    ],
)
def test_what_a_program_wrote_as_title_is_none(tmp_path: Path, said: str) -> None:
    document = read(tmp_path, "open-terms.pdf", make_pdf(["Text."], title=said))

    assert document.source.title == "open terms"


def test_a_page_without_a_readable_text_layer_is_noted(tmp_path: Path) -> None:
    glyphs = column(["/g12/g34/g5/g101/g7 /g12/g34/g5/g101/g7"] * 3)
    document = read(tmp_path, "a.pdf", pdf_of_lines([column(["Good text."]), glyphs]))

    assert document.notes == (
        "p. 2: the text layer is unreadable (glyph numbers instead of letters);"
        " check quotations against the page",
    )


def test_a_page_that_repeats_the_one_before_is_noted(tmp_path: Path) -> None:
    page = column(["A page with enough text on it to be told from a form or a cover."] * 5)
    document = read(tmp_path, "a.pdf", pdf_of_lines([page, page, column(["The end."])]))

    assert document.notes == ("p. 2: the same text as on the page before",)


def test_one_damaged_page_costs_one_page(tmp_path: Path) -> None:
    data = make_pdf(["First page.", "Second page.", "Third page."])
    broken = data.replace(b"(Second page.) Tj", b"(Second page.)~~~")

    document = read(tmp_path, "a.pdf", broken)

    assert "First page." in document.text
    assert "Third page." in document.text


def test_filled_form_fields_and_text_boxes_are_read(tmp_path: Path) -> None:
    fields = {"/TU": "Name of the licensee", "/V": "Example Cooperative", "/FT": "/Tx"}
    data = with_annotations(
        make_pdf(["A form."]),
        [
            {"/Subtype": "/Widget", **fields},
            {"/Subtype": "/Widget", "/FT": "/Btn", "/V": "/Off"},
            {"/Subtype": "/FreeText", "/Contents": "Agreed on a later day"},
            {"/Subtype": "/Text", "/Contents": "a reviewer's comment"},
        ],
    )

    document = read(tmp_path, "a.pdf", data)

    assert document.text == (
        "A form.\n\nName of the licensee: Example Cooperative\nAgreed on a later day"
    )


def test_a_pdf_that_nobody_can_read_is_refused(tmp_path: Path) -> None:
    glyphs = column(["/g12/g34/g5/g101/g7 /g12/g34/g5/g101/g7"] * 3)

    with pytest.raises(ReadingError, match=r"glyph numbers instead of letters\): needs OCR"):
        read(tmp_path, "a.pdf", pdf_of_lines([glyphs, []]))


def test_a_page_that_the_file_announces_and_lacks_is_noted(tmp_path: Path) -> None:
    data = make_pdf(["First page.", "Second page.", "Third page."])

    document = read(tmp_path, "a.pdf", data.replace(b" 6 0 R 8", b" 66 0 R 8"))

    assert document.notes == ("says it has 3 pages, 2 were found: the rest is damaged",)
