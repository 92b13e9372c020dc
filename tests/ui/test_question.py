from __future__ import annotations

import pytest

from assistant.errors import QuestionError
from assistant.ui.question import (
    CORRECTION_LIMIT,
    QUESTION_LIMIT,
    clean_correction,
    clean_question,
)
from assistant.ui.words.english import ENGLISH


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("  What is open?\n", "What is open?"),
        ("What\x00 is\x1b[31m open?", "What is[31m open?"),
        ("line one\r\nline two\tend", "line one\nline two\tend"),
        ("half a pair \ud83d!", "half a pair !"),
        ("می‌خواهم 👩‍⚖️", "می‌خواهم 👩‍⚖️"),  # joiners carry meaning
        ("x" * QUESTION_LIMIT, "x" * QUESTION_LIMIT),
    ],
)
def test_a_question_loses_control_characters_and_nothing_else(typed: str, question: str) -> None:
    assert clean_question(typed, ENGLISH) == question


@pytest.mark.parametrize("typed", ["", "   \n\t", "\x00\x07\ud83d"])
def test_an_empty_question_is_answered_with_an_example(typed: str) -> None:
    with pytest.raises(QuestionError, match="for example: Is Llama"):
        clean_question(typed, ENGLISH)


def test_a_long_question_names_the_limit() -> None:
    with pytest.raises(QuestionError, match=r"has 100,000 characters; the limit is 4,000"):
        clean_question("x" * 100_000, ENGLISH)


def test_a_correction_loses_control_characters_and_outer_blanks() -> None:
    assert (
        clean_correction(" No,\x1b[31m it\x00 is\r\nfree. \ud83d", ENGLISH)
        == "No,[31m it is\nfree."
    )


@pytest.mark.parametrize("typed", ["", " \n", "\x00"])
def test_an_empty_correction_says_what_to_do(typed: str) -> None:
    with pytest.raises(QuestionError) as caught:
        clean_correction(typed, ENGLISH)

    assert str(caught.value) == ENGLISH.empty_correction


def test_a_long_correction_names_the_limit() -> None:
    assert clean_correction("x" * CORRECTION_LIMIT, ENGLISH)
    with pytest.raises(QuestionError, match=r"has 2,001 characters; the limit is 2,000"):
        clean_correction("x" * (CORRECTION_LIMIT + 1), ENGLISH)
