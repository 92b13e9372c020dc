from __future__ import annotations

import copy
from dataclasses import replace

from assistant.types import Turn
from assistant.ui.conversation import TURNS_TOLD, Conversation, Phase
from tests.ui.scripted import ANSWERED, INCOMPLETE


def finish(conversation: Conversation, **changes: object) -> None:
    run = conversation.claim()
    assert run is not None
    done = replace(conversation.exchanges[-1], phase=Phase.DONE, **changes)  # type: ignore[arg-type]  # fields of Exchange
    assert conversation.update(run, done)


def test_an_answer_is_given_to_one_event_only() -> None:
    conversation = Conversation()
    conversation.begin("first")

    assert conversation.claim() is not None
    assert conversation.claim() is None


def test_no_question_begins_while_another_is_being_answered() -> None:
    conversation = Conversation()

    assert conversation.begin("first")
    assert not conversation.begin("second")
    assert [one.question for one in conversation.exchanges] == ["first"]


def test_an_answer_that_was_stopped_cannot_change_the_page_any_more() -> None:
    conversation = Conversation()
    conversation.begin("first")
    run = conversation.claim()
    assert run is not None
    growing = replace(conversation.exchanges[-1], written="half")
    assert conversation.update(run, growing)

    conversation.stop()

    assert not conversation.update(run, replace(growing, written="half and more"))
    assert conversation.exchanges == [replace(growing, phase=Phase.DONE, stopped=True)]
    assert not conversation.busy


def test_an_answer_to_a_cleared_conversation_is_dropped() -> None:
    conversation = Conversation()
    conversation.begin("first")
    run, exchange = conversation.claim(), conversation.exchanges[-1]

    conversation.clear()
    conversation.begin("second")

    assert run is not None
    assert not conversation.update(run, exchange)
    assert conversation.exchanges[-1].question == "second"
    assert conversation.exchanges[-1].number == 2


def test_history_holds_whole_answers_only_and_never_the_last_question() -> None:
    conversation = Conversation()
    conversation.begin("answered")
    finish(conversation, answer=ANSWERED)
    conversation.begin("incomplete")
    finish(conversation, answer=INCOMPLETE)
    conversation.begin("failed")
    conversation.fail("no model")
    conversation.begin("now")

    assert conversation.history() == (
        Turn("user", "answered"),
        Turn("assistant", ANSWERED.text),
    )


def test_history_keeps_the_newest_turns() -> None:
    conversation = Conversation()
    for number in range(20):
        conversation.begin(f"question {number}")
        finish(conversation, answer=ANSWERED)
    conversation.begin("now")

    history = conversation.history()

    assert len(history) == TURNS_TOLD
    assert history[-2] == Turn("user", "question 19")


def test_a_verdict_stays_with_its_answer_when_the_next_question_is_asked() -> None:
    conversation = Conversation()
    conversation.begin("first")
    finish(conversation, answer=ANSWERED)
    conversation.begin("second")
    first, second = conversation.exchanges

    conversation.judge(first.answer_id, "down", "Not so.")

    judged, unjudged = conversation.exchanges
    assert (judged.verdict, judged.correction) == ("down", "Not so.")
    assert unjudged == second
    assert first.answer_id != second.answer_id


def test_every_page_starts_with_a_conversation_of_its_own() -> None:
    conversation = Conversation()
    conversation.begin("mine")

    assert copy.deepcopy(conversation).exchanges == []
