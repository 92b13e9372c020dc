from __future__ import annotations

import json

import pytest

from assistant.feedback.entry import Feedback, Quoted, as_object, feedback_on, from_object
from assistant.types import Answer, Citation, Outcome, Turn
from tests.doubles import a_passage, some_hits
from tests.feedback.made import WHOLE, feedback

TIME = "2026-03-01T10:00:00+00:00"


def through_json(entry: Feedback) -> dict[str, object]:
    raw = json.loads(json.dumps(as_object(entry)))
    assert isinstance(raw, dict)
    return raw


def test_an_entry_holds_what_the_reader_saw_and_what_it_was_made_from() -> None:
    passage = a_passage("Free to use. Not for sale.", start=100)
    citation = Citation(1, passage, "Not for sale.", 113, 126, "quoted")
    answer = Answer(
        question="May I sell it?",
        text="> Not for sale. [1]",
        outcome=Outcome.QUOTED,
        confidence=1,
        citations=(citation,),
        hits=tuple(some_hits(passage, a_passage("Other."))),
        fingerprint="passages-1",
    )

    entry = feedback_on(
        answer,
        answer_id="a1",
        time=TIME,
        verdict="down",
        correction="Ask the smith.",
        history=[Turn("user", "What is free?")],
    )

    doc_id = passage.source.doc_id
    assert entry.citations == (Quoted(1, doc_id, "Section 1", 113, 126, "Not for sale."),)
    assert entry.hits == (doc_id, doc_id)
    assert (entry.question, entry.answer) == ("May I sell it?", "> Not for sale. [1]")
    assert (entry.verdict, entry.correction) == ("down", "Ask the smith.")
    assert entry.history == (Turn("user", "What is free?"),)
    assert from_object(through_json(entry)) == entry


@pytest.mark.parametrize(
    "entry",
    [
        WHOLE,
        feedback(verdict="none", model="qwen3:4b", history=(), citations=(), hits=()),
        feedback(outcome=Outcome.NO_EVIDENCE, answer="", correction='"\n\u2028ü 😀'),
    ],
)
def test_an_entry_comes_back_from_json_as_it_was(entry: Feedback) -> None:
    assert from_object(through_json(entry)) == entry


def test_a_field_of_a_later_version_is_left_out() -> None:
    assert from_object({**through_json(WHOLE), "mood": "cheerful"}) == WHOLE


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", 7),
        ("verdict", "maybe"),
        ("outcome", "lost"),
        ("history", [{"role": "robot", "content": "x"}]),
        ("history", ["x"]),
        ("citations", [{"marker": 1}]),
        ("hits", "a.md"),
        ("model", 3),
        ("confidence", "high"),
    ],
)
def test_a_field_of_another_kind_is_an_error(name: str, value: object) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        from_object({**through_json(WHOLE), name: value})


def test_a_missing_field_is_an_error() -> None:
    raw = through_json(WHOLE)
    del raw["answer"]

    with pytest.raises(KeyError):
        from_object(raw)
