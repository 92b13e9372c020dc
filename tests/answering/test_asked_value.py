from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.asked_value import asked_value, gives


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What does a membership badge cost?", "money"),
        ("what's the maximum fine for late filing", "money"),
        ("How much did the city pay for the bridge?", "money"),
        ("How long may I keep a copy?", "duration"),
        ("How many working days do I have to answer?", "duration"),
        ("When was the charter last changed?", "date"),
        ("in what year did the fund begin", "date"),
        ("How many people signed the letter?", "number"),
        ("What score did the second model reach?", "number"),
        ("Which e-mail address takes complaints?", "address"),
    ],
)
def test_value_that_a_question_asks_for_is_known(question: str, kind: str) -> None:
    asked = asked_value(question)

    assert asked is not None
    assert asked.kind == kind


@pytest.mark.parametrize(
    "question",
    [
        "May I sell a copy?",
        "Is a product that you pay for acceptable?",
        "Why may nobody charge money for a copy?",
        "Who wrote the charter?",
        "Which section is about patents?",
        "What happens when the term ends?",
        "Wie lange darf ich eine Kopie behalten?",
    ],
)
def test_question_that_asks_for_no_value_is_left_to_its_words(question: str) -> None:
    assert asked_value(question) is None


def test_last_clause_says_what_is_asked_for() -> None:
    follow_up = asked_value("How many tokens was it trained with? and what did the training cost?")
    other_way = asked_value("What does it cost? and who is behind it?")

    assert follow_up is not None
    assert follow_up.kind == "money"
    assert other_way is None


@pytest.mark.parametrize(
    ("question", "sentence", "given_"),
    [
        ("What does a badge cost?", "A badge costs 40 euros a year.", True),
        ("What does a badge cost?", "Badges are given out free of charge.", True),
        ("What does a badge cost?", "The tool makes badges for 3 classes.", False),
        ("How long is the notice?", "Either side may end it with thirty days' notice.", True),
        ("How long is the notice?", "Notice has to be given in writing.", False),
        ("When was it published?", "It was published on 28 October 2024.", True),
        ("When was it published?", "It was published by the council.", False),
        ("When does the council meet?", "The council meets every Friday.", True),
        ("How many people signed it?", "By May 41 organisations had signed.", True),
        (
            "How many people signed it?",
            "It was signed in Geneva, under Article 12 of the act.",
            False,
        ),
        ("Which address takes complaints?", "Write to help@example.org.", True),
    ],
)
def test_sentence_gives_what_is_asked_for(question: str, sentence: str, given_: bool) -> None:
    asked = asked_value(question)

    assert asked is not None
    assert gives(asked, sentence) is given_


def test_number_has_to_stand_beside_what_it_counts() -> None:
    asked = asked_value("How many languages was it trained on?")

    assert asked is not None
    assert gives(asked, "It was trained on 46 natural languages.")
    assert gives(asked, "Languages: 46")
    assert not gives(asked, "It has 176 billion parameters and was trained on many languages.")


@given(st.text(max_size=300))
def test_any_text_is_read_as_a_question(text: str) -> None:
    asked = asked_value(text)

    assert asked is None or isinstance(gives(asked, text), bool)


@pytest.mark.parametrize("piece", ["what does ", "how many ", "which the ", "what cost is the "])
def test_question_of_repeated_words_is_read_at_once(piece: str) -> None:
    started = time.perf_counter()

    asked_value(piece * (4000 // len(piece)))

    assert time.perf_counter() - started < 0.5
