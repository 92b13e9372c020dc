from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.negation import denies


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("It does not require source code.", "The license requires source code."),
        ("The license requires source code.", "The license does not require source code."),
        ("Llama 3.1 is open source.", "Llama 3.1 is not open source."),
        ("Llama 3.1 isn't open source.", "Llama 3.1 is open source."),
        ("The license permits commercial use.", "The license prohibits commercial use."),
        ("Commercial use is allowed.", "You may not use it for commercial purposes."),
        ("Redistribution is allowed.", "Redistribution is forbidden."),
        ("It may restrict anyone.", "The license must not restrict anyone from using it."),
        ("It comes with a warranty.", "It comes without warranty."),
        ("Training data must be shared.", "No training data must be shared."),
    ],
)
def test_opposite_is_noticed(statement: str, sentence: str) -> None:
    assert denies(statement, sentence)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("It does not require source code.", "Source code is not required."),
        ("Redistribution is prohibited.", "The license does not allow redistribution."),
        ("It forbids discrimination.", "It must not discriminate against any person."),
        ("Clause 5 is about discrimination.", "It must not discriminate against any person."),
        ("It shall not restrict selling.", "The license may not prohibit selling."),
        ("It covers data and code.", "It covers not only data but also code."),
        ("Use includes study.", "Use includes but is not limited to study."),
        ("It may be used below 700 million.", "It may be used by no more than 700 million."),
        ("Copies are allowed.", "Copies are allowed, but changing them is not."),
        ("The policy forbids failing to disclose.", "4. Fail to disclose known dangers"),
        ("Nobody must accept it to run it.", "You are not required to accept it to run it."),
        ("It does not cover patents.", "Trademarks stay with Meta."),
        ("No, a fee may be charged.", "A fee may be charged."),
    ],
)
def test_agreement_and_other_subjects_are_let_be(statement: str, sentence: str) -> None:
    assert not denies(statement, sentence)


@given(st.lists(st.sampled_from("the license must not no code require forbid use , .".split())))
def test_nothing_denies_itself(words: list[str]) -> None:
    text = " ".join(words)

    assert not denies(text, text)
