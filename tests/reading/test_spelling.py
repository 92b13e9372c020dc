from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading.spelling import edit_distance, is_near, is_slip


@settings(deadline=None)
@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_symmetric_and_zero_for_the_same_word(a: str, b: str) -> None:
    assert edit_distance(a, b) == edit_distance(b, a) <= max(len(a), len(b))
    assert (edit_distance(a, b) == 0) == (a == b)


@pytest.mark.parametrize(
    ("a", "b"), [("Vlas", "Vilas"), ("Villa", "Vilas"), ("Speaekr", "speaker")]
)
def test_a_letter_that_slipped_makes_no_other_name(a: str, b: str) -> None:
    assert is_slip(a, b)
    assert is_slip(b, a)


@pytest.mark.parametrize(("a", "b"), [("Ann", "Amn"), ("Brown", "Brock"), ("Host", "Most")])
def test_short_or_different_names_are_not_slips(a: str, b: str) -> None:
    assert not is_slip(a, b)


def test_long_words_may_be_two_letters_off() -> None:
    assert is_near("johnston", "jonhstan")
    assert not is_near("vilas", "vlaso")
