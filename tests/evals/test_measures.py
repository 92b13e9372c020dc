from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.types import Document, Outcome
from evals.facts import missing_facts
from evals.measures import (
    abstention_scores,
    answer_scores,
    citation_scores,
    confidence_scores,
    is_faithful,
    spoken_text,
)
from tests.evals.scripted import answer, cite, document, gold, passage

ANVIL = document()
HAMMER = document("tools/hammer.md", "The hammer is for sale everywhere, says the seller.")
QUOTE = "Nobody may sell the anvil."
FREE = passage("The anvil is free to use.", within=ANVIL)


def test_an_unanswerable_question_has_no_facts() -> None:
    item = gold(answerable=False, facts=(("not found",),))

    scores = answer_scores(item, answer("x"))

    assert scores.pop("quoted_words") == 1
    assert set(scores.values()) == {None}


def test_a_fact_counts_when_any_of_its_forms_stands_in_the_answer() -> None:
    item = gold(QUOTE, facts=(("nobody", "no one"), ("smith",), ("2024",)))

    scores = answer_scores(item, answer("No One may, says SMITH."))

    assert scores["key_fact_recall"] == pytest.approx(2 / 3)
    assert scores["all_facts"] == 0
    assert missing_facts(item.facts, "no one, Smith") == (("2024",),)


def test_facts_are_found_across_line_ends_and_typeset_apostrophes() -> None:
    item = gold(QUOTE, facts=(("doesn't allow",), ("non-commercial use",)))

    said = answer("> It doesn’t\n> allow more than non‑commercial\n> use.")

    assert answer_scores(item, said)["all_facts"] == 1


def test_a_marker_is_neither_fact_nor_word_and_other_brackets_are() -> None:
    said = answer("Nobody may. [1] See [2007].", cite(QUOTE, within=ANVIL))

    assert spoken_text(said).split() == ["Nobody", "may.", "See", "[2007]."]
    assert missing_facts([("1",), ("2007",)], spoken_text(said)) == (("1",),)
    assert answer_scores(gold(QUOTE), said)["quoted_words"] == 4


def test_an_abstention_has_no_facts_whatever_it_shows() -> None:
    item = gold(QUOTE, facts=(("nobody",),))

    said = answer("Not found. Nearest: nobody ...", outcome=Outcome.NO_EVIDENCE)

    scores = answer_scores(item, said)
    assert (scores["key_fact_recall"], scores["all_facts"]) == (0, 0)
    assert scores["quoted_words"] is None


def test_saying_what_is_forbidden_counts_unless_the_answer_abstains() -> None:
    item = replace(gold(QUOTE), forbidden=(("everyone may", "all may"),))

    said = [
        answer_scores(item, answer("So all may sell it.")),
        answer_scores(item, answer("Nobody may.")),
        answer_scores(item, answer("Nearest: all may", outcome=Outcome.NO_EVIDENCE)),
        answer_scores(gold(QUOTE), answer("All may.")),
    ]

    assert [scores["forbidden_facts"] for scores in said] == [1, 0, 0, None]


def test_short_answers_are_compared_where_a_set_has_them() -> None:
    item = replace(gold(QUOTE), short_answers=("The Smith", "Smith & Daughters"))

    exact = answer_scores(item, answer("smith and daughters."))
    longer = answer_scores(item, answer("It was Smith."))

    assert (exact["exact_match"], longer["exact_match"]) == (0, 0)
    assert answer_scores(item, answer("A smith!"))["exact_match"] == 1
    assert longer["answer_f1"] == pytest.approx(2 * 1 / (3 + 1))
    assert answer_scores(gold(QUOTE), answer("x"))["exact_match"] is None


@pytest.mark.parametrize(
    ("answerable", "outcome", "all_facts", "right", "reliability"),
    [
        (True, Outcome.QUOTED, 1.0, 1.0, 1.0),
        (True, Outcome.QUOTED, 0.0, 0.0, -1.0),
        (True, Outcome.QUOTED, None, None, None),
        (True, Outcome.NO_EVIDENCE, 0.0, None, 0.0),
        (False, Outcome.QUOTED, None, 0.0, -1.0),
        (False, Outcome.NO_EVIDENCE, None, None, 0.0),
    ],
)
def test_a_wrong_answer_costs_what_a_right_one_earns_and_abstaining_nothing(
    answerable: bool,
    outcome: Outcome,
    all_facts: float | None,
    right: float | None,
    reliability: float | None,
) -> None:
    scores = confidence_scores(gold(answerable=answerable), 0.7, outcome, all_facts)

    assert scores == {
        "confidence": 0.7,
        "is_answerable": float(answerable),
        "is_right": right,
        "effective_reliability": reliability,
    }


