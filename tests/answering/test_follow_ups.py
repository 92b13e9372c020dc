from __future__ import annotations

from dataclasses import replace

from assistant.answering.follow_ups import follow_ups, other_versions
from assistant.types import Answer, Kin, Outcome, Source
from tests.answering.suggested import TEMPLATES, Answers, quoting
from tests.doubles import a_passage, a_source, some_hits

SEA = a_passage("The sea is open.", a_source("sea.md", title="Sea Definition"), label="1. Fees")
OLD = a_source("sea-1.md", title="Sea Definition 1")
LAKE = a_passage("Lakes.", a_source("lake.md", title="Lake License", kind="license"))
RIVER = a_passage("Rivers.", a_source("river.md", title="River Definition"))
TALK = a_passage(
    "Well.", a_source("talk.md", title="Talk", kind="panel"), speaker="Ada Reed", label="Ada Reed"
)

VERSION = "And what about the Sea Definition 1?"
LICENSE = "And what about the Lake License?"
OTHER = "And what about the River Definition?"
SPEAKER = "And what does Ada Reed say?"
NEXT = "What does the Sea Definition say about patents?"
ANSWERS = {
    VERSION: [a_passage("Old.", OLD)],
    LICENSE: [LAKE],
    OTHER: [RIVER],
    SPEAKER: [TALK],
    NEXT: [SEA],
}
ANSWER = replace(
    quoting(SEA, question="Is it open?"), hits=tuple(some_hits(SEA, RIVER, LAKE, TALK))
)


def asked(
    answer: Answer = ANSWER, answers: Answers | None = None, versions: tuple[Source, ...] = (OLD,)
) -> tuple[str, ...]:
    return follow_ups(
        answer,
        TEMPLATES,
        versions=versions,
        labels=lambda _: ["Beginning", "1. Fees", "2. Patents"],
        ask=answers or Answers(ANSWERS),
    )


def test_another_version_comes_first_then_what_another_kind_of_text_says() -> None:
    assert asked() == (VERSION, LICENSE, SPEAKER)


def test_what_is_not_answered_is_left_out_and_the_next_section_is_offered() -> None:
    answers = Answers({NEXT: [SEA]})

    assert asked(answers=answers) == (NEXT,)
    assert len(answers.asked) <= 6


def test_document_that_the_question_names_is_not_offered_again() -> None:
    named = replace(ANSWER, question="Is the Lake License open?")

    assert asked(named, versions=()) == (SPEAKER, OTHER, NEXT)


def test_nothing_follows_a_refusal_or_a_comparison() -> None:
    assert asked(replace(ANSWER, outcome=Outcome.NO_EVIDENCE)) == ()
    assert asked(replace(ANSWER, sides=(ANSWER, ANSWER))) == ()


def test_only_versions_that_are_not_cited_are_offered() -> None:
    kin = {
        "sea.md": [Kin("sea-1.md", "version", 0.8), Kin("copy.md", "twin", 0.9)],
        "sea-1.md": [Kin("sea.md", "version", 0.8)],
    }
    by_id = {"sea.md": SEA.source, "sea-1.md": OLD}

    assert other_versions([SEA.source], kin, by_id) == [OLD]
    assert other_versions([SEA.source, OLD], kin, by_id) == []
