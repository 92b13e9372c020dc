from __future__ import annotations

from dataclasses import replace

from assistant.answering.first_questions import Facts, first_questions
from assistant.types import Passage, Source
from tests.answering.suggested import TEMPLATES, Answers
from tests.doubles import a_passage, a_source

SEA = a_source("sea.md", title="Open Sea Definition", publisher="Sea Foundation")
SEAS = a_source("seas.md", title="Open Seas Definition", publisher="Harbour Board")
LICENSE = a_source("license.md", title="Sea License", kind="license")
OTHER = a_source("other.md", title="Lake License", kind="license")
TALK = a_source("talk.md", title="Harbour talk", kind="panel", speakers=("Ada Reed",))
CARD = a_source("card.md", title="Lantern 3 model card", kind="model_card")
NOTES = a_source("notes.md", title="Notes on tides", kind="own")
SOURCES = (CARD, LICENSE, NOTES, OTHER, SEA, SEAS, TALK)

DIFFER = "How does the Open Sea Definition differ from the Open Seas Definition?"
FORBID = "What does the Sea License forbid?"
SPOKEN = "What did Ada Reed say about the Sea License?"
OPEN = "Is Lantern 3 open?"
TIDES = "What does “Notes on tides” say about spring tides?"

FACTS = Facts(
    sources=SOURCES,
    labels=lambda doc_id: ["Introduction", "1. Spring tides"] if doc_id == "notes.md" else [],
    share=lambda words: 0.5 if words == "Sea License" else 0.0,
    speakers_of=lambda words: {("talk.md", "Ada Reed"): 2} if words == "Sea License" else {},
)


def of(source: Source, speaker: str | None = None) -> Passage:
    return a_passage("It is so.", source, speaker=speaker)


ANSWERS = {
    DIFFER: [of(SEA), of(SEAS)],
    FORBID: [of(LICENSE)],
    SPOKEN: [of(TALK, "Ada Reed")],
    OPEN: [of(CARD)],
    TIDES: [of(NOTES)],
}


def test_each_question_is_of_another_kind_and_there_are_four() -> None:
    assert first_questions(FACTS, TEMPLATES, Answers(ANSWERS)) == (DIFFER, FORBID, SPOKEN, OPEN)


def test_what_is_not_answered_is_never_suggested_and_another_takes_its_place() -> None:
    answers = Answers({**ANSWERS, DIFFER: [of(SEA)], FORBID: []})

    assert first_questions(FACTS, TEMPLATES, answers) == (SPOKEN, OPEN, TIDES)


def test_library_of_own_documents_is_asked_by_its_headings() -> None:
    own = replace(FACTS, sources=(NOTES,))

    assert first_questions(own, TEMPLATES, Answers(ANSWERS)) == (TIDES,)


def test_library_without_answers_suggests_nothing() -> None:
    assert first_questions(FACTS, TEMPLATES, Answers({})) == ()


def test_documents_in_another_language_are_left_out() -> None:
    japanese = replace(FACTS, sources=(replace(LICENSE, language="ja"),))

    assert first_questions(japanese, TEMPLATES, Answers(ANSWERS)) == ()


def test_the_document_that_is_spoken_of_most_is_asked_first() -> None:
    answers = Answers({})

    first_questions(replace(FACTS, sources=(OTHER, LICENSE)), TEMPLATES, answers)

    assert answers.asked[0] == FORBID
