from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.facts import missing_facts, said_forms, with_plain_values


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("more than 700 million users", "700,000,000"),
        ("more than 700,000,000 users", "700 million"),
        ("1.5 billion parameters", "1,500,000,000"),
        ("a fine of 0.75 million", "750,000"),
        ("on 28 October 2024", "2024-10-28"),
        ("on October 28th, 2024,", "28 October 2024"),
        ("in Oct. 2024", "October 2024"),
        ("on the 3rd of May 2023", "May 3, 2023"),
        ("20 percent of them", "20%"),
        ("20 per cent", "20 %".replace(" ", "")),
        ("since 3.28.0", "3.28"),
        ("665.01 billion", "665"),
        ("It isn’t “open”", 'isn\'t "open"'),
        ("non‑commercial\n use", "non-commercial use"),
    ],
)
def test_a_form_is_found_however_its_value_is_written(said: str, form: str) -> None:
    assert missing_facts([(form,)], said) == ()


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("version 2.5", "5 million"),
        ("in 2010", "10"),
        ("100 models", "10"),
        ("10,000 models", "10"),
        ("version 12.05", "2.05"),
        ("70,000,000 users", "700 million"),
        ("7,000 million", "700 million"),
        ("28 October 2023", "28 October 2024"),
        ("October 2024", "28 October 2024"),
        ("may 2024 lawyers agree", "3 May 2024"),
    ],
)
def test_another_value_is_not_the_fact(said: str, form: str) -> None:
    assert missing_facts([(form,)], said) == ((form,),)


@given(st.integers(1, 10**15))
def test_a_number_with_separators_is_the_number(number: int) -> None:
    assert with_plain_values(f"about {number:,} of them") == f"about {number} of them"


@given(st.integers(1, 999), st.sampled_from([("thousand", 3), ("million", 6), ("billion", 9)]))
def test_a_scaled_number_is_the_number(number: int, scale: tuple[str, int]) -> None:
    word, zeros = scale

    assert with_plain_values(f"{number} {word}") == str(number * 10**zeros)


def test_what_must_not_be_said_is_found_in_the_same_way() -> None:
    assert said_forms([("10 million",), ("free",)], "up to 10,000,000") == (("10 million",),)
