from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.name_terms import fold, initials_of, terms_of


@pytest.mark.parametrize(
    ("written", "terms"),
    [
        ("LLaMA-2", ["llama", "2"]),
        ("llama 2", ["llama", "2"]),
        ("Llama2", ["llama", "2"]),
        ("Llama v2.0", ["llama", "2"]),
        ("apache2", ["apache", "2"]),
        ("Apache-2.0", ["apache", "2"]),
        ("GPLv3", ["gpl", "3"]),
        ("gpt-2's license", ["gpt", "2", "license"]),
        ("the 3.1 version", ["the", "3.1"]),
        ("OSAID 1.0-RC1", ["osaid", "1", "rc1"]),
        ("0.0.8", ["0.0.8"]),
        ("Mixtral 8x7B", ["mixtral", "8x7b"]),
        ("DeepSeek-R1", ["deepseek", "r1"]),
        ("MiniMax-01", ["minimax", "1"]),
        ("SOOCon25", ["soocon", "25"]),
        ("LLM360", ["llm360"]),
        ("a licence", ["a", "license"]),
        ("Montréal", ["montreal"]),
    ],
)
def test_one_name_is_cut_the_same_however_it_is_written(written: str, terms: list[str]) -> None:
    assert [term.text for term in terms_of(written)] == terms


def test_accents_typed_as_two_characters_and_hidden_characters_make_no_difference() -> None:
    assert fold("Montre\u0301al\u200b") == fold("Montr\u00e9al")


def test_year_is_told_from_a_version() -> None:
    assert [term.kind for term in terms_of("Qwen 2024, 2.5")] == ["word", "year", "number"]


def test_capital_is_remembered() -> None:
    assert [term.has_capital for term in terms_of("opening up ChatGPT")] == [False, False, True]


@given(st.text())
def test_terms_follow_each_other_and_hold_a_letter_or_a_digit(text: str) -> None:
    terms = terms_of(text)

    assert all(any(c.isalnum() for c in term.text) for term in terms)
    assert all(a.end <= b.start for a, b in pairwise(terms))


@pytest.mark.parametrize(
    ("words", "initials"),
    [
        ("Open Source AI Definition", "osaid"),
        ("Server Side Public License", "sspl"),
        ("Free Software Foundation", "fsf"),
        ("Artificial Intelligence", ""),  # of two letters too many mean something else
    ],
)
def test_initials_are_what_people_shorten_a_name_to(words: str, initials: str) -> None:
    assert initials_of(words.split()) == initials
