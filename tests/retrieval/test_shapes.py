from __future__ import annotations

import pytest

from assistant.retrieval.shapes import asked_shape, is_question, is_scrap


@pytest.mark.parametrize(
    ("question", "gives", "gives_none"),
    [
        (
            "How many components does the framework name?",
            "It names seventeen components.",
            "It names the components.",
        ),
        (
            "What percentage of parameters may be withheld?",
            "At most 5 of a hundred.",
            "A small part.",
        ),
        ("When was it released?", "It came out in October.", "It came out late."),
        ("How old is the definition?", "It was written in 1998.", "It is an old text."),
        ("Who maintains the list?", "It is kept by the Linux Foundation.", "It is kept by us."),
    ],
)
def test_a_value_of_the_kind_asked_for_is_told(question: str, gives: str, gives_none: str) -> None:
    shape = asked_shape(question)

    assert shape.has_value(gives)
    assert not shape.has_value(gives_none)


def test_a_question_of_how_long_takes_a_number_and_a_time() -> None:
    shape = asked_shape("How long does the license last?")

    assert shape.has_value("It lasts 12 times as long.")
    assert shape.has_value("It ends with the month.")


@pytest.mark.parametrize(
    "question",
    ["May I sell it?", "Is selling it allowed?", "Am I free to change it?", "So can I host it?"],
)
def test_a_question_of_permission_takes_a_rule(question: str) -> None:
    shape = asked_shape(question)

    assert shape.has_rule("You may not sell copies.")
    assert shape.has_rule("Hosting requires a license.")
    assert not shape.has_rule("The model has many parameters.")


def test_where_no_value_and_no_rule_is_asked_for_none_counts() -> None:
    shape = asked_shape("Describe the training data.")

    assert not shape.has_value("In 2024 they were 15 trillion tokens of the Common Crawl.")
    assert not shape.has_rule("The data may be used.")


@pytest.mark.parametrize(
    ("sentence", "scrap", "question"),
    [
        ("Open Source AI", True, False),
        ("Preferred form to make modifications to machine-learning systems.", False, False),
        ("Who decides what is open, and who has to live with it?”", False, True),
        ("**Why?**", True, True),
        ("What was asked (why?) has an answer further down.", False, False),
    ],
)
def test_scraps_and_questions_are_told(sentence: str, *, scrap: bool, question: bool) -> None:
    assert (is_scrap(sentence), is_question(sentence)) == (scrap, question)
