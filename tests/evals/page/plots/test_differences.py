from __future__ import annotations

import pytest

from evals.compare import Comparison
from evals.page.plots.differences import paired_differences, plot_differences
from tests.evals.page.runs import asked, compared, run


def comparison() -> Comparison:
    """Ten questions: all find evidence now, all are slower by half, facts as before."""
    before = run(
        *(asked(f"q{n}", hit_at_5=0.0, key_fact_recall=n / 10, latency_s=2.0) for n in range(10))
    )
    after = run(
        *(asked(f"q{n}", hit_at_5=1.0, key_fact_recall=n / 10, latency_s=3.0) for n in range(10))
    )
    return compared(before, after)


def test_shares_are_in_points_and_amounts_in_percent_of_before() -> None:
    found = {d.name: d for d in paired_differences(comparison())}

    assert found["hit@5"].value == 100
    assert (found["hit@5"].unit, found["hit@5"].judgement) == ("points", "better")
    assert found["latency_s_p50"].value == pytest.approx(50)
    assert (found["latency_s_p50"].unit, found["latency_s_p50"].judgement) == ("percent", "worse")
    assert found["key_fact_recall"].judgement == "equal"
    assert [d.is_decisive for d in found.values()] == [True, False, True, True]
    assert [d.unit for d in found.values()] == ["points", "points", "percent", "percent"]


def test_the_message_names_what_is_decisive() -> None:
    plot = plot_differences(comparison())

    assert plot is not None
    assert plot.says == (
        "Decisively better: hit@5; worse: latency_s_p50, latency_s_p95. 1 other says nothing."
    )
    assert plot.rows[0] == ("hit@5", "+100.0", "+100.0 to +100.0", "points", "better")


def test_two_equal_runs_decide_nothing() -> None:
    same = run(*(asked(f"q{n}", hit_at_5=n % 2) for n in range(4)))

    plot = plot_differences(compared(same, same))

    assert plot is not None
    assert plot.says == "The one metric is not decisively better or worse."


def test_a_metric_without_interval_or_base_is_left_out() -> None:
    one = run(asked("a", hit_at_5=1.0))
    nothing = run(*(asked(f"q{n}", latency_s=0.0) for n in range(4)))

    assert paired_differences(compared(one, one)) == []
    assert plot_differences(compared(nothing, nothing)) is None
