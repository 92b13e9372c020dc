from __future__ import annotations

from pathlib import Path

from tests.reading.samples import column, pdf_of_lines, read

_TERMS = [
    ["1. Definitions. In these terms, the work means the model and its weights."],
    ["2. Grant of rights. Everyone may use the work for any purpose, without a fee."],
    ["3. Redistribution. Whoever passes on the work must keep all of its notices."],
    ["4. No warranty. The work comes as it is, without a promise of any kind at all."],
]


def test_clauses_are_named_beside_their_page(tmp_path: Path) -> None:
    first = [
        line for i, clause in enumerate(_TERMS[:3]) for line in column(clause, top=700 - 40 * i)
    ]
    second = column(["and every change that was made to it must be named there."])
    second += column(_TERMS[3], top=600)

    document = read(tmp_path, "a.pdf", pdf_of_lines([first, second]))

    assert [(s.label, s.page) for s in document.sections] == [
        ("p. 1, 1. Definitions", 1),
        ("p. 1, 2. Grant of rights", 1),
        ("p. 1, 3. Redistribution", 1),
        ("p. 2, 3. Redistribution", 2),
        ("p. 2, 4. No warranty", 2),
    ]


def test_lists_that_begin_anew_are_no_clauses(tmp_path: Path) -> None:
    steps = ["1. Open the file and read all of it.", "2. Close the file again after that."]
    page = [line for i in range(5) for line in column(steps, top=700 - 60 * i)]

    document = read(tmp_path, "a.pdf", pdf_of_lines([page]))

    assert [s.label for s in document.sections] == ["p. 1"]


def test_text_without_numbers_keeps_its_pages(tmp_path: Path) -> None:
    page = column(["A Short Talk", "", "What was said about the model and its license, in short."])

    document = read(tmp_path, "a.pdf", pdf_of_lines([page, page]))

    assert [s.label for s in document.sections] == ["p. 1", "p. 2"]
