from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from assistant.errors import AssistantError
from assistant.feedback.entry import Feedback
from assistant.feedback.store import FeedbackError
from assistant.types import Answer, Turn
from assistant.ui.conversation import Conversation, Phase
from assistant.ui.verdict import Judging, Shown
from assistant.ui.words.english import ENGLISH
from tests.ui.scripted import ANSWERED, NOT_FOUND, PARTLY


class Kept:
    """Keeps feedback in a list; raises `fault` instead while there is one."""

    def __init__(self) -> None:
        self.entries: list[Feedback] = []
        self.fault: AssistantError | None = None

    def __call__(self, entry: Feedback) -> None:
        if self.fault is not None:
            raise self.fault
        self.entries.append(entry)


def talk(*answers: Answer) -> Conversation:
    conversation = Conversation()
    for answer in answers:
        conversation.begin(answer.question)
        run = conversation.claim()
        assert run is not None
        done = replace(conversation.exchanges[-1], phase=Phase.DONE, answer=answer)
        assert conversation.update(run, done)
    return conversation


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def judging(kept: Kept) -> Judging:
    return Judging(kept, ENGLISH, shared=False)


def test_a_thumb_is_kept_with_the_answer_and_what_was_said_before(
    judging: Judging, kept: Kept
) -> None:
    conversation = talk(ANSWERED, PARTLY)

    shown = judging.press(conversation, "up")

    assert shown == Shown("up", ENGLISH.kept_here)
    (entry,) = kept.entries
    assert (entry.verdict, entry.question, entry.answer) == ("up", PARTLY.question, PARTLY.text)
    assert entry.history == (Turn("user", ANSWERED.question), Turn("assistant", ANSWERED.text))
    assert entry.id == conversation.exchanges[-1].answer_id
    assert datetime.fromisoformat(entry.time).tzinfo is not None


def test_the_other_thumb_replaces_the_first_and_the_same_one_takes_it_back(
    judging: Judging, kept: Kept
) -> None:
    conversation = talk(NOT_FOUND)

    shown = [judging.press(conversation, verdict) for verdict in ("up", "down", "down", "down")]

    assert [each.verdict for each in shown] == ["up", "down", "none", "down"]
    assert shown[2].said == ENGLISH.taken_back
    assert [entry.verdict for entry in kept.entries] == ["up", "down", "none", "down"]
    assert len({entry.id for entry in kept.entries}) == 1


def test_a_correction_is_kept_with_its_verdict_and_goes_when_that_is_taken_back(
    judging: Judging, kept: Kept
) -> None:
    conversation = talk(ANSWERED)
    judging.press(conversation, "down")

    shown = judging.send(conversation, " It asks for\x00 a description. ")
    judging.press(conversation, "up")
    judging.press(conversation, "up")

    assert shown == Shown("down", ENGLISH.correction_kept_here)
    assert [(entry.verdict, entry.correction) for entry in kept.entries] == [
        ("down", ""),
        ("down", "It asks for a description."),
        ("up", "It asks for a description."),
        ("none", ""),
    ]


def test_where_the_page_is_shared_the_reader_is_told_whose_computer_keeps_it(kept: Kept) -> None:
    judging = Judging(kept, ENGLISH, shared=True)
    conversation = talk(ANSWERED)

    assert judging.press(conversation, "down").said == ENGLISH.kept_there
    assert judging.send(conversation, "No.").said == ENGLISH.correction_kept_there


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (" ", ENGLISH.empty_correction),
        ("x" * 3000, ENGLISH.long_correction.format(length=3000, limit=2000)),
    ],
)
def test_a_correction_that_is_none_is_not_kept(
    judging: Judging, kept: Kept, typed: str, said: str
) -> None:
    conversation = talk(ANSWERED)
    judging.press(conversation, "down")

    shown = judging.send(conversation, typed)

    assert shown == Shown("down", said, failed=True)
    assert len(kept.entries) == 1


def test_what_could_not_be_kept_is_told_and_the_thumb_stays_as_it_was(
    judging: Judging, kept: Kept
) -> None:
    conversation = talk(ANSWERED)
    judging.press(conversation, "up")
    kept.fault = FeedbackError("the disk is full")

    shown = judging.press(conversation, "down")

    assert shown == Shown("up", "The disk is full", failed=True)
    assert conversation.exchanges[-1].verdict == "up"


def test_without_an_answer_nothing_is_kept(judging: Judging, kept: Kept) -> None:
    empty, asking = Conversation(), talk(ANSWERED)
    asking.begin("and now?")

    assert judging.press(empty, "up") == Shown("none", "")
    assert judging.press(asking, "down") == Shown("none", "")
    assert judging.send(asking, "No.") == Shown("none", "")
    assert kept.entries == []
