from __future__ import annotations

import pytest

from evals.page.plots.reliability import confidence_bins, plot_reliability
from tests.evals.page.runs import abstained, answered, asked

ITEMS = [
    answered("a", 0.9),
    answered("b", 0.95, right=False),
    answered("c", 0.85, answerable=False),
    abstained("d", 0.1),
    asked("no confidence"),
]


def test_a_bin_holds_mean_confidence_and_what_came_true() -> None:
    low, high = confidence_bins(ITEMS)

    assert (low.low, low.high, low.confidence) == (0.0, 0.2, 0.1)
    assert (low.came_true.value, low.came_true.n) == (0.0, 1)
    assert high.confidence == pytest.approx(0.9)
    assert (high.came_true.value, high.came_true.n) == (2 / 3, 3)


def test_the_message_compares_what_was_said_with_what_came_true() -> None:
    plot = plot_reliability(ITEMS)

    assert plot is not None
    assert plot.says == (
        "On average the confidence is 70%; 50% of 4 questions can be answered. 2 of 2 bins agree"
        " with what was said."
    )
    assert plot.rows[1][:3] == ("0.8 to 1.0", "0.900", "0.667")


def test_without_confidence_there_is_no_plot() -> None:
    assert plot_reliability([asked("a")]) is None
