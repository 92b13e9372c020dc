from __future__ import annotations

import pytest

from assistant.answering.markers import is_cut_off, may_go_on, read_numbers


@pytest.mark.parametrize(
    ("inside", "numbers"),
    [
        ("1", [1]),
        (" 2 ", [2]),
        ("1, 2 and 3", [1, 2, 3]),
        ("3-1", [1, 2, 3]),
        ("^2,^3", [2, 3]),
        ("Sources: 1; 2", [1, 2]),
        ("1†some title", [1]),
        ("1-999", list(range(1, 22))),
    ],
)
def test_numbers_of_a_marker_are_read(inside: str, numbers: list[int]) -> None:
    assert read_numbers(inside) == numbers


@pytest.mark.parametrize("inside", ["", "2024", "a", "1a", "section 3", "1,", "source", "x 1"])
def test_what_is_no_marker_has_no_numbers(inside: str) -> None:
    assert read_numbers(inside) is None


@pytest.mark.parametrize(
    "inside", ["", "1", "1, ", "^", "s", "Sourc", "source 1 a", "1 - 3, n", "1†any thing"]
)
def test_beginning_of_a_marker_is_waited_for(inside: str) -> None:
    assert may_go_on(inside)


@pytest.mark.parametrize("inside", ["x", "sour a", "sections", "1\n", "1(", "1 " * 40])
def test_what_cannot_become_a_marker_is_not_waited_for(inside: str) -> None:
    assert not may_go_on(inside)


@pytest.mark.parametrize("inside", ["1", "1,", "1, 2 a", "source 1-"])
def test_marker_without_its_end_is_known(inside: str) -> None:
    assert is_cut_off(inside)


@pytest.mark.parametrize("inside", ["", "2024", "sou"])
def test_other_brackets_without_end_are_text(inside: str) -> None:
    assert not is_cut_off(inside)
