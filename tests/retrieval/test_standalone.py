from __future__ import annotations

import time

import pytest

from assistant.retrieval.standalone import standalone_question
from assistant.types import Turn

ASKED = "Who may use Gemma at work?"
TALK = [Turn("user", ASKED), Turn("assistant", "Everyone who accepts the terms [1].")]


@pytest.mark.parametrize(
    "question",
    [
        "and how long until that goes away?",
        "Does it allow commercial use?",
        "What about Llama?",
        "Why?",
        "Is that the same in the other one, for companies in the EU?",
    ],
)
def test_follow_up_is_searched_with_the_question_before_it(question: str) -> None:
    assert standalone_question(question, TALK) == f"{ASKED} {question}"


@pytest.mark.parametrize(
    "question",
    [
        "Which licenses does the Open Source Initiative approve for models?",
        "Does the Open Weight Definition ask for training data, and does it say how detailed"
        " its description has to be?",
    ],
)
def test_question_that_names_its_subject_stands_alone(question: str) -> None:
    assert standalone_question(question, TALK) == question


def test_first_question_stands_alone() -> None:
    assert standalone_question("And why is that?", []) == "And why is that?"


def test_second_follow_up_in_a_row_goes_back_to_the_beginning() -> None:
    talk = [*TALK, Turn("user", "And Llama?"), Turn("assistant", "Below 700 million users [1].")]

    assert standalone_question("Why?", talk) == f"{ASKED} And Llama? Why?"


def test_only_questions_are_repeated_not_answers() -> None:
    talk = [Turn("assistant", "Ask me about openness.")]

    assert standalone_question("And why?", talk) == "And why?"


def test_empty_turns_are_passed_over() -> None:
    talk = [*TALK, Turn("user", " \n ")]

    assert standalone_question("And why?", talk) == f"{ASKED} And why?"


def test_document_that_was_pasted_before_does_not_become_the_search() -> None:
    talk = [Turn("user", "x " * 1_000_000)]
    started = time.perf_counter()

    question = standalone_question("And why?", talk)

    assert len(question) < 700
    assert time.perf_counter() - started < 1
