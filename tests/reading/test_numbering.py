from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.numbering import Reading, read_mark, to_roman


@pytest.mark.parametrize(
    ("line", "shown", "readings"),
    [
        ("2. Grant", "2", (Reading("1", (2,)),)),
        ("(b) the text", "(b)", (Reading("a", (2,)),)),
        ("iv. the text", "iv", (Reading("i", (4,)),)),
        ("(i) the text", "(i)", (Reading("a", (9,)), Reading("i", (1,)))),
        ("3.1 Source", "3.1", (Reading("1.1", (3, 1)),)),
        ("3.1.2. Source", "3.1.2", (Reading("1.1", (3, 1, 2)),)),
        ("2.0 What it covers", "2.0", (Reading("1.1", (2,)),)),
        ("1) the text", "1)", (Reading("1", (1,)),)),
        ("C. the text", "C", (Reading("A", (3,)), Reading("I", (100,)))),
        ("（二）定义", "（二）", (Reading("一", (2,)),)),
        ("十二、定义", "十二", (Reading("一", (12,)),)),
        ("1.定义", "1", (Reading("1", (1,)),)),
        ("1\\. **Rights**", "1", (Reading("1", (1,)),)),
        ("3**. Rights**", "3", (Reading("1", (3,)),)),
        ("- a. “Term” means", "a", (Reading("a", (1,)),)),
        ("(aa) the text", "(aa)", (Reading("a", (27,)),)),
    ],
)
def test_a_mark_is_read_as_what_it_may_count(
    line: str, shown: str, readings: tuple[Reading, ...]
) -> None:
    mark = read_mark(line)

    assert mark is not None
    assert (mark.shown, mark.readings) == (shown, readings)


@pytest.mark.parametrize(
    "line", ["2024 was a year", "10 000 users", "i.e. this", "A sentence.", "3 of them", "§ 5"]
)
def test_what_counts_nothing_has_no_mark(line: str) -> None:
    assert read_mark(line) is None


@given(st.integers(1, 120))
def test_a_roman_number_is_read_as_it_is_written(number: int) -> None:
    roman = to_roman(number)
    mark = read_mark(f"({roman}) text") if len(roman) <= 6 and "c" not in roman else None

    assert mark is None or Reading("i", (number,)) in mark.readings
