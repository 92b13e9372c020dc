from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import ReadingError
from assistant.reading.table import read_table
from tests.reading.samples import labels, read


def test_each_row_makes_sense_alone(tmp_path: Path) -> None:
    text = 'Domain,Indicator,Notes\nUp,"Data, public","a ""quoted""\nnote"\nUp,Crawling,\n'

    document = read(tmp_path, "policy/a.csv", text)

    assert document.text == (
        'Domain: Up; Indicator: Data, public\nNotes: a "quoted"\nnote\n\n'
        "Domain: Up; Indicator: Crawling"
    )
    assert labels(document) == ["Data, public", "Crawling"]
    assert document.source.kind == "record"


def test_rows_are_labelled_with_the_groups_they_stand_in(tmp_path: Path) -> None:
    text = (
        "Domain,Part,Indicator,Weight\nUp,Data,Size,1\nUp,Data,Source,1\nUp,Labour,Pay,1\n"
        "Down,Use,Policy,1\nDown,Use,Users,1\n"
    )

    assert labels(read(tmp_path, "a.csv", text)) == [
        "Up > Data > Size",
        "Up > Data > Source",
        "Up > Labour > Pay",
        "Down > Use > Policy",
        "Down > Use > Users",
    ]


def test_a_matrix_of_scores_says_whose_score_it_is_in_every_row(tmp_path: Path) -> None:
    document = read(tmp_path, "a.csv", "Indicator,Lab A,Lab B\nOpen weights,1,0\nPay,0,0\n")

    assert document.text == (
        "Indicator: Open weights; Lab A: 1; Lab B: 0\n\nIndicator: Pay; Lab A: 0; Lab B: 0"
    )


def test_long_cells_are_whole_and_lines_of_their_own(tmp_path: Path) -> None:
    long = "A sentence of some length. " * 5

    document = read(tmp_path, "a.csv", f"Name,Text,More,Last\nX,{long},y,z\nW,b,c,d\n")

    assert document.text.startswith(f"Name: X\nText: {long.strip()}\nMore: y; Last: z\n\n")


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_other_delimiters_are_recognised(tmp_path: Path, mark: str) -> None:
    text = f'a{mark}"b, c, d, e"\n1{mark}2,5\n3{mark}4,5\n'

    assert read(tmp_path, "a.csv", text).text.startswith("a: 1; b, c, d, e: 2,5")


def test_cells_without_a_column_are_kept(tmp_path: Path) -> None:
    assert read(tmp_path, "a.csv", "a,b\n1,2,3\n4\n").text == "a: 1; b: 2; 3\n\na: 4"


def test_a_first_row_like_the_others_is_no_header(tmp_path: Path) -> None:
    document = read(tmp_path, "a.csv", "Amber,7,open\nBloom,176,open\nGrok,314,closed\n")

    assert document.text.startswith("Amber; 7; open\n\nBloom; 176; open")
    assert labels(document) == ["Amber", "Bloom", "Grok"]


def test_years_and_repeated_names_are_a_header(tmp_path: Path) -> None:
    assert read(tmp_path, "a.csv", "Lab,2023,2024\nA,1,2\nB,3,4\n").text.startswith(
        "Lab: A; 2023: 1; 2024: 2"
    )
    assert read(tmp_path, "b.csv", "x,x\n1,2\n").text == "x: 1; x: 2"


def test_a_title_above_the_table_is_text(tmp_path: Path) -> None:
    document = read(tmp_path, "a.csv", "Scores of 2025,,\n\nName,A,B\nX,1,2\n")

    assert document.text == "Scores of 2025\n\nName: X; A: 1; B: 2"
    assert labels(document) == ["Beginning", "X"]


def test_a_byte_order_mark_is_no_part_of_a_name(tmp_path: Path) -> None:
    text = "\ufeffa,b\r\n1,2\r\n"

    assert read(tmp_path, "a.csv", text.encode()).text == "a: 1; b: 2"


def test_a_header_alone_is_its_text(tmp_path: Path) -> None:
    assert read(tmp_path, "a.csv", "a,b\n").text == "a; b"


def test_a_table_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="without rows"):
        read(tmp_path, "a.csv", "\n\n")


_CELL = st.text("ab c,\"'\n0.é", max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(_CELL, min_size=1, max_size=6), min_size=2, max_size=7))
def test_every_cell_of_any_table_is_in_the_section_of_its_row(rows: list[list[str]]) -> None:
    named = [[f"{cell}r{r}c{c}" for c, cell in enumerate(row)] for r, row in enumerate(rows)]
    out = io.StringIO()
    csv.writer(out).writerows([[f"name{i}" for i in range(6)], *named])

    parsed = read_table(out.getvalue().encode())

    assert len(parsed.marks) == len(rows)
    ends = [*(mark.start for mark in parsed.marks[1:]), len(parsed.text)]
    for mark, end, row in zip(parsed.marks, ends, named, strict=True):
        section = parsed.text[mark.start : end]
        for i, cell in enumerate(row):
            assert section.count(f"name{i}: {cell.strip()}") == 1


def test_columns_that_no_row_fills_are_noted(tmp_path: Path) -> None:
    document = read(tmp_path, "a.csv", "Name,Empty,Notes\nfirst,,words\nsecond,,\n")

    assert "Empty" not in document.text
    assert document.notes == ("columns in which no row has a value are left out: Empty",)
