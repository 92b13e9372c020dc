from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.presence import BY_NAME_ALONE, NO_PRESENCE, Presence, read_presence
from assistant.retrieval.asked import Asked
from assistant.retrieval.intent import wanted
from assistant.retrieval.retrieve import Retrieved
from tests.doubles import a_passage, a_source, some_hits

BADGES = a_source("badges.md", title="Badges of the Openness Tool 2.1")
COST = a_passage("A badge of the tool costs 40 euros.", BADGES)
CLASSES = a_passage("The tool makes a badge for each class.", BADGES)
OTHER = a_passage("Meetings cost 10 euros a head.", a_source("meetings.md", title="Meetings"))


def signs_of(
    question: str, *passages: object, compares: bool = False, language: str = ""
) -> Presence:
    hits = some_hits(*passages)  # type: ignore[arg-type]
    return read_presence(
        Retrieved(hits, hits, hits, Asked(question, question, compares=compares, language=language))
    )


def test_signs_are_zero_when_nothing_was_found() -> None:
    asked = Asked("What does a badge cost?", "What does a badge cost?")

    assert read_presence(Retrieved([], [], [], asked)) == NO_PRESENCE


def test_sides_of_a_comparison_may_be_named_in_passages_of_their_own() -> None:
    tea, rye = a_passage("The Tea License asks for it."), a_passage("The Rye License does not.")
    question = "How do the Tea License and the Rye License differ?"

    assert signs_of(question, tea, rye).named < 1
    assert signs_of(question, tea, rye, compares=True).named == 1


def test_value_asked_for_has_to_stand_near_the_subject() -> None:
    question = "What does a badge of the tool cost?"

    assert signs_of(question, COST).given == 1
    assert signs_of(question, CLASSES).given == 0
    assert 0 <= signs_of(question, CLASSES, OTHER).given < 1


def test_question_that_asks_for_no_value_is_not_judged_by_it() -> None:
    assert signs_of("Who makes a badge?", CLASSES).given == 1


def test_names_and_numbers_of_the_question_are_looked_for_in_one_passage() -> None:
    assert signs_of("Does the Openness Tool make badges?", CLASSES).named == 1
    assert signs_of("Does the Jabberwocky Tool make badges?", CLASSES).named == 0.5
    assert signs_of("does it make 17 badges?", CLASSES).named == 0


def test_short_form_is_named_by_the_words_it_stands_for() -> None:
    council = a_passage("The Open Source Initiative keeps the list.", a_source("list.md"))

    assert signs_of("Does the OSI keep the list?", council).named == 1
    assert signs_of("Does the FSF keep the list?", council).named == 0


def test_number_that_is_part_of_a_word_is_no_number_of_the_question() -> None:
    assert signs_of("does badge2 go with it?", CLASSES).named == 1


def test_word_that_begins_a_sentence_is_no_name() -> None:
    assert signs_of("It makes badges. Enough for a class?", CLASSES).named == 1


def test_misspelled_name_is_the_name_that_was_found() -> None:
    assert signs_of("Does the Opneness Tool make badges?", CLASSES).named == 1


def test_version_of_no_document_is_noticed() -> None:
    assert signs_of("What is new in Tool 2.1?", CLASSES).version == 1
    assert signs_of("What is new in Tool 3.4?", CLASSES).version == 0


@given(st.text(min_size=1, max_size=200))
def test_every_sign_is_a_share_for_any_question(question: str) -> None:
    signs = signs_of(question, COST, OTHER)

    assert all(0 <= s <= 1 for s in (signs.given, signs.named, signs.version, signs.similarity))


def test_version_of_a_name_that_is_longer_than_its_stem_is_known() -> None:
    license_2 = a_source("apache.md", title="Apache License", aliases=("Apache 2.0",))
    patents = a_passage("Apache 2.0 ends the patent license.", license_2)

    assert signs_of("What does Apache 2.0 say about patents?", patents).version == 1
    assert signs_of("What does Apache 3.0 say about patents?", patents).version == 0


def test_noun_of_a_german_question_is_no_name() -> None:
    data = a_passage("The OSAID requires data information.")
    question = "Was verlangt die OSAID zu Trainingsdaten?"

    assert signs_of(question, data).named == 0.5
    assert signs_of(question, data, language="de").named == 1


@pytest.mark.parametrize(
    ("question", "similarity"),
    [
        ("What does the European Commission say?", BY_NAME_ALONE),
        ("What did the Commission say in the report?", 0.1),  # "report" is of no name
        ("What does the Commission say about badges?", 0.1),
        ("Who is the European Commission?", 0.1),
        ("What does somebody say?", 0.1),
    ],
)
def test_question_of_nothing_but_a_speaker_needs_no_sentence_near_it(
    question: str, similarity: float
) -> None:
    spoken = replace(some_hits(COST)[0], score=0.1)
    speakers = {"European Commission": 0.9} if "Commission" in question else {}
    asked = Asked(question, question, speakers=speakers, wanted=wanted(question))

    assert read_presence(Retrieved([spoken], [spoken], [], asked)).similarity == similarity


def test_what_only_its_words_found_is_judged_without_a_meaning() -> None:
    found = some_hits(COST)

    assert read_presence(Retrieved(found, [], found, Asked("a badge?", "a badge?"))).similarity == 0
