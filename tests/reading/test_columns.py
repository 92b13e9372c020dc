from __future__ import annotations

import pytest

from assistant.reading.pdf import read_pdf
from tests.reading.samples import Line, column, pdf_of_lines

_LEFT = [
    "This license lets everyone who",
    "has a copy of the work use it,",
    "change it and pass it on, on the",
    "one condition that the notices",
    "stay where they are and that all",
    "copies come with the terms under",
    "which the work was given to the",
    "people who pass it on to others.",
]
_RIGHT = [
    "Nobody who gave a part of this",
    "work promises that it is fit for",
    "any purpose, or that it is free",
    "of faults; whoever uses it takes",
    "that risk, and is not owed any",
    "damages for what comes of using",
    "the work, save where a law says",
    "that this cannot be agreed upon.",
]


def _by_row(left: list[Line], right: list[Line]) -> list[Line]:
    return [line for row in zip(left, right, strict=True) for line in row]


def test_columns_that_are_set_row_by_row_are_read_one_after_the_other() -> None:
    page = _by_row(column(_LEFT), column(_RIGHT, x=320))

    assert read_pdf(pdf_of_lines([page])).text == f"{' '.join(_LEFT)}\n\n{' '.join(_RIGHT)}"


def test_columns_that_are_set_one_after_the_other_stay_so() -> None:
    page = column(_LEFT) + column(_RIGHT, x=320)

    assert read_pdf(pdf_of_lines([page])).text == f"{' '.join(_LEFT)}\n\n{' '.join(_RIGHT)}"


def test_lines_across_both_columns_keep_their_place() -> None:
    head = Line("A heading that runs across the whole page, both columns of it", 72, 730)
    foot = Line("And a last line that runs across both of the columns as well.", 72, 560)
    page = [head, *_by_row(column(_LEFT), column(_RIGHT, x=320)), foot]

    text = read_pdf(pdf_of_lines([page])).text

    assert text == "\n\n".join((head.text, " ".join(_LEFT), " ".join(_RIGHT), foot.text))


def test_three_columns_are_read_one_after_the_other() -> None:
    columns = [column([line[:24] for line in _LEFT], x=x, size=9) for x in (50, 230, 410)]
    page = [line for row in zip(*columns, strict=True) for line in row]

    first = " ".join(line[:24].strip() for line in _LEFT)

    assert read_pdf(pdf_of_lines([page])).text.count(first) == 3


@pytest.mark.parametrize(
    "rows",
    [
        [("Name", "Weights are open"), ("Alpha", "Weights are closed")] * 5,
        [("Licensor: Example Cooperative", "Licensee: Another Cooperative")] * 8,
        [("Term of the agreement in years", "Two years, from the first day on")] * 8,
    ],
)
def test_the_rows_of_a_table_stay_rows(rows: list[tuple[str, str]]) -> None:
    left, right = zip(*rows, strict=True)
    page = _by_row(column(left), column(right, x=320))

    lines = read_pdf(pdf_of_lines([page])).text.split("\n")

    assert all(f"{a} {b}" in line for (a, b), line in zip(rows, filter(None, lines), strict=False))
