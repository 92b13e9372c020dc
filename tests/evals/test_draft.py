from __future__ import annotations

import json

import pytest

from assistant.feedback.entry import Feedback, Quoted
from assistant.types import Outcome
from evals.asking import Leaving
from evals.draft import draft_item
from evals.fields import read_fields
from evals.gold import read_item
from evals.proof import faults
from evals.shelf import Shelf
from tests.evals.scripted import document
from tests.evals.typing_person import Person
from tests.feedback.made import feedback

ANVIL = document(text="The anvil is free to use.\nNobody may sell the anvil. It weighs 80 kg.")
HAMMER = document("tools/hammer.md", "The hammer is for sale everywhere.")
SHELF = Shelf((ANVIL.doc_id, HAMMER.doc_id), {d.doc_id: d for d in (ANVIL, HAMMER)}.__getitem__)
SELL = "Nobody may sell the anvil."
ENTRY = feedback(
    citations=(
        Quoted(1, "tools/anvil.md", "1", 0, 25, "The anvil is free to use."),
        Quoted(2, "tools/anvil.md", "1", 26, 52, "Nobody may\nsell the anvil."),
        Quoted(3, "tools/anvil.md", "1", 0, 5, "It was edited away."),
    ),
    correction="Nobody may.",
    history=(),
)


def draft(person: Person, entry: Feedback = ENTRY) -> dict[str, object]:
    raw = draft_item(entry, person.asking, SHELF)
    item = read_item(read_fields(json.dumps({"id": "own-001", **raw}), "here"))
    assert faults(item, SHELF) == []
    return raw


def test_a_citation_becomes_the_evidence_and_the_correction_the_answer() -> None:
    person = Person("yes", "2", "", "nobody | no one", "", "", "permission")

    raw = draft(person)

    assert raw == {
        "question": "May I sell the anvil?",
        "type": "permission",
        "history": [],
        "evidence": [{"file": "tools/anvil.md", "quote": SELL}],
        "facts": [["nobody", "no one"]],
        "answer": "Nobody may.",
        "answerable": True,
        "note": "from the chat, 2026-03-01: answered, found not right",
    }
    assert "Enter takes: Nobody may." in person.seen


def test_a_citation_that_is_not_there_or_stands_no_more_is_asked_for_again() -> None:
    person = Person("yes", "9", "1, 3", "1 2 1", "", "nobody", "", "", "")

    raw = draft(person)

    assert raw["evidence"] == [
        {"file": "tools/anvil.md", "quote": "The anvil is free to use."},
        {"file": "tools/anvil.md", "quote": SELL},
    ]
    assert "There is no citation 9." in person.seen
    assert "Citation 3 does not stand in the indexed documents any more." in person.seen


def test_another_quotation_is_looked_up_in_its_document() -> None:
    person = Person(
        *("yes", "", "It weighs 80 kg.", ""),  # found in a hit: Enter takes that file
        *("It weighs a ton.", "tools/anvil.md"),
        *("for sale everywhere", "tools/hamer.md"),
        *("for sale everywhere", "tools/hammer.md"),
        *("", "80 kg", "", "It weighs 80 kg.", ""),
    )

    raw = draft(person)

    assert raw["evidence"] == [
        {"file": "tools/anvil.md", "quote": "It weighs 80 kg."},
        {"file": "tools/hammer.md", "quote": "for sale everywhere"},
    ]
    assert "File it stands in [tools/anvil.md]: " in person.seen
    assert "It does not stand in tools/anvil.md." in person.shown
    assert "No document is called tools/hamer.md; the nearest is tools/hammer.md." in person.seen


def test_without_evidence_or_facts_it_asks_on() -> None:
    person = Person("yes", "", "", "2", "", "", " | ", "nobody", "", "", "")

    raw = draft(person)

    assert raw["evidence"] == [{"file": "tools/anvil.md", "quote": SELL}]
    assert raw["facts"] == [["nobody"]]
    assert "An answerable item needs at least one quotation." in person.seen
    assert person.seen.count("An answerable item needs at least one fact.") == 2


def test_an_answer_that_lacks_a_fact_is_asked_for_again() -> None:
    person = Person("yes", "2", "", "no smith", "", "Nobody may.", "No smith may.", "")

    raw = draft(person)

    assert raw["answer"] == "No smith may."
    assert "No quotation above says this" in person.shown
    assert "It does not say 'no smith'." in person.shown


def test_without_a_correction_the_quotations_are_offered_as_the_answer() -> None:
    person = Person("yes", "2", "", "nobody", "", "", "")

    raw = draft(person, feedback(**{**_fields(ENTRY), "correction": "", "verdict": "up"}))

    assert raw["answer"] == SELL
    assert raw["note"] == "from the chat, 2026-03-01: answered, found helpful"


def test_a_question_that_is_not_answered_names_what_is_absent() -> None:
    person = Person("no", "80 kg", "euro", "", "", "The documents name no price.", "")
    entry = feedback(outcome=Outcome.NO_EVIDENCE, question="What does it cost?", citations=())

    raw = draft(person, entry)

    assert (raw["answerable"], raw["evidence"], raw["facts"]) == (False, [], [])
    assert (raw["absent"], raw["type"]) == (["euro"], "unanswerable")
    assert raw["answer"] == "The documents name no price."
    assert raw["history"] == [
        {"role": "user", "content": "What is free?"},
        {"role": "assistant", "content": "The anvil is. [1]"},
    ]
    assert "'80 kg' stands in tools/anvil.md, so it does not show that." in person.seen


def test_every_question_can_be_left() -> None:
    script = ["yes", "2", "", "nobody", "", "Nobody.", "fact"]

    for answered in range(len(script)):
        with pytest.raises(Leaving, match="dismiss"):
            draft(Person(*script[:answered], "dismiss"))


def _fields(entry: Feedback) -> dict[str, object]:
    return {name: getattr(entry, name) for name in Feedback.__slots__}
