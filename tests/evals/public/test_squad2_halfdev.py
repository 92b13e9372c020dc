from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.types import Answer, Citation, Outcome, Passage
from evals.public.spans import Span
from evals.public.squad import Question
from evals.public.squad2_halfdev import (
    Asked,
    abstention_rows,
    answer_figures,
    asked,
    overlap_floor,
    risk_table,
    run,
)
from evals.public.tables import Bench
from tests.doubles import a_passage, a_source, some_hits
from tests.evals.public.articles import write_articles
from tests.evals.public.values import values_of

TEXT = "The anvil was made by a smith. The smith was paid on Friday by the town."
PASSAGE = a_passage(TEXT, a_source("00.md"))
MADE = Question("Who made the anvil?", "00.md", ("a smith",), (Span("00.md", 22, 29),))
UNKNOWN = Question("Who sold the anvil?", "00.md", (), ())


def an_answer(quotes: Sequence[str], passage: Passage = PASSAGE, confidence: float = 0.5) -> Answer:
    citations = []
    for marker, quote in enumerate(quotes, start=1):
        start = passage.start + passage.text.index(quote)
        citations.append(Citation(marker, passage, quote, start, start + len(quote), "quoted"))
    outcome = Outcome.QUOTED if quotes else Outcome.NO_EVIDENCE
    hits = tuple(some_hits(passage))
    return Answer("?", "", outcome, confidence, tuple(citations), hits)


def an_outcome(answerable: bool, answered: bool, right: bool, confidence: float = 0.5) -> Asked:
    return Asked("00.md", answerable, answered, right, right, float(right), 9, confidence)


def test_an_answer_is_contained_whatever_its_articles_and_case() -> None:
    found = asked(MADE, an_answer(["The smith was paid on Friday by the town."]))

    assert found.contained and found.right
    assert not found.placed


def test_an_answer_at_its_place_is_contained_too() -> None:
    found = asked(MADE, an_answer(["The anvil was made by a smith."]))

    assert found.contained and found.placed
    assert found.f1 == pytest.approx(2 / 6)


def test_the_same_words_in_another_document_are_no_answer_at_its_place() -> None:
    elsewhere = a_passage(TEXT, a_source("01.md"))

    assert not asked(MADE, an_answer(["The anvil was made by a smith."], elsewhere)).placed


def test_half_a_word_is_no_answer() -> None:
    question = replace(MADE, answers=("mad",))

    assert not asked(question, an_answer(["The anvil was made by a smith."])).contained


def test_abstaining_is_full_marks_only_where_nothing_is_marked() -> None:
    found = asked(MADE, an_answer([])), asked(UNKNOWN, an_answer([]))

    assert [(one.answered, one.f1) for one in found] == [(False, 0.0), (False, 1.0)]


def test_the_floor_takes_the_sentence_with_most_of_the_words() -> None:
    found = overlap_floor(MADE, an_answer([]), 0.9)

    assert found.answered and found.placed
    assert found.confidence == 1.0


@pytest.mark.parametrize(("bar", "answered"), [(0.9, False), (0.0, True)])
def test_the_floor_abstains_below_its_bar(bar: float, answered: bool) -> None:
    assert overlap_floor(UNKNOWN, an_answer([]), bar).answered is answered


def test_answers_are_counted_over_the_answerable_questions() -> None:
    found = answer_figures(
        [
            an_outcome(True, True, True),
            an_outcome(True, False, False),
            an_outcome(False, True, False),
            an_outcome(False, False, False),
        ]
    )

    assert (found["AvNA"].value, found["AvNA"].n) == (0.5, 4)
    assert (found["answer in citation"].value, found["answer in citation"].n) == (0.5, 2)
    assert found["words, median"].n == 2


def test_abstaining_is_the_flag_that_is_looked_for() -> None:
    ours = [an_outcome(True, True, True, 0.9), an_outcome(False, False, False, 0.1)]

    found = values_of(abstention_rows(ours, {}))

    assert found["ours"]["F1"] == 1
    assert found["ours"]["AUROC answerable"] == 1
    assert found["floor: never answer"]["precision"] == 0.5


def test_risk_is_of_the_most_confident_and_ends_with_what_was_answered() -> None:
    ours = [an_outcome(True, True, i < 2, 0.9 - i / 10) for i in range(4)]
    ours += [an_outcome(True, False, False, 0.1) for _ in range(4)]

    (row,) = risk_table(ours, "8 questions").rows

    values = values_of([row])["ours"]
    assert {name: values[name] for name in ("10%", "25%", "50%")} == {
        "10%": 0,
        "25%": 0,
        "50%": 0.5,
    }
    assert "75%" not in values


@pytest.mark.slow
def test_questions_are_asked_of_the_indexed_articles(tmp_path: Path) -> None:
    write_articles(tmp_path / "data")

    answers, _, _ = run(Bench(tmp_path / "data", tmp_path / "work"))

    assert answers.n == "3 questions, 2 answerable, 2 articles"
    assert values_of(answers.rows)["ours"]["at its place"] == 1
