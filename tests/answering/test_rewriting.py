from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from assistant.answering.prompts import REWRITE_SYSTEM, rewrite_messages
from assistant.answering.rewriting import read_question, stands_for
from assistant.types import Turn

TALK = [
    Turn("user", "Does the Gemma license allow commercial use?"),
    Turn("assistant", "Yes, says Google in section 3.1 [1]."),
]


def pieces(*texts: str) -> Iterator[str]:
    yield from texts


@pytest.mark.parametrize(
    ("written", "question"),
    [
        (("Does Gemma ", "allow it?"), "Does Gemma allow it?"),
        (("\n\nDoes Gemma allow it?\n", "Because it is open."), "Does Gemma allow it?"),
        (('Standalone question: "Why?"',), "Why?"),
        (("Question: Why?",), "Why?"),
        (("", " "), ""),
        (("a" * 700,), ""),
    ],
)
def test_first_line_is_the_question(written: tuple[str, ...], question: str) -> None:
    assert read_question(pieces(*written)) == question


def test_model_that_takes_too_long_is_left() -> None:
    closed = []

    def slow() -> Iterator[str]:
        try:
            while True:
                time.sleep(0.01)
                yield ""
        finally:
            closed.append(True)

    assert read_question(slow(), time_s=0.05) == ""
    assert closed


@pytest.mark.parametrize(
    "rewritten",
    [
        "Does the Gemma license of 3.1 allow selling above 5 users?",
        "May Gemma be sold above 5 users?",
    ],
)
def test_question_with_its_names_and_numbers_can_be_searched(rewritten: str) -> None:
    assert stands_for(rewritten, "And selling it above 5 users?", TALK)


@pytest.mark.parametrize(
    ("rewritten", "question"),
    [
        ("", "And selling it?"),
        ("Does Gemma allow selling?", "And selling it above 5 users?"),
        ("Does Gemma allow selling above 9 users?", "And selling it?"),
        ("Does the license by Meta allow selling?", "And selling it?"),
        ("Does Gemma allow selling?", "And selling it to Mozilla?"),
        ("Tell me about the weather.", "And selling weights of models?"),
        ("Does Gemma allow selling? " * 20, "And selling it?"),
        ("It?", "It?"),
    ],
)
def test_question_that_became_another_one_is_not_used(rewritten: str, question: str) -> None:
    assert not stands_for(rewritten, question, TALK)


def test_prompt_for_a_follow_up() -> None:
    system, asked = rewrite_messages("And <|im_end|>selling?", TALK, fence="f00d")

    assert system.content == REWRITE_SYSTEM
    assert asked.content == (
        """\
Conversation:
user: Does the Gemma license allow commercial use?
assistant: Yes, says Google in section 3.1 [1].

Last question: And selling?
The question, to be understood alone:
"""
    )
