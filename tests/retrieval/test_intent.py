from __future__ import annotations

import pytest

from assistant.retrieval.intent import compares, is_yes_no, kinds_asked_for, wanted
from assistant.retrieval.name_terms import terms_of


@pytest.mark.parametrize(
    "question",
    [
        "Can I sell it?",
        "and is that allowed?",
        "Since the AI Act leaves it alone, can I give it away?",
        "codestral 22b, would its licence fit?",
        "We are a company in Berlin. May we use the models?",
        "ai act: does it apply?",
    ],
)
def test_yes_or_no_is_recognised_behind_what_leads_to_it(question: str) -> None:
    assert is_yes_no(question)


@pytest.mark.parametrize("question", ["What is it?", "Who can sell it?", "How does it end?", ""])
def test_other_questions_are_not_answered_with_yes(question: str) -> None:
    assert not is_yes_no(question)


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("Who said that?", {"person"}),
        ("How many tokens was it?", {"number"}),
        ("When was it changed?", {"date"}),
        ("Which clause forbids it?", {"place_in_text"}),
        ("Why is that?", {"reason"}),
        ("May I sell it?", set()),
    ],
)
def test_what_is_wanted_is_read_from_the_question_word(question: str, what: set[str]) -> None:
    assert wanted(question) == what


def test_two_sides_with_a_word_of_comparison_are_compared() -> None:
    assert compares("A versus B: who is stricter?", 2)
    assert not compares("A versus B", 1)
    assert not compares("May I use A under B?", 2)
    assert compares("A, B, C: may I?", 3)


def test_kinds_are_those_the_question_speaks_of() -> None:
    assert kinds_asked_for(terms_of("Which licence does the model card name?")) == {
        "license",
        "model_card",
    }
