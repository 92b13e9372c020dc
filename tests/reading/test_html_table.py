from __future__ import annotations

import html as html_module
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading.html_page import html_as_markdown


def _table(*rows: str, before: str = "") -> str:
    return f"<table>{before}{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def test_cells_merged_over_rows_are_repeated_and_over_columns_stand_once() -> None:
    html = _table(
        "<th>Group</th><th>Task</th><th>A</th><th>B</th>",
        "<td rowspan=2>Maths</td><td>Sums</td><td>1</td><td>2</td>",
        "<td>Powers</td><td colspan='2'>not tried</td>",
    )

    assert html_as_markdown(html) == (
        "| Group | Task | A | B |\n| --- | --- | --- | --- |\n"
        "| Maths | Sums | 1 | 2 |\n| Maths | Powers | not tried |  |"
    )


def test_header_rows_above_each_other_become_one() -> None:
    html = _table(
        "<th rowspan='2'>Model</th><th colspan='2'>Length</th>",
        "<th>256</th><th>512</th>",
        "<td>X</td><td>-</td><td>2</td>",
    )

    assert html_as_markdown(html) == (
        "| Model | Length 256 | Length 512 |\n| --- | --- | --- |\n| X | - | 2 |"
    )


def test_a_caption_and_a_first_row_of_one_cell_title_the_table() -> None:
    html = _table(
        "<th colspan=2>Tools</th>",
        "<th>Model</th><th>Score</th>",
        "<td>X</td><td>1</td>",
        before="<caption>Table 1</caption>",
    )

    assert html_as_markdown(html) == (
        "Table 1\n\nTools\n\n| Model | Score |\n| --- | --- |\n| X | 1 |"
    )


def test_a_first_row_in_bold_heads_the_columns_and_pairs_have_no_header() -> None:
    bold = _table(
        "<td><b>Model</b></td><td><p><strong>Size</strong></p></td>", "<td>X</td><td>7</td>"
    )
    pairs = _table("<td>License</td><td>MIT</td>", "<td>Size</td><td>7B</td>")

    assert html_as_markdown(bold) == "| Model | Size |\n| --- | --- |\n| X | 7 |"
    assert html_as_markdown(pairs) == "|  |  |\n| --- | --- |\n| License | MIT |\n| Size | 7B |"


def test_breaks_lists_code_and_pipes_stay_inside_their_cell() -> None:
    html = _table(
        "<th>A</th><th>B</th>",
        "<td>one<br>two</td><td><ul><li>x<li><code>y|z</code></ul></td>",
    )

    assert html_as_markdown(html).split("\n")[2] == "| one two | - x - y\\|z |"


def test_rows_with_long_cells_are_told_column_by_column() -> None:
    long = "word " * 100
    html = _table("<th>Name:</th><th>Questions</th>", f"<td>X</td><td><ul><li>{long}</ul></td>")

    assert html_as_markdown(html) == f"- Name: X\n- Questions:\n  - {long.strip()}"


def test_tables_that_lay_out_a_page_are_paragraphs() -> None:
    points = _table("<td>(a)</td><td>first</td>", "<td>(b)</td><td>second</td>")
    column = _table("<td>first</td>", "<td>second</td>")

    assert html_as_markdown(points) == "(a) first\n(b) second"
    assert html_as_markdown(column) == "first\nsecond"


def test_spans_that_multiply_do_no_harm() -> None:
    cell = "<td rowspan=99999 colspan=99999>x</td>"

    assert html_as_markdown(_table(*[cell * 20] * 100)).count("x") <= 2_000


_CELL = st.text("ab |&<->1.*`", min_size=1, max_size=8).filter(lambda text: text.strip() != "")


@settings(max_examples=100, deadline=None)
@given(
    st.integers(2, 5).flatmap(
        lambda n: st.lists(st.lists(_CELL, min_size=n, max_size=n), min_size=2, max_size=6)
    )
)
def test_every_cell_of_any_table_is_there_once_and_the_header_first(rows: list[list[str]]) -> None:
    named = [[f"{text} c{r}x{c}" for c, text in enumerate(row)] for r, row in enumerate(rows)]
    written = [[html_module.escape(text) for text in row] for row in named]
    header, *body = [
        "".join(f"<{tag}>{text}</{tag}>" for text in row)
        for row, tag in zip(written, ["th", *["td"] * len(written)], strict=False)
    ]

    lines = html_as_markdown(_table(header, *body)).split("\n")

    assert re.fullmatch(r"\|(?: --- \|)+", lines[1])
    assert len(lines) == len(rows) + 1
    for line, row in zip([lines[0], *lines[2:]], named, strict=True):
        cells = [cell.replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        assert [" ".join(c.split()) for c in cells] == [" ".join(c.split()) for c in row]
