"""A number with its 95 % interval and its count. Nothing is reported without them.

Shares get Wilson's interval, everything else the percentile bootstrap over clusters of items. The
seed is fixed, so the same scores give the same interval.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
Row = float | tuple[float, ...]  # what one item contributes

# (..., items) or, for rows of several numbers, (..., items, columns) -> (...). An item that is not
# there is nan; the result is nan where the statistic is not defined.
Statistic = Callable[[FloatArray], FloatArray]

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


def share(flags: Sequence[bool]) -> float | None:
    """Share of true flags; None when there are none."""
    return sum(flags) / len(flags) if flags else None


def mean(values: FloatArray) -> FloatArray:
    """Mean over the last axis."""
    return np.asarray(np.nanmean(values, axis=-1))


def quantile(share: float) -> Statistic:
    """The statistic that gives this quantile over the last axis: 0.5 is the median, 1 the most.

    Between two values as NumPy interpolates by default.
    """

    def of(values: FloatArray) -> FloatArray:
        # nanquantile goes row by row in Python: 16 of the 26 s of a report.
        ordered = np.sort(values, axis=-1)  # nan last
        place = share * ((~np.isnan(values)).sum(axis=-1) - 1)
        below, above = np.floor(place).astype(int), np.ceil(place).astype(int)
        low, high = (
            np.take_along_axis(ordered, np.asarray(index)[..., None], axis=-1)[..., 0]
            for index in (below, above)
        )
        return np.asarray(low + (high - low) * (place - below))

    return of


def wilson(successes: float, n: int) -> Estimate:
    """A share with Wilson's score interval.

    Method: Wilson 1927; for small n and shares near 0 or 1 see Newcombe, Statistics in Medicine,
    1998, method 3. No failures in n gives a bound below 1, as it should.
    """
    if n == 0:
        return NOTHING
    from scipy.stats import binomtest  # 0.4 s that --help and `check` do not need

    found = binomtest(round(successes), n).proportion_ci(method="wilson")
    share = successes / n
    # At 0 and 1 rounding can leave the value a hair outside its own interval.
    return Estimate(share, min(share, float(found.low)), max(share, float(found.high)), n)


def bootstrap(
    values: Sequence[Row],
    statistic: Statistic = mean,
    *,
    clusters: Sequence[Hashable] = (),
    seed: int = 0,
) -> Estimate:
    """The statistic with its percentile interval, resampling clusters with replacement.

    `clusters`: for each value, what it shares with others (a document, a conversation): such
    items are not independent, and counting them as if they were makes the interval too narrow.
    Empty, or all in one cluster: every item is a cluster of its own.
    """
    if not values:
        return NOTHING
    array = np.asarray(values, dtype=np.float64)
    drawn = _drawn(array, _resampled(_groups(clusters, len(array)), seed))
    return _estimate(statistic(array), statistic(drawn), len(array))


def bootstrap_difference(
    before: Sequence[Row],
    after: Sequence[Row],
    statistic: Statistic = mean,
    *,
    clusters: Sequence[Hashable] = (),
    seed: int = 0,
) -> Estimate:
    """`after` minus `before`, paired: the same items in the same order, resampled together."""
    if len(before) != len(after):
        raise ValueError(f"{len(before)} scores cannot be paired with {len(after)}")
    if not before:
        return NOTHING
    a, b = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    drawn = _resampled(_groups(clusters, len(a)), seed)
    resampled = statistic(_drawn(b, drawn)) - statistic(_drawn(a, drawn))
    return _estimate(statistic(b) - statistic(a), resampled, len(a))


def visible_points(n: int) -> int:
    """The smallest difference between two systems that n items can show, in points.

    Half the width of a 95 % interval at a share of one half: 50 items show 14 points.
    """
    return round(98 / math.sqrt(n))


def mcnemar(before: Sequence[float], after: Sequence[float]) -> float:
    """Exact two-sided p of McNemar's test on paired zeros and ones; 1 when none differs.

    Method: the binomial test on the discordant pairs (McNemar 1947).
    """
    from scipy.stats import binomtest

    gained = sum(a < b for a, b in zip(before, after, strict=True))
    lost = sum(a > b for a, b in zip(before, after, strict=True))
    if not gained + lost:
        return 1.0
    return float(binomtest(lost, gained + lost, 0.5).pvalue)


def _groups(clusters: Sequence[Hashable], n: int) -> tuple[Hashable, ...]:
    # Of one document nothing varies but its questions: no interval at all would let a gate pass.
    return tuple(clusters if len(set(clusters)) > 1 else range(n))


@lru_cache(maxsize=64)  # most metrics are measured by the same items
def _resampled(clusters: tuple[Hashable, ...], seed: int) -> IntArray:
    """Which items each resample holds: (RESAMPLES, most items); -1 where it holds fewer."""
    members: dict[Hashable, list[int]] = {}
    for i, cluster in enumerate(clusters):
        members.setdefault(cluster, []).append(i)
    widest = max(map(len, members.values()))
    padded = np.full((len(members), widest), -1)
    for row, items in zip(padded, members.values(), strict=True):
        row[: len(items)] = items
    chosen = np.random.default_rng(seed).integers(0, len(members), (RESAMPLES, len(members)))
    drawn = padded[chosen].reshape(RESAMPLES, -1)
    if widest > 1:  # the items to the front, so that as few columns as possible are left
        drawn = -np.sort(-drawn, axis=1)
        drawn = drawn[:, : int((drawn >= 0).sum(axis=1).max())]
    return np.asarray(drawn, dtype=np.int64)


def _drawn(array: FloatArray, drawn: IntArray) -> FloatArray:
    """The values of each resample, nan where it holds fewer items."""
    values = array[drawn]
    values[drawn < 0] = np.nan
    return values


def _estimate(value: FloatArray, resampled: FloatArray, n: int) -> Estimate:
    known = resampled[~np.isnan(resampled)]
    if np.isnan(value):
        return Estimate(None, None, None, n)
    if n < 2 or not known.size:
        return Estimate(float(value), None, None, n)
    low, high = np.percentile(known, (2.5, 97.5))
    return Estimate(float(value), float(low), float(high), n)
