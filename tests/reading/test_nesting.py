from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.nesting import Nesting
from assistant.reading.numbering import read_mark


def _add(
    nesting: Nesting, line: str, *, above: str = "It ends.", leads: bool = False
) -> int | None:
    mark = read_mark(f"{line} x")
    assert mark is not None
    indent = len(line) - len(line.lstrip())
    place = nesting.add(mark, indent, above=above, leads=leads, following=None)
    return None if place is None else place.depth


@given(st.integers(2, 40), st.sampled_from(["{}.", "({})", "{})"]))
def test_marks_that_count_on_are_one_list(last: int, style: str) -> None:
    nesting = Nesting()

    assert {_add(nesting, style.format(n)) for n in range(1, last)} == {0}


def test_a_mark_that_counts_on_from_nothing_has_no_place() -> None:
    nesting = Nesting()
    _add(nesting, "1.")

    assert _add(nesting, "9.") is None
    assert _add(nesting, "(c)") is None
    assert _add(nesting, "2.") == 0


def test_a_list_that_begins_anew_replaces_the_one_before() -> None:
    nesting = Nesting()
    depths = [_add(nesting, line) for line in ("1.", "(a)", "(b)", "(a)", "(b)", "2.")]

    assert depths == [0, 1, 1, 1, 1, 0]


def test_a_list_of_the_same_marks_is_inside_what_announces_it() -> None:
    nesting = Nesting()
    _add(nesting, "1.")

    assert _add(nesting, "1.", above="1. To do this:", leads=True) == 1
    assert _add(nesting, "2.") == 1
    assert _add(nesting, "3.") == 1
    assert _add(nesting, "2.") == 0


def test_a_dotted_number_is_below_the_number_it_begins_with() -> None:
    nesting = Nesting()

    assert [_add(nesting, x) for x in ("1.", "1.1", "1.2", "1.2.1", "2.", "2.1")] == [
        0, 1, 1, 2, 0, 1,
    ]  # fmt: skip


def test_a_dotted_number_goes_on_where_the_number_above_it_is_missing() -> None:
    nesting = Nesting()

    assert [_add(nesting, x) for x in ("1.1", "1.2", "2.1", "2.2")] == [0, 0, 0, 0]


def test_a_heading_ends_lists_inside_and_lets_clauses_count_on() -> None:
    nesting = Nesting()
    _add(nesting, "1.")
    _add(nesting, "(a)")
    nesting.under()

    assert nesting.depth() == 0
    assert _add(nesting, "(b)") is None
    assert _add(nesting, "2.") == 0
