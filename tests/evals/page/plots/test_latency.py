from __future__ import annotations

import pytest

from evals.page.plots.latency import plot_latency, stage_times
from evals.result import metrics_of
from tests.evals.page.runs import asked, run

TIMED = run(
    *(asked(f"q{n}", latency_s=1.0 + n, retrieve_s=0.05, quote_s=0.9 + n) for n in range(3))
)


def test_the_whole_answer_comes_before_its_stages() -> None:
    times = stage_times(metrics_of(TIMED))

    assert [(t.name, t.n) for t in times] == [("whole answer", 3), ("retrieve", 3), ("quote", 3)]
    assert (times[0].p50_s, times[0].most_s) == (2.0, 3.0)
    assert times[0].p95_s == pytest.approx(2.9)


def test_the_message_says_where_the_time_goes() -> None:
    plot = plot_latency(metrics_of(TIMED))

    assert plot is not None
    assert plot.says == (
        "Half of the answers take 2.0 s or less, one in twenty more than 2.9 s;"
        " most of the time goes into “quote”."
    )
    assert plot.rows[1] == ("retrieve", "50 ms", "50 ms", "50 ms", "3")


def test_without_timed_answers_there_is_no_plot() -> None:
    assert plot_latency(metrics_of(run(asked("a")))) is None
