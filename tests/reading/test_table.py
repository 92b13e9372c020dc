from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ReadingError
from tests.reading.samples import labels, read


def test_each_row_makes_sense_alone(tmp_path: Path) -> None:
    text = 'Domain,Indicator,Notes\nUp,"Data, public","a ""quoted""\nnote"\nUp,Crawling,\n'

    document = read(tmp_path, "policy/a.csv", text)

    assert document.text == (
        'Domain: Up; Indicator: Data, public; Notes: a "quoted"\nnote\n\n'
        "Domain: Up; Indicator: Crawling"
    )
    assert labels(document) == ["Data, public", "Crawling"]
    assert document.source.kind == "record"


def test_other_delimiters_are_recognised(tmp_path: Path) -> None:
    assert read(tmp_path, "a.csv", "a;b\n1;2,5\n").text == "a: 1; b: 2,5"


def test_cells_without_a_column_are_kept(tmp_path: Path) -> None:
    assert read(tmp_path, "a.csv", "a,b\n1,2,3\n").text == "a: 1; b: 2; 3"


def test_a_header_alone_is_its_text(tmp_path: Path) -> None:
    assert read(tmp_path, "a.csv", "a,b\n").text == "a; b"


def test_a_table_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="without rows"):
        read(tmp_path, "a.csv", "\n\n")
