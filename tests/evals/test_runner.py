from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from assistant.errors import AnswerFailed
from assistant.types import Outcome, Turn
from evals.items import lost_at
from evals.runner import run_items
from evals.shelf import files_not_indexed, indexed_shelf
from tests.evals.scripted import ScriptedAssistant, answer, cite, document, gold

ANVIL = document()
HAMMER = document("tools/hammer.md", "The hammer is for sale everywhere.")
QUOTE = "Nobody may sell the anvil."


def test_an_answer_is_scored_and_kept_with_what_it_cited() -> None:
    assistant = ScriptedAssistant(
        {"May I sell it?": answer("Nobody may. [1]", cite(QUOTE, within=ANVIL))}, HAMMER, ANVIL
    )

    (found,) = run_items(assistant, [gold(QUOTE, facts=(("nobody",),))], indexed_shelf(assistant))

    assert (found.outcome, found.got, found.lost_at) == ("quoted", "Nobody may. [1]", "")
    assert (found.first_useful_rank, found.scores["mrr@10"]) == (2, 0.5)
    assert [hit.useful for hit in found.hits] == [False, True]
    assert found.citations[0].quote == QUOTE
    assert found.scores["key_fact_recall"] == found.scores["citation_recall"] == 1
    assert found.scores["evidence_readable"] == 1
    latency_s = found.scores["latency_s"]
    assert latency_s is not None and 0 <= latency_s < 1


def test_a_follow_up_is_searched_as_the_assistant_understood_it() -> None:
    history = (Turn("user", "What about the anvil?"),)
    said = replace(answer(), searched_for="May I sell the anvil?")
    assistant = ScriptedAssistant({"And sell it?": said}, ANVIL)

    item = gold(QUOTE, question="And sell it?", history=history)
    (found,) = run_items(assistant, [item], indexed_shelf(assistant))

    assert assistant.asked == [("And sell it?", history)]
    assert assistant.searched == [("May I sell the anvil?", 10), ("And sell it?", 10)]
    assert found.searched_for == "May I sell the anvil?"
    assert (found.scores["hit@5_raw"], found.scores["rewrite_gain"]) == (1, 0)


def test_each_search_is_measured_before_fusion() -> None:
    assistant = ScriptedAssistant({"May I sell it?": answer()}, HAMMER, ANVIL)

    (found,) = run_items(assistant, [gold(QUOTE)], indexed_shelf(assistant))

    assert found.scores["mrr@10_dense"] == found.scores["mrr@10"] == 0.5
    assert found.scores["mrr@10_lexical"] == 1


def test_written_statements_are_held_against_what_they_cite() -> None:
    said = answer(
        "Nobody may sell the anvil. [1] It was forged in a volcano by giants. [1]",
        cite(QUOTE, within=ANVIL),
        outcome=Outcome.ANSWERED,
    )
    assistant = ScriptedAssistant({"May I sell it?": said}, ANVIL)

    (found,) = run_items(assistant, [gold(QUOTE)], indexed_shelf(assistant))

    assert found.scores["statement_support"] == 0.5
    assert found.lost_at == "verify"


def test_a_quotation_that_no_passage_holds_was_cut_in_splitting() -> None:
    long = document("tools/long.md", "y" * 1500 + QUOTE)
    assistant = ScriptedAssistant({"May I sell it?": answer()}, long)

    item = gold(QUOTE, files=("tools/long.md",))
    (found,) = run_items(assistant, [item], indexed_shelf(assistant))

    assert (found.scores["evidence_whole"], found.lost_at) == (0, "split")


def test_stages_and_confidence_of_an_answer_are_scores() -> None:
    said = replace(answer("nobody"), timings_s={"retrieve": 0.25, "quote": 0.5})
    assistant = ScriptedAssistant({"May I sell it?": said}, ANVIL)

    (found,) = run_items(assistant, [gold(QUOTE, facts=(("nobody",),))], indexed_shelf(assistant))

    assert (found.scores["retrieve_s"], found.scores["quote_s"]) == (0.25, 0.5)
    assert (found.scores["confidence"], found.scores["is_right"]) == (0.5, 1)


def test_a_failing_item_is_counted_and_the_run_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    assistant = ScriptedAssistant(
        {
            "one": AnswerFailed("the model is gone; start it"),
            "two": ZeroDivisionError("nobody expected this"),
            "three": answer("nobody"),
        },
        ANVIL,
    )
    items = [
        gold(QUOTE, facts=(("nobody",),), item_id=name, question=name)
        for name in ("one", "two", "three")
    ]

    with caplog.at_level(logging.CRITICAL):
        found = list(run_items(assistant, items, indexed_shelf(assistant)))

    assert [f.outcome for f in found] == ["failed", "failed", "quoted"]
    assert found[0].error == "AnswerFailed: the model is gone; start it"
    assert "unexpected ZeroDivisionError" in found[1].error
    assert [f.scores["failed"] for f in found] == [1, 1, 0]
    assert [f.scores["hit@5"] for f in found] == [0, 0, 1]
    assert [f.scores["key_fact_recall"] for f in found] == [0, 0, 1]
    assert [f.scores["quoted_words"] for f in found] == [None, None, 1]


def test_a_quotation_that_the_reader_dropped_is_lost_in_reading() -> None:
    assistant = ScriptedAssistant({"May I sell it?": answer()}, ANVIL)

    (found,) = run_items(assistant, [gold("Words that were dropped.")], indexed_shelf(assistant))

    assert (found.scores["evidence_readable"], found.lost_at) == (0, "read")


def test_evidence_of_documents_that_are_not_indexed_is_listed_once() -> None:
    items = [
        gold(QUOTE),
        gold(QUOTE, files=("b.md", "a.md")),
        gold("More.", files=("b.md", "a.md")),
    ]

    missing = files_not_indexed(items, frozenset({"tools/anvil.md"}))

    assert missing == ["b.md or a.md"]


@pytest.mark.parametrize(
    ("scores", "stage"),
    [
        ({"evidence_readable": 0, "hit@10": 0}, "read"),
        ({"evidence_readable": 1, "evidence_whole": 0, "hit@10": 0}, "split"),
        ({"evidence_readable": 0.5, "hit@10": 0, "hit@5": 0}, "retrieve"),
        ({"hit@10": 1, "hit@5": 0, "all_facts": 0}, "rank"),
        ({"hit@5": 1, "abstention_accuracy": 0, "all_facts": 0}, "abstain"),
        ({"hit@5": 1, "abstention_accuracy": 1, "all_facts": 0}, "answer"),
        ({"quotation_fidelity": 0, "all_facts": 0}, "verify"),
        ({"statement_support": 0.5, "all_facts": 1}, "verify"),
        ({"all_facts": 1, "forbidden_facts": 1}, "answer"),
        ({"hit@5": 1, "abstention_accuracy": 1, "all_facts": 1}, ""),
        ({"hit@5": None, "abstention_accuracy": 0}, "abstain"),
    ],
)
def test_the_first_stage_that_went_wrong_is_named(scores: dict[str, float], stage: str) -> None:
    assert lost_at(scores) == stage


def test_an_unanswerable_item_is_right_when_it_is_declined() -> None:
    assistant = ScriptedAssistant(
        {"May I sell it?": answer("Not found.", outcome=Outcome.NO_EVIDENCE)}, ANVIL
    )

    (found,) = run_items(assistant, [gold(answerable=False)], indexed_shelf(assistant))

    assert (found.lost_at, found.scores["false_answer_rate"], found.scores["hit@5"]) == (
        "",
        0,
        None,
    )
