from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evals.compare import compare_results
from evals.gate import refusals
from evals.result import ItemResult
from tests.evals.test_compare import item
from tests.evals.test_result_file import result


def same(n: int = 40) -> list[ItemResult]:
    """Items of which every other one holds its facts."""
    return [
        item(f"item-{i}", key_fact_recall=float(i % 2), quotation_fidelity=1.0, latency_s=0.5)
        for i in range(n)
    ]


def said(before: Sequence[ItemResult], after: Sequence[ItemResult]) -> list[str]:
    return refusals(
        compare_results(result(items=tuple(before)), result(items=tuple(after))), budget_s=2.0
    )


def changed(
    items: Sequence[ItemResult], numbers: Sequence[int], **scores: float
) -> list[ItemResult]:
    return [
        replace(each, scores={**each.scores, **scores}) if i in numbers else each
        for i, each in enumerate(items)
    ]


def test_the_same_run_passes() -> None:
    assert said(same(), same()) == []


def test_a_planted_regression_closes_the_gate() -> None:
    worse = changed(same(), range(1, 25, 2), key_fact_recall=0.0)

    (reason,) = said(same(), worse)

    assert reason.startswith("key_fact_recall went from 0.500 to 0.200; the paired interval")


def test_a_planted_change_that_is_not_decisive_passes() -> None:
    mixed = changed(same(), [1], key_fact_recall=0.0)

    assert said(same(), mixed) == []


def test_a_lost_must_pass_item_closes_the_gate_alone() -> None:
    before = [replace(each, must_pass=True) for each in same()]
    after = [*before[:3], replace(before[3], lost_at="rank"), *before[4:]]

    assert said(before, after) == ["must-pass item item-3 was lost at rank: '?'"]


def test_a_must_pass_item_that_never_passed_is_no_loss() -> None:
    never = [replace(each, must_pass=True, lost_at="rank") for each in same()]

    assert said(never, never) == []


def test_one_inexact_quotation_closes_the_gate() -> None:
    (reason,) = said(same(), changed(same(), [7], quotation_fidelity=0.0))

    assert reason == "quotations are not exact in item-7"


def test_a_slow_tail_closes_the_gate() -> None:
    (reason,) = said(same(), changed(same(), range(36, 40), latency_s=9.0))

    assert reason == "the 95th percentile of the latency is 9.0 s, over 2.0 s"


def test_runs_without_a_common_item_cannot_pass() -> None:
    (reason,) = said([item("a")], [item("b")])

    assert "no item in common" in reason


def test_a_must_pass_item_that_is_no_longer_asked_closes_the_gate() -> None:
    before = [replace(each, must_pass=True) for each in same()]
    reworded = replace(before[3], question="Another question?")

    gone = said(before, [*before[:3], *before[4:]])
    changed_words = said(before, [*before[:3], reworded, *before[4:]])

    assert gone == changed_words
    assert gone[0].startswith("must-pass item item-3 is no longer asked: '?'")


def test_an_item_that_newly_fails_closes_the_gate() -> None:
    after = [replace(each, error="it broke") if each.id == "item-2" else each for each in same()]

    assert said(same(), after) == ["item item-2 ended in an error: it broke"]
    assert said(after, after) == []


def test_a_primary_that_is_not_measured_closes_the_gate() -> None:
    comparison = compare_results(result(items=tuple(same())), result(items=tuple(same())))

    (reason,) = refusals(comparison, primary="hit@5")

    assert reason == "hit@5 is not measured in both runs; name another with --primary"


def test_questions_about_one_document_can_close_the_gate() -> None:
    one = [replace(each, cluster="only.md") for each in same()]

    (reason,) = said(one, changed(one, range(1, 25, 2), key_fact_recall=0.0))

    assert reason.startswith("key_fact_recall went from")
