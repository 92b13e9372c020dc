from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.lines import split_lines


@given(st.text(alphabet="ab .;:\n\t*=", max_size=60))
def test_a_line_stands_where_it_says(text: str) -> None:
    lines = split_lines(text)

    assert [text[line.start : line.start + len(line.text)] for line in lines] == [
        line.text for line in lines
    ]
    assert "".join(line.text for line in lines) == "".join(x.strip() for x in text.split("\n"))


def test_a_paragraph_opens_after_a_blank_line_a_border_or_an_end() -> None:
    lines = split_lines("one\ntwo.\nthree\n\nfour\n*    *\nfive")

    assert [line.text for line in lines if line.opens] == ["one", "three", "four", "five"]


def test_a_short_line_above_a_paragraph_in_one_line_closes() -> None:
    lines = split_lines(f"Title\n{'word ' * 40}")

    assert lines[0].closes
