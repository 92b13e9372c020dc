from __future__ import annotations

import pytest

from evals.metrics import BY_NAME, PRIMARY
from evals.page.tables import metric_rows, scale_of, trivial_rows, type_rows, visible_points
from evals.result import metrics_of
from tests.evals.page.runs import abstained, answered, asked, compared, run


def test_only_measured_metrics_have_a_row() -> None:
    result = run(asked("a", hit_at_5=1.0, char_iou_at_5=0.5), asked("b", hit_at_5=0.0))
    metrics = metrics_of(result)

    short = metric_rows(metrics, None, short=True)
    whole = metric_rows(metrics, None)

    assert [(row.metric.name, row.now.value, row.now.n) for row in short] == [("hit@5", 0.5, 2)]
    assert [row.metric.name for row in whole] == ["hit@5", "char_iou@5"]
    assert short[0].change is None


def test_a_row_tells_previous_value_change_and_judgement() -> None:
    before = run(*(asked(f"q{n}", hit_at_5=0.0) for n in range(9)))
    after = run(*(asked(f"q{n}", hit_at_5=float(n > 0)) for n in range(9)))

    (row,) = metric_rows(metrics_of(after), compared(before, after))

    assert row.change is not None
    assert (row.change.before, row.now.value, row.judgement) == (0.0, 8 / 9, "better")


def test_trivial_rules_stand_below_this_run() -> None:
    result = run(answered("a", 0.9), abstained("b", 0.1))

    ours, *trivial = trivial_rows(result, metrics_of(result))

    assert (ours.name, ours.is_ours) == ("this run", True)
    assert [row.name for row in trivial] == ["always answer", "always abstain"]
    assert [row.values["abstention_accuracy"] for row in trivial] == [0.5, 0.5]
    assert trivial_rows(run(asked("a", hit_at_5=1.0)), metrics_of(run())) == []


def test_types_are_counted_with_all_their_questions() -> None:
    rows = type_rows(
        run(asked("a", kind="x"), asked("b", kind="y", hit_at_5=1.0), asked("c", kind="x"))
    )

    assert [(row.name, row.n, row.values[0].n) for row in rows] == [("x", 2, 0), ("y", 1, 1)]


@pytest.mark.parametrize(("n", "points"), [(50, 14), (100, 10), (300, 6)])
def test_the_smallest_visible_difference_is_half_the_width_at_one_half(n: int, points: int) -> None:
    result = run(*(asked(f"q{i}", hit_at_5=1.0) for i in range(n)))

    assert visible_points(metrics_of(result)) == (n, points)
    assert visible_points(metrics_of(run())) is None


def test_what_runs_from_0_to_1_is_told_from_amounts() -> None:
    assert scale_of(BY_NAME[PRIMARY], 0.5) == "share"
    assert scale_of(BY_NAME["rewrite_gain"]) == "balance"
    assert {scale_of(BY_NAME[n]) for n in ("latency_s_p95", "chars@5", "quoted_words_p50")} == {
        "amount"
    }
    assert scale_of(BY_NAME["hit@5"], 0.5, 3.0) == "amount"
