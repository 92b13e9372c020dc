from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.pipe_tables import find_tables, header_at

TABLE = "| Model | **License** |\n|---|:-:|\n| One | MIT |\n| Two | GPL \\| LGPL |\n"
WORDS = st.text("abc xyz", min_size=1, max_size=12).map(str.strip).filter(bool)


def test_table_has_the_names_of_its_columns_and_its_rows() -> None:
    (table,) = find_tables(f"Before.\n\n{TABLE}\nAfter | this.")

    assert table.header == "Model | License"
    text = f"Before.\n\n{TABLE}\nAfter | this."
    assert text[table.rows_start : table.end].split("\n")[1:] == [
        "| One | MIT |",
        "| Two | GPL \\| LGPL |",
    ]


def test_table_needs_no_pipes_at_its_sides() -> None:
    (table,) = find_tables("Model | License\n---|---\nOne | MIT")

    assert table.header == "Model | License"


@pytest.mark.parametrize(
    "text",
    [
        "A title\n-------\nText | with a pipe",
        "| a | b |\n| c | d |",
        "| a | b | c |\n|---|---|\n| 1 | 2 |",
        "|  |  |\n|---|---|\n| 1 | 2 |",
        "---\ntitle: A | B\n---\n",
        "|---|---|",
        "",
    ],
)
def test_what_is_no_table_with_named_columns_has_no_header(text: str) -> None:
    assert find_tables(text) == []


def test_header_belongs_to_the_rows_only() -> None:
    text = f"Before.\n\n{TABLE}\nAfter."
    tables = find_tables(text)

    assert header_at(tables, text.index("One")) == "Model | License"
    assert header_at(tables, text.index("LGPL")) == "Model | License"
    assert header_at(tables, text.index("Model")) == ""
    assert header_at(tables, text.index("After")) == ""
    assert header_at([], 3) == ""


def test_wide_table_gives_its_first_columns() -> None:
    names = [f"Column number {i}" for i in range(40)]

    (table,) = find_tables(f"|{'|'.join(names)}|\n|{'---|' * 40}\n|{'1|' * 40}\n")

    assert len(table.header) <= 200
    assert table.header.split(" | ") == names[: len(table.header.split(" | "))]


@given(st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=5), WORDS)
def test_every_row_of_every_table_is_found(rows: list[list[str]], between: str) -> None:
    lines = ["| one | two |", "| --- | --- |", *(f"| {a} | {b} |" for a, b in rows)]
    text = "\n".join([*lines, "", between, "", *lines])

    tables = find_tables(text)

    assert [table.header for table in tables] == ["one | two", "one | two"]
    for table in tables:
        assert text[table.rows_start : table.end].split("\n")[1:] == lines[2:]


def test_long_lines_of_dashes_and_pipes_are_looked_at_once() -> None:
    assert find_tables("| " * 100_000) == []
    assert find_tables("|-" * 100_000 + "x") == []
    assert find_tables("-" * 200_000 + "|x") == []
