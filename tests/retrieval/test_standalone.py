from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.standalone import standalone_question
from assistant.types import Turn
from tests.retrieval.library_of_names import small_shelf

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


SHELF = small_shelf()
LAW = [Turn("user", "Which law applies to the Gemma terms?"), Turn("assistant", "California.")]


@pytest.mark.parametrize(
    ("asked", "question", "searched"),
    [
        (
            "Which law applies to Gemma?",
            "what about apache2?",
            "Which law applies to apache2? what about apache2?",
        ),
        (
            "May I sell what Llama 2 writes?",
            "and what about the 3.1 version?",
            "May I sell what Llama 3.1 writes? and what about the 3.1 version?",
        ),
        (
            "Does DeepSeek V3 rule out an army?",
            "what about R1 then?",
            "Does DeepSeek R1 rule out an army? what about R1 then?",
        ),
        (
            "Does Llama 2 allow it?",
            "and does Apache say so too?",
            "Does Apache allow it? and does Apache say so too?",
        ),
    ],
)
def test_name_that_follows_takes_the_place_of_the_one_before(
    asked: str, question: str, searched: str
) -> None:
    assert standalone_question(question, [Turn("user", asked)], SHELF) == searched


def test_what_was_asked_is_kept_when_the_follow_up_says_more_than_a_name() -> None:
    asked = "Under which license is DeepSeek R1?"
    question = "what about the small ones that were distilled from Llama?"

    assert standalone_question(question, [Turn("user", asked)], SHELF) == f"{asked} {question}"


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("How tall is the Eiffel Tower?", True),
        ("What is a good quiche with leeks?", True),
        ("would a checkpoint saved halfway through training do?", False),
        ("How tall is it in the Eiffel Tower?", False),
        ("Was gilt nach der Kündigung?", False),
        ("Who bakes good pancakes?", True),
        ("Who pays?", False),
        ("Welche Stadt hat die besten Bäckereien?", True),
        ("Und wie lange gilt so etwas?", False),
        ("Wer darf sie an Bäckereien vermieten?", False),
        ("Comment faire des crêpes bretonnes ?", True),
        ("Et les crêpes bretonnes ?", False),
        ("¿Quién hornea las mejores tortitas?", False),  # without a glossary nothing can be told
    ],
)
def test_short_question_about_what_no_document_knows_stands_alone(
    question: str, alone: bool
) -> None:
    known = {"checkpoint", "saved", "training", "good", "tall", "tower"}
    shelf = replace(SHELF, lookups=replace(SHELF.lookups, knows=lambda word: word in known))

    assert standalone_question(question, LAW, shelf) == (
        question if alone else f"{LAW[0].content} {question}"
    )


def test_short_question_that_names_nothing_is_about_what_was_spoken_of() -> None:
    question = "would a checkpoint saved halfway through training do?"

    assert standalone_question(question, LAW, SHELF) == f"{LAW[0].content} {question}"


@pytest.mark.parametrize(
    "question",
    [
        "Does Apache 2.0 say that its patent grant ends?",
        "Which speaker warned that harsher rules would split the movement in two?",
    ],
)
def test_question_with_a_subject_of_its_own_stands_alone_on_the_shelf(question: str) -> None:
    assert standalone_question(question, LAW, SHELF) == question


def test_name_of_another_kind_does_not_take_the_place() -> None:
    question = "and what about Villa?"

    assert standalone_question(question, LAW, SHELF) == f"{LAW[0].content} {question}"


@given(st.text(max_size=100), st.text(max_size=100))
def test_any_conversation_gives_a_question_that_ends_in_what_was_asked(
    asked: str, question: str
) -> None:
    assert standalone_question(question, [Turn("user", asked)], SHELF).endswith(question)


@pytest.mark.parametrize(
    ("question", "leans"),
    [
        ("オープンソースAIの定義とは何ですか？", False),
        ("开源人工智能的定义要求公开训练数据吗？", False),
        ("それはなぜ？", True),
    ],
)
def test_question_without_spaces_is_as_long_as_it_is(question: str, leans: bool) -> None:
    for shelf in (None, small_shelf()):
        assert (standalone_question(question, TALK, shelf) != question) is leans