def test_citations_are_held_against_gold_evidence_both_ways() -> None:
    item = gold(QUOTE, "A sentence that is nowhere cited.")
    right = cite(QUOTE, within=ANVIL)
    wrong = cite("The hammer is for sale", within=HAMMER)

    scores = citation_scores(
        item,
        answer("", right, wrong, wrong),
        {ANVIL.doc_id: ANVIL, HAMMER.doc_id: HAMMER}.__getitem__,
    )

    assert scores["citation_precision"] == pytest.approx(1 / 3)
    assert scores["citation_recall"] == 0.5
    assert scores["quotation_fidelity"] == 1


def test_no_citation_is_no_precision_but_a_recall_of_zero() -> None:
    scores = citation_scores(gold(QUOTE), answer("Nobody may."), _no_document)

    assert scores == {"citation_precision": None, "citation_recall": 0, "quotation_fidelity": None}


def test_citations_of_an_abstention_earn_nothing() -> None:
    said = answer("", cite(QUOTE, within=ANVIL), outcome=Outcome.NO_EVIDENCE)

    scores = citation_scores(gold(QUOTE), said, lambda _: ANVIL)

    assert (scores["citation_precision"], scores["citation_recall"]) == (None, 0)


def test_a_quotation_must_stand_at_its_place_inside_its_passage() -> None:
    exact = cite(QUOTE, within=ANVIL)

    assert is_faithful(exact, ANVIL)
    assert not is_faithful(replace(exact, quote=QUOTE.upper()), ANVIL)
    assert not is_faithful(replace(exact, start=exact.start + 1, end=exact.end + 1), ANVIL)
    assert not is_faithful(replace(exact, passage=FREE), ANVIL)
    assert not is_faithful(replace(exact, quote="", end=exact.start), ANVIL)


def test_one_planted_wrong_quotation_spoils_the_answer() -> None:
    exact = cite(QUOTE, within=ANVIL)
    said = answer("", exact, replace(exact, quote="Nobody might sell the anvi"))

    assert citation_scores(gold(QUOTE), said, lambda _: ANVIL)["quotation_fidelity"] == 0


@pytest.mark.parametrize(
    ("text", "fidelity"),
    [
        ("**Smith:** “Nobody may\nsell the anvil.” [1]", 1),
        ("**Smith:** “Anybody may sell the anvil.” [1]", 0),
        ("**Smith:** “Nobody may sell the anvil.” [2]", 0),
        ("**d. “Anvil”:** “Nobody may sell the anvil.” [1]", 1),
        ("**d. “Anvil”:** “Nobody may sell the horse.” [1]", 0),
        ("**Smith:** “He swore: “Nobody may sell the anvil.” [1]", 0),
    ],
)
def test_what_is_shown_in_quotation_marks_is_what_is_quoted(text: str, fidelity: float) -> None:
    said = answer(text, cite(QUOTE, within=ANVIL))

    assert citation_scores(gold(QUOTE), said, lambda _: ANVIL)["quotation_fidelity"] == fidelity


@pytest.mark.parametrize(
    ("answerable", "outcome", "over", "false", "right"),
    [
        (True, Outcome.QUOTED, 0, None, 1),
        (True, Outcome.NO_EVIDENCE, 1, None, 0),
        (True, None, 0, None, 0),
        (False, Outcome.ANSWERED, None, 1, 0),
        (False, Outcome.NO_EVIDENCE, None, 0, 1),
        (False, None, None, 0, 0),
    ],
)
def test_both_mistakes_of_abstention_are_told_apart(
    answerable: bool, outcome: Outcome | None, over: float, false: float, right: float
) -> None:
    scores = abstention_scores(answerable, outcome)

    assert scores["over_abstention"] == over
    assert scores["false_answer_rate"] == false
    assert scores["abstention_accuracy"] == right


def _no_document(doc_id: str) -> Document:
    raise AssertionError(doc_id)
