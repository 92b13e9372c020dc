from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from assistant.answering.candidates import find_candidates
from assistant.answering.sentence_signs import Signs, read_signs, read_wanted
from assistant.types import Section
from tests.doubles import a_passage, a_source, some_hits


def signs(question: str, text: str, *, label: str = "Section 1", title: str = "Notes") -> Signs:
    passage = a_passage(text, a_source(title=title))
    candidates = find_candidates(some_hits(passage), lambda *_: Section(label, 0, 10_000))
    return read_signs(read_wanted(question, candidates, all_alike), candidates[0])


def all_alike(words: Sequence[str]) -> Mapping[str, float]:
    return dict.fromkeys(words, 1.0)


def test_each_word_counts_once_where_it_stands_nearest() -> None:
    found = signs(
        "Gemma distillation license forbids outputs?",
        "The outputs may be used for distillation. Other licenses differ.",
        label="Distillation forbids",
        title="Gemma",
    )

    assert (found.words, found.heading, found.document, found.around) == (0.4, 0.2, 0.2, 0.2)


def test_rare_words_count_more() -> None:
    passage = a_passage("The anvil is heavy and old. The license is short and old.")
    candidates = find_candidates(some_hits(passage), lambda *_: Section("", 0, 99))
    wanted = read_wanted("anvil license", candidates, lambda _: {"anvil": 3.0, "license": 1.0})

    assert [read_signs(wanted, c).words for c in candidates] == [0.75, 0.25]


def test_without_a_library_words_are_weighed_among_the_sentences() -> None:
    passage = a_passage("The license of the anvil is old. The license of it is short.")
    candidates = find_candidates(some_hits(passage), lambda *_: Section("", 0, 99))
    wanted = read_wanted("anvil license", candidates)

    assert wanted.weights["anvil"] > wanted.weights["licens"]


@pytest.mark.parametrize(
    ("question", "text", "holds"),
    [
        ("How many users are allowed?", "At most 700 million users are allowed.", 1),
        ("How many users are allowed?", "Many users are allowed to do so.", 0),
        ("When does the clause end?", "It ends on the fourth anniversary of the day.", 1),
        ("Who wrote the license?", "It was written by Bruce Perens for a project.", 1),
        ("What is a license?", "It was written in 1998 by Bruce Perens.", 0),
    ],
)
def test_what_is_asked_for_is_seen_in_the_sentence(question: str, text: str, holds: float) -> None:
    assert signs(question, text).asked_for == holds


def test_rules_count_where_a_rule_is_asked_for() -> None:
    text = "The name must stand in the notice file."

    assert signs("Do I have to keep the name?", text).rules == 1
    assert signs("What stands in the notice?", text).rules == 0


def test_scraps_and_questions_are_seen() -> None:
    assert signs("license", "A very short license here.").scrap == 1
    assert signs("license", "And what would such a license say to all of that?").asks == 1
    assert signs("license", "The license of the model that is distributed.") == Signs(
        0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    )
