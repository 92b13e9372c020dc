from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.read_question import read_question
from assistant.retrieval.shelf import build_shelf
from tests.retrieval.library_of_names import small_shelf

SHELF = small_shelf()


def test_slip_is_put_right_in_what_is_searched_and_kept_in_what_was_asked() -> None:
    asked = read_question("What is Amanda Brok's view?", SHELF)

    assert asked.question == "What is Amanda Brok's view?"
    assert asked.text == "What is Amanda Brock's view?"
    assert set(asked.speakers) == {"Amanda Brock"}


def test_sides_are_named_as_the_question_has_them() -> None:
    asked = read_question("Llama 2 versus the OWD 0.1?", SHELF)

    assert [side.said for side in asked.sides] == ["Llama", "OWD"]
    assert asked.compares


def test_two_speakers_are_two_sides() -> None:
    asked = read_question("Do Villa and Perens agree on patents?", SHELF)

    assert {speaker for side in asked.sides for speaker in side.speakers} == {
        "Luis Villa",
        "Bruce Perens",
    }
    assert asked.compares


@pytest.mark.parametrize(
    "question",
    [
        "Worin unterscheiden sich Llama 2 und die OWD 0.1?",
        "Quelle est la différence entre Llama 2 et OWD 0.1 ?",
        "Was verlangen beide, Llama 2 und die OWD 0.1?",
    ],
)
def test_german_and_french_hold_sides_against_each_other(question: str) -> None:
    asked = read_question(question, SHELF)

    assert [side.said for side in asked.sides] == ["Llama", "OWD"]
    assert asked.compares


def test_one_document_is_no_side() -> None:
    assert read_question("May I sell what Llama 2 wrote?", SHELF).sides == ()


def test_characters_that_nobody_sees_change_nothing() -> None:
    plain = read_question("Is Gemma free?", SHELF)
    odd = read_question("Is\u00a0Gem\u200bma free?", SHELF)

    assert odd.text == plain.text
    assert odd.documents == plain.documents


@given(st.text(max_size=200))
def test_any_text_is_read_and_strengths_stay_between_0_and_1(question: str) -> None:
    asked = read_question(question, SHELF)

    assert all(0 < s <= 1 for s in (*asked.documents.values(), *asked.speakers.values()))
    assert {doc_id for side in asked.sides for doc_id in side.documents} <= asked.documents.keys()


def test_empty_library_names_nothing() -> None:
    asked = read_question("Is Gemma free?", build_shelf([]))

    assert not asked.documents
    assert not asked.sides
