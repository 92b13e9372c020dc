"""A number with its 95 % interval and its count. Nothing is reported without them.

Shares get Wilson's interval, everything else the percentile bootstrap over items. The seed is
fixed, so the same scores give the same interval.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
Statistic = Callable[[FloatArray], FloatArray]  # over the last axis; nan: not defined there

Z_95 = 1.959963984540054  # two-sided 95 % point of the normal distribution
RESAMPLES = 2000  # Efron and Tibshirani, 1993: 1,000 or more for percentile intervals


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value and the interval it stands in. n = 0: nothing was measured, all None."""

    value: float | None
    low: float | None  # None: one item only, or nothing
    high: float | None
    n: int

    @property
    def holds_zero(self) -> bool:
        """Whether zero is inside the interval, or there is none: the value decides nothing."""
        return self.low is None or self.high is None or self.low <= 0 <= self.high


NOTHING = Estimate(None, None, None, 0)


def mean(values: FloatArray) -> FloatArray:
    """Mean over the last axis."""
    return np.asarray(values.mean(axis=-1))


def quantile(share: float) -> Statistic:
    """The statistic that gives this quantile over the last axis: 0.5 is the median."""
    return lambda values: np.asarray(np.quantile(values, share, axis=-1))


def wilson(successes: float, n: int) -> Estimate:
    """A share with Wilson's score interval.

    Method: Wilson 1927; for small n and shares near 0 or 1 see Newcombe, Statistics in Medicine,
    1998, method 3. No failures in n gives a bound below 1, as it should.
    """
    if n == 0:
        return NOTHING
    share, square = successes / n, Z_95 * Z_95
    centre = (share + square / (2 * n)) / (1 + square / n)
    half = Z_95 * math.sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    # At 0 and 1 rounding can leave the value a hair outside its own interval.
    low, high = max(0.0, centre - half), min(1.0, centre + half)
    return Estimate(share, min(share, low), max(share, high), n)


def bootstrap(values: Sequence[float], statistic: Statistic = mean, *, seed: int = 0) -> Estimate:
    """The statistic with its percentile interval, resampling items with replacement."""
    if not values:
        return NOTHING
    array = np.asarray(values, dtype=np.float64)
    return _estimate(statistic(array), statistic(array[_resampled(len(array), seed)]), len(array))


def bootstrap_difference(
    before: Sequence[float],
    after: Sequence[float],
    statistic: Statistic = mean,
    *,
    seed: int = 0,
) -> Estimate:
    """`after` minus `before`, paired: the same items in the same order, resampled together."""
    if len(before) != len(after):
        raise ValueError(f"{len(before)} scores cannot be paired with {len(after)}")
    if not before:
        return NOTHING
    a, b = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    drawn = _resampled(len(a), seed)
    return _estimate(statistic(b) - statistic(a), statistic(b[drawn]) - statistic(a[drawn]), len(a))


def _resampled(n: int, seed: int) -> npt.NDArray[np.int64]:
    """Which items each resample holds: (RESAMPLES, n)."""
    return np.random.default_rng(seed).integers(0, n, size=(RESAMPLES, n))


def _estimate(value: FloatArray, resampled: FloatArray, n: int) -> Estimate:
    known = resampled[~np.isnan(resampled)]
    if np.isnan(value):
        return Estimate(None, None, None, n)
    if n < 2 or not known.size:
        return Estimate(float(value), None, None, n)
    low, high = np.percentile(known, (2.5, 97.5))
    return Estimate(float(value), float(low), float(high), n)
