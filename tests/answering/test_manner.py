from __future__ import annotations

from typing import NamedTuple

import pytest

from assistant.answering.manner import read_manner
from tests.doubles import a_passage, a_source

OSAID = a_source(title="The Open Source AI Definition, version 0.0.8 (saved page)", version="0.0.8")
LLAMA = a_source(
    "licenses/llama.txt", title="Llama 3.1 Community License Agreement", kind="license"
)


@pytest.mark.parametrize(
    ("question", "yes_or_no"),
    [
        ("Is Llama 3.1 open source?", True),
        ("And does it allow that?", True),
        ("If I sell it, must I pay?", True),
        ("What is open source?", False),
        ("Who may use it?", False),
        ("and how long is it?", False),
    ],
)
def test_a_question_that_wants_yes_or_no_is_known_by_its_verb(
    question: str, yes_or_no: bool
) -> None:
    assert read_manner(question).yes_or_no is yes_or_no


@pytest.mark.parametrize(
    ("question", "positions", "compares"),
    [
        ("Who disagrees about training data?", True, False),
        ("What are the positions on the draft?", True, False),
        ("How do Ann and Bob differ over it?", False, True),
        ("MIT versus Apache: patents?", False, True),
        ("May I train a different model?", False, False),
        ("When was it published?", False, False),
    ],
)
def test_positions_and_comparisons_are_known_by_their_words(
    question: str, positions: bool, compares: bool
) -> None:
    manner = read_manner(question)

    assert (manner.asks_positions, manner.compares) == (positions, compares)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What does OSAID say of data?", True),
        ("What does the Open Source AI Definition say of data?", True),
        ("What does the Open Weight Definition say of data?", False),
        ("What is open source?", False),
    ],
)
def test_a_document_is_named_by_its_title_or_its_initials(question: str, named: bool) -> None:
    assert read_manner(question).names(OSAID) is named


def test_a_follow_up_asks_in_its_own_manner_for_what_was_named_before_it() -> None:
    manner = read_manner("Is it so in OSAID? and why?", asked="and why?")

    assert not manner.yes_or_no
    assert manner.names(OSAID)


def test_a_version_is_wanted_when_its_number_is_asked_for() -> None:
    assert read_manner("What did OSAID 0.0.8 say?").wants(OSAID)
    assert not read_manner("What does OSAID say?").wants(OSAID)


class ASide(NamedTuple):
    said: str
    documents: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()


def test_a_passage_is_put_on_the_side_of_its_document_or_its_speaker() -> None:
    sides = [ASide("OSAID", (OSAID.doc_id,)), ASide("Ann Lee", speakers=("Ann Lee",))]
    manner = read_manner("OSAID or Ann Lee: who asks for data?", sides)

    assert manner.compares
    assert manner.side_of(a_passage("Data.", OSAID)) == "OSAID"
    assert manner.side_of(a_passage("Data.", OSAID, speaker="Ann Lee")) == "Ann Lee"
    assert manner.side_of(a_passage("Data.", LLAMA)) == ""


def test_a_passage_of_two_sides_is_put_on_neither() -> None:
    sides = [ASide("one", (OSAID.doc_id,)), ASide("other", (OSAID.doc_id,))]

    assert read_manner("Which?", sides).side_of(a_passage("Data.", OSAID)) == ""
    assert read_manner("Which?", sides[:1]).sides == ()


def test_a_document_that_is_known_to_be_named_is_named() -> None:
    assert read_manner("the meta one?", named=[LLAMA.doc_id]).names(LLAMA)
