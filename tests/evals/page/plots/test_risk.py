from __future__ import annotations

from evals.page.plots.risk import plot_risk, risk_curve
from tests.evals.page.runs import abstained, answered, asked

ITEMS = [
    answered("sure", 0.9),
    answered("less sure", 0.8),
    answered("wrong", 0.4, right=False),
    answered("invented", 0.3, answerable=False),
    abstained("rightly", 0.1),
    abstained("wrongly", 0.2, answerable=True),
    asked("no confidence"),
]


def test_the_curve_ends_where_the_run_stopped_answering() -> None:
    curve = risk_curve(ITEMS)

    assert curve is not None
    assert curve.questions == 6
    assert (curve.now.coverage, curve.now.risk) == (4 / 6, 0.5)
    assert [(round(p.coverage, 9), p.risk) for p in curve.points[:2]] == [
        (round(1 / 6, 9), 0.0),
        (round(2 / 6, 9), 0.0),
    ]
    assert curve.half == curve.points[1]


def test_always_answering_is_a_range_as_what_was_not_said_may_have_been_right() -> None:
    curve = risk_curve(ITEMS)

    assert curve is not None
    assert curve.always_answer == (3 / 6, 4 / 6)


def test_the_message_tells_what_the_more_confident_half_would_cost() -> None:
    plot = plot_risk(ITEMS)

    assert plot is not None
    assert plot.says == (
        "67% of 6 questions are answered, and 50% of these answers are wrong or incomplete; of the"
        " more confident half it is 0%."
    )
    assert plot.rows[-1] == ("0.300", "67%", "50%")


def test_a_long_curve_has_a_short_table_with_both_ends() -> None:
    plot = plot_risk([answered(str(n), n / 100) for n in range(100)])

    assert plot is not None
    assert len(plot.rows) == 12
    assert (plot.rows[0][0], plot.rows[-1][0]) == ("0.990", "0.000")


def test_without_confidence_there_is_no_plot() -> None:
    assert plot_risk([asked("a"), abstained("b", 0.1)]) is None
