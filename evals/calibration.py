"""What a confidence is worth: whether it comes true, and what it would save to abstain below it.

The statistics take rows of (confidence, came true), over the last two axes, and ignore nan rows;
`reliability` and `risk_coverage` give the table and the curve behind them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evals.stats import Estimate, FloatArray, wilson

BINS = 5  # of equal width; with 50 to 200 items, ten would hold a handful each


@dataclass(frozen=True, slots=True)
class Bin:
    """The items whose confidence lies in one stretch."""

    low: float
    high: float
    confidence: float  # mean
    came_true: Estimate  # share, with Wilson's interval


@dataclass(frozen=True, slots=True)
class Point:
    """What abstaining below one confidence would give."""

    confidence: float  # answered at this or more
    coverage: float  # share of the items answered
    risk: float  # share of those that are wrong


def auroc(rows: FloatArray) -> FloatArray:
    """Chance that an item that came true has the higher confidence; equals count half.

    nan without items of both kinds. Method: the Mann-Whitney statistic from ranks.
    """
    from scipy.stats import rankdata

    confidence, true = rows[..., 0], rows[..., 1]
    ranks = rankdata(confidence, axis=-1, nan_policy="omit")
    positives, negatives = (true == 1).sum(axis=-1), (true == 0).sum(axis=-1)
    above = np.where(true == 1, ranks, 0).sum(axis=-1) - positives * (positives + 1) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(above / (positives * negatives))


def brier(rows: FloatArray) -> FloatArray:
    """Mean squared difference between confidence and what came true; 0 is best."""
    return np.asarray(np.nanmean((rows[..., 0] - rows[..., 1]) ** 2, axis=-1))


def calibration_error(rows: FloatArray) -> FloatArray:
    """Expected calibration error: mean distance of confidence and truth, weighted by bin."""
    confidence, true = rows[..., 0], rows[..., 1]
    known = ~np.isnan(confidence)
    bins = np.minimum(np.where(known, confidence, 0) * BINS, BINS - 1).astype(int)
    distance = np.zeros(confidence.shape[:-1])
    for i in range(BINS):
        inside = known & (bins == i)
        distance += np.abs(np.where(inside, confidence - true, 0).sum(axis=-1))
    return np.asarray(distance / known.sum(axis=-1))


def aurc(rows: FloatArray) -> FloatArray:
    """Area under the risk-coverage curve: mean risk over all coverages; 0 is best.

    Coverage is of what was answered. Method: Geifman and El-Yaniv, "Selective Classification for
    Deep Neural Networks", 2017; of equal confidences each counts as their mean.
    """
    flat = rows.reshape(-1, *rows.shape[-2:])
    right = np.stack([_level(row[:, 0], row[:, 1]) for row in flat]).reshape(rows.shape[:-1])
    order = np.argsort(-rows[..., 0], axis=-1, kind="stable")  # nan last
    wrong = 1 - np.take_along_axis(right, order, axis=-1)
    answered = np.arange(1, wrong.shape[-1] + 1)
    return np.asarray(np.nanmean(np.cumsum(wrong, axis=-1) / answered, axis=-1))


def _level(confidence: FloatArray, right: FloatArray) -> FloatArray:
    """`right` with the mean of each group of equal confidences: (items,), nan where it was."""
    known = ~np.isnan(confidence)
    _, group = np.unique(confidence[known], return_inverse=True)
    means = np.bincount(group, weights=right[known]) / np.maximum(np.bincount(group), 1)
    levelled = np.full(right.shape, np.nan)
    levelled[known] = means[group]
    return levelled


def reliability(pairs: Sequence[tuple[float, float]]) -> list[Bin]:
    """The bins that hold items, lowest first; pairs of (confidence, came true)."""
    found = []
    for i in range(BINS):
        inside = [p for p in pairs if min(int(p[0] * BINS), BINS - 1) == i]
        if inside:
            confidence = sum(c for c, _ in inside) / len(inside)
            came_true = wilson(sum(true for _, true in inside), len(inside))
            found.append(Bin(i / BINS, (i + 1) / BINS, confidence, came_true))
    return found


def risk_coverage(pairs: Sequence[tuple[float, float]]) -> list[Point]:
    """The curve, most confident first; pairs of (confidence, right). Equals answered together."""
    ranked = sorted(pairs, key=lambda pair: -pair[0])
    points, wrong = [], 0.0
    for answered, (confidence, right) in enumerate(ranked, start=1):
        wrong += 1 - right
        if answered == len(ranked) or ranked[answered][0] < confidence:
            points.append(Point(confidence, answered / len(ranked), wrong / answered))
    return points


def coverage_at(points: Sequence[Point], precision: float) -> float:
    """The largest share that can be answered with at least this share right; 0: none."""
    return max((p.coverage for p in points if 1 - p.risk >= precision), default=0.0)
