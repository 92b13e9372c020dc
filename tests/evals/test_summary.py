from __future__ import annotations

import random

import pytest

from assistant.types import Outcome
from evals.measures import Scores, abstention_scores
from evals.metrics import METRICS
from evals.summary import by_type, differences, summarise, trivial_baselines

CONTRACT = {
    "hit@1",
    "hit@5",
    "hit@10",
    "mrr@10",
    "evidence_recall@10",
    "key_fact_recall",
    "citation_precision",
    "citation_recall",
    "quotation_fidelity",
    "abstention_f1",
    "over_abstention",
    "false_answer_rate",
    "latency_s_p50",
    "latency_s_p95",
    "quoted_words_p50",
}


def test_the_names_of_the_contract_are_reported() -> None:
    assert {m.name for m in METRICS} >= CONTRACT
    assert len({m.name for m in METRICS}) == len(METRICS)


def test_f1_precision_and_recall_agree_with_sets() -> None:
    dice = random.Random(5)
    should = {i for i in range(60) if dice.random() < 0.3}
    did = {i for i in range(60) if dice.random() < 0.4}
    items = [
        abstention_scores(i not in should, Outcome.NO_EVIDENCE if i in did else Outcome.QUOTED)
        for i in range(60)
    ]

    found = summarise(items, seed=0)

    precision, recall = len(should & did) / len(did), len(should & did) / len(should)
    assert found["abstention_precision"].value == pytest.approx(precision)
    assert found["abstention_recall"].value == pytest.approx(recall)
    assert found["abstention_f1"].value == pytest.approx(
        2 * precision * recall / (precision + recall)
    )
    assert found["over_abstention"].value == pytest.approx(len(did - should) / (60 - len(should)))
    assert found["false_answer_rate"].value == pytest.approx(1 - recall)


def test_f1_without_anything_to_abstain_from_is_none() -> None:
    found = summarise([abstention_scores(True, Outcome.QUOTED)] * 3, seed=0)["abstention_f1"]

    assert (found.value, found.n) == (None, 3)


def test_items_that_do_not_measure_a_metric_are_not_counted() -> None:
    items: list[Scores] = [{"hit@5": 1.0}, {"hit@5": None}, {}, {"hit@5": 0.0}]

    found = summarise(items, seed=0)

    assert (found["hit@5"].value, found["hit@5"].n) == (0.5, 2)
    assert (found["hit@1"].value, found["hit@1"].n) == (None, 0)


def test_latency_percentiles_are_those_of_the_items() -> None:
    found = summarise([{"latency_s": float(i)} for i in range(101)], seed=0)

    assert (found["latency_s_p50"].value, found["latency_s_p95"].value) == (50, 95)


def test_always_abstaining_is_right_as_often_as_there_is_no_answer() -> None:
    found = trivial_baselines([True] * 3 + [False])

    assert found["always_abstain"] == {
        "abstention_f1": 0.4,  # precision 1/4, recall 1
        "abstention_accuracy": 0.25,
        "over_abstention": 1,
        "false_answer_rate": 0,
    }
    assert found["always_answer"]["abstention_f1"] == 0
    assert found["always_answer"]["false_answer_rate"] == 1


def test_types_are_measured_apart_most_frequent_first() -> None:
    items: list[Scores] = [{"hit@5": 0.0}, {"hit@5": 1.0}, {"hit@5": 1.0}]

    found = by_type(["rare", "common", "common"], items, seed=0)

    assert list(found) == ["common", "rare"]
    assert (found["common"]["hit@5"].value, found["rare"]["hit@5"].value) == (1, 0)


def test_a_difference_is_taken_over_items_that_both_runs_measure() -> None:
    before: list[Scores] = [{"hit@5": 0.0}, {"hit@5": None}, {"hit@5": 1.0}]
    after: list[Scores] = [{"hit@5": 1.0}, {"hit@5": 1.0}, {"hit@5": 1.0}]

    found = differences(before, after, seed=0)

    assert set(found) == {"hit@5"}
    assert (found["hit@5"].before, found["hit@5"].after) == (0.5, 1)
    assert (found["hit@5"].difference.value, found["hit@5"].difference.n) == (0.5, 2)


def test_precision_of_abstaining_is_compared_over_all_items() -> None:
    """Two runs that abstain from different items: only one of them rightly."""
    unanswerable = [abstention_scores(False, Outcome.NO_EVIDENCE)] * 2
    answered = [abstention_scores(False, Outcome.QUOTED)] * 2
    over = [abstention_scores(True, Outcome.NO_EVIDENCE)] * 2
    right = [abstention_scores(True, Outcome.QUOTED)] * 2

    found = differences([*unanswerable, *right], [*answered, *over], seed=0)["abstention_precision"]

    assert (found.before, found.after) == (1, 0)
