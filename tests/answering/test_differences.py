from __future__ import annotations

import pytest

from assistant.answering.differences import difference
from assistant.answering.manner import Manner
from assistant.answering.words.french import FRENCH
from assistant.answering.words.german import GERMAN
from assistant.types import Citation, Kind
from tests.doubles import WordEncoder, a_passage, a_source

ENCODE = WordEncoder().encode
FEE = "The license requires a fee for redistribution of the software."
NO_FEE = "The license does not require a fee for redistribution of the software."
TEN = "The license ends when 10 days of notice have passed."
THIRTY = "The license ends when 30 days of notice have passed."
DATA = "Training data may stay secret."


def cited(*quoted: tuple[str, str, Kind]) -> list[Citation]:
    citations = []
    for marker, (publisher, words, kind) in enumerate(quoted, start=1):
        passage = a_passage(words, a_source(f"{publisher}.md", publisher=publisher, kind=kind))
        citations.append(Citation(marker, passage, words, 0, len(words), "quoted"))
    return citations


@pytest.mark.parametrize(("one", "other"), [(FEE, NO_FEE), (TEN, THIRTY)])
def test_two_voices_that_clash_are_said_not_to_say_the_same(one: str, other: str) -> None:
    citations = cited(("Ann", one, "license"), ("Bob", other, "license"))

    assert difference(citations, Manner(), ENCODE) == (
        "These voices do not say the same: compare [1] with [2]."
    )


def test_one_voice_never_clashes_with_itself() -> None:
    citations = cited(("Ann", FEE, "license"), ("Ann", NO_FEE, "license"))

    assert difference(citations, Manner(compares=True), ENCODE) == ""


def test_copies_of_one_text_are_no_two_voices() -> None:
    citations = [
        Citation(n, a_passage(words, source), words, 0, len(words), "quoted")
        for n, (words, source) in enumerate(
            [
                (FEE, a_source("a.md", title="Tea Act 1.0", publisher="Ann", kind="policy")),
                (NO_FEE, a_source("a.html", title="Tea Act 1.0", publisher="Bob", kind="policy")),
            ],
            start=1,
        )
    ]

    assert difference(citations, Manner(), ENCODE) == ""


def test_sentences_about_other_points_are_not_held_against_each_other() -> None:
    citations = cited(("Ann", NO_FEE, "license"), ("Bob", DATA, "license"))

    assert difference(citations, Manner(), ENCODE) == ""


@pytest.mark.parametrize("manner", [Manner(compares=True), Manner(asks_positions=True)])
def test_voices_that_were_asked_for_are_told_apart_without_a_verdict(manner: Manner) -> None:
    citations = cited(("Ann", NO_FEE, "license"), ("Bob", DATA, "license"))

    assert difference(citations, manner, ENCODE) == ("Different voices, each with its own source.")


def test_a_text_and_what_people_say_about_it_are_told_apart() -> None:
    citations = cited(("Ann", NO_FEE, "definition"), ("Bob", DATA, "commentary"))

    assert difference(citations, Manner(), ENCODE) == (
        "Different voices, each with its own source."
    )


def test_that_voices_differ_is_said_in_the_language_of_the_page() -> None:
    clash = cited(("Ann", FEE, "license"), ("Bob", NO_FEE, "license"))
    apart = cited(("Ann", FEE, "license"), ("Bob", DATA, "panel"))

    assert difference(clash, Manner(), ENCODE, GERMAN) == (
        "Diese Stimmen sagen nicht dasselbe: Vergleichen Sie [1] mit [2]."
    )
    assert difference(apart, Manner(), ENCODE, FRENCH) == (
        "Des voix différentes, chacune avec sa propre source."
    )
