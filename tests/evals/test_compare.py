from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evals.compare import Pair, compare_results, pair_items
from evals.comparison_report import render_comparison
from evals.result import ItemResult
from tests.evals.test_result_file import result


def item(name: str, *, question: str = "?", **scores: float | None) -> ItemResult:
    return ItemResult(
        id=name,
        type="fact",
        question=question,
        answerable=True,
        outcome="quoted",
        scores={key.replace("_at_", "@"): value for key, value in scores.items()},
    )


def run(*items: ItemResult) -> str:
    """A comparison of twenty equal items and these, in which the latter have changed."""
    before = [replace(i, scores={"hit@5": 1 - (i.scores["hit@5"] or 0)}) for i in items]
    equal = [item(f"same-{n}", hit_at_5=float(n % 2)) for n in range(20)]
    return compared([*equal, *before], [*equal, *items])


def compared(before: Sequence[ItemResult], after: Sequence[ItemResult]) -> str:
    return render_comparison(
        compare_results(result(items=tuple(before)), result(items=tuple(after)))
    )


def test_only_items_with_the_same_id_and_question_are_paired() -> None:
    before = [item("a"), item("b", question="old words"), item("c")]
    after = [item("d"), item("b", question="new words"), item("a")]

    assert [p.after.id for p in pair_items(before, after)] == ["a"]
    assert "1 items in both; only in A 2, only in B 2: not compared" in compared(before, after)


def test_losing_anything_is_a_loss_whatever_was_gained() -> None:
    before = item("a", hit_at_5=0.0, key_fact_recall=1.0)
    mixed = Pair(before, item("a", hit_at_5=1.0, key_fact_recall=0.5))
    better = Pair(before, item("a", hit_at_5=1.0, key_fact_recall=1.0))
    unmeasured = Pair(before, item("a", hit_at_5=None, key_fact_recall=1.0))

    assert (mixed.is_lost, mixed.is_gained) == (True, False)
    assert (better.is_lost, better.is_gained) == (False, True)
    assert (unmeasured.is_lost, unmeasured.is_gained) == (False, False)


def test_an_item_that_passed_and_does_not_any_more_is_lost() -> None:
    forbidden = Pair(item("a"), replace(item("a"), lost_at="answer"))

    assert (forbidden.is_lost, forbidden.is_gained) == (True, False)
    assert (Pair(forbidden.after, forbidden.before).is_gained) is True


def test_lost_items_come_before_gained_ones() -> None:
    text = run(item("won", hit_at_5=1.0), item("gone", hit_at_5=0.0))

    assert "1 items lost, 1 gained" in text
    assert text.index("LOST hit@5 1.000 -> 0.000\ngone") < text.index("gained won")


def test_one_changed_item_in_twenty_is_not_decisive() -> None:
    text = run(item("gone", hit_at_5=0.0))

    assert "Not decisive: zero lies inside every interval of the short table." in text
    assert text.splitlines()[-1].endswith("not decisive")


def test_a_planted_regression_is_decisive() -> None:
    text = run(*[item(f"gone-{n}", hit_at_5=0.0) for n in range(15)])

    assert "Decisive: hit@5 worse by 0.429." in text
    assert text.splitlines()[-1].endswith("worse")


def test_slower_is_worse() -> None:
    before = [item(str(n), latency_s=1.0 + n / 100) for n in range(30)]
    after = [item(str(n), latency_s=2.0 + n / 100) for n in range(30)]

    assert "Decisive: latency_s_p50 worse by 1.000; latency_s_p95 worse" in compared(before, after)


def test_a_run_compared_with_itself_is_equal() -> None:
    same = [item(str(n), hit_at_5=float(n % 2)) for n in range(8)]

    assert compared(same, same).splitlines()[-1].endswith("equal")


def test_different_gold_files_and_machines_are_said() -> None:
    text = render_comparison(
        compare_results(result(), result(gold_sha256="cd" * 32, machine="another"))
    )

    assert "The gold files differ" in text
    assert "The machines differ; latencies say nothing." in text


def test_nothing_in_common_is_no_comparison() -> None:
    assert compared([item("a")], [item("b")]).endswith("only in A 1, only in B 1: not compared")
