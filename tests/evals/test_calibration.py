from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.calibration import (
    BINS,
    aurc,
    auroc,
    brier,
    calibration_error,
    coverage_at,
    reliability,
    risk_coverage,
)

PAIRS = st.lists(
    st.tuples(st.integers(0, 20).map(lambda i: i / 20), st.sampled_from([0.0, 1.0])),
    min_size=1,
    max_size=25,
)


@given(PAIRS)
def test_auroc_is_the_share_of_rightly_ordered_pairs(pairs: list[tuple[float, float]]) -> None:
    ours = float(auroc(np.array(pairs)))

    true = [c for c, came_true in pairs if came_true]
    false = [c for c, came_true in pairs if not came_true]
    if not true or not false:
        assert np.isnan(ours)
    else:
        won = sum((t > f) + (t == f) / 2 for t in true for f in false)
        assert ours == pytest.approx(won / (len(true) * len(false)))


@given(PAIRS)
def test_errors_agree_with_slow_versions(pairs: list[tuple[float, float]]) -> None:
    rows = np.array(pairs)

    assert float(brier(rows)) == pytest.approx(sum((c - t) ** 2 for c, t in pairs) / len(pairs))
    gaps = 0.0
    for low in range(BINS):
        inside = [p for p in pairs if min(int(p[0] * BINS), BINS - 1) == low]
        gaps += abs(sum(c for c, _ in inside) - sum(t for _, t in inside))
    assert float(calibration_error(rows)) == pytest.approx(gaps / len(pairs))


@given(PAIRS)
def test_the_area_is_the_mean_risk_over_all_coverages(pairs: list[tuple[float, float]]) -> None:
    """Of equal confidences each counts as their mean."""
    same = {c: [t for other, t in pairs if other == c] for c, _ in pairs}
    ranked = sorted(((c, sum(same[c]) / len(same[c])) for c, _ in pairs), key=lambda p: -p[0])
    risks = [1 - sum(t for _, t in ranked[: n + 1]) / (n + 1) for n in range(len(ranked))]

    assert float(aurc(np.array(pairs))) == pytest.approx(sum(risks) / len(risks))


@given(PAIRS, st.randoms())
def test_the_area_does_not_depend_on_the_order_of_the_items(
    pairs: list[tuple[float, float]], dice: random.Random
) -> None:
    shuffled = dice.sample(pairs, len(pairs))

    assert float(aurc(np.array(pairs))) == pytest.approx(float(aurc(np.array(shuffled))))


@given(PAIRS)
def test_items_that_are_not_there_change_nothing(pairs: list[tuple[float, float]]) -> None:
    padded = np.array([*pairs, (np.nan, np.nan), (np.nan, np.nan)])

    for statistic in (auroc, brier, calibration_error, aurc):
        alone, beside = float(statistic(np.array(pairs))), float(statistic(padded))
        assert alone == pytest.approx(beside, nan_ok=True)


def test_many_resamples_are_measured_at_once() -> None:
    one, two = [(0.9, 1.0), (0.1, 0.0)], [(0.1, 1.0), (0.9, 0.0)]

    assert auroc(np.array([one, two])).tolist() == [1, 0]


def test_a_bin_holds_its_items_and_empty_bins_are_left_out() -> None:
    bins = reliability([(0.1, 0.0), (0.15, 1.0), (1.0, 1.0)])

    assert [(b.low, b.high, b.came_true.n) for b in bins] == [(0.0, 0.2, 2), (0.8, 1.0, 1)]
    assert bins[0].confidence == pytest.approx(0.125)
    assert bins[0].came_true.value == 0.5


def test_equal_confidences_are_answered_together() -> None:
    points = risk_coverage([(0.9, 1.0), (0.5, 0.0), (0.5, 1.0), (0.2, 0.0)])

    assert [(p.confidence, p.coverage) for p in points] == [(0.9, 0.25), (0.5, 0.75), (0.2, 1.0)]
    assert [p.risk for p in points] == pytest.approx([0, 1 / 3, 0.5])


def test_coverage_at_a_precision_is_the_largest_that_keeps_it() -> None:
    points = risk_coverage([(0.9, 1.0), (0.8, 0.0), (0.7, 1.0), (0.6, 1.0)])

    assert coverage_at(points, 0.75) == 1.0
    assert coverage_at(points, 0.95) == 0.25
    assert coverage_at(risk_coverage([(0.9, 0.0)]), 0.95) == 0
