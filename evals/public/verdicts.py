"""Yes-or-no verdicts and scores held against labels, as figures with intervals.

Items that share a document are named by `clusters`: the intervals then resample documents.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from evals.calibration import auroc
from evals.stats import Estimate, FloatArray, bootstrap, wilson

Flags = Sequence[bool]


def share(flags: Flags, clusters: Sequence[Hashable] = ()) -> Estimate:
    """The share of true flags; Wilson's interval where every item stands for itself."""
    # Where all agree, resampling shows no spread at all; Wilson's interval still does.
    if clusters and len(set(flags)) > 1:
        return bootstrap([float(flag) for flag in flags], clusters=clusters)
    return wilson(sum(flags), len(flags))


def verdict_figures(
    wanted: Flags, got: Flags, clusters: Sequence[Hashable] = ()
) -> dict[str, Estimate]:
    """precision, recall and F1 of the true flag, and accuracy; each 0 to 1.

    Precision and recall are not measured (n = 0) where nothing is said or wanted.
    """
    right = [w == g for w, g in zip(wanted, got, strict=True)]
    names = list(clusters) or list(range(len(right)))
    said = [i for i, g in enumerate(got) if g]
    due = [i for i, w in enumerate(wanted) if w]

    def part(places: Sequence[int]) -> Estimate:
        return share([right[i] for i in places], [names[i] for i in places] if clusters else ())

    rows = [(float(w), float(g)) for w, g in zip(wanted, got, strict=True)]
    return {
        "precision": part(said),
        "recall": part(due),
        "F1": bootstrap(rows, f1, clusters=clusters),
        "accuracy": share(right, clusters),
    }


def f1(rows: FloatArray) -> FloatArray:
    """F1 of rows (wanted, got), zeros and ones; 0 where nothing is wanted and nothing said."""
    both = np.nansum(rows[..., 0] * rows[..., 1], axis=-1)
    either = np.nansum(rows, axis=(-2, -1))
    return np.asarray(2 * both / np.maximum(either, 1))


def macro_f1(wanted: Flags, got: Flags, clusters: Sequence[Hashable] = ()) -> Estimate:
    """The mean of F1 of the true flag and of the false one."""
    rows = [(float(w), float(g)) for w, g in zip(wanted, got, strict=True)]
    return bootstrap(rows, lambda some: (f1(some) + f1(1 - some)) / 2, clusters=clusters)


def separation(
    scores: Sequence[float], wanted: Flags, clusters: Sequence[Hashable] = ()
) -> Estimate:
    """AUROC: how well the score puts what is wanted before the rest; 0.5 is chance."""
    rows = [(score, float(w)) for score, w in zip(scores, wanted, strict=True)]
    return bootstrap(rows, auroc, clusters=clusters)


def mean_over(values: FloatArray, axis: int) -> FloatArray:
    """Like numpy's nanmean, without its warning where there is no value at all: that gives nan."""
    known = (~np.isnan(values)).sum(axis=axis)
    return np.asarray(np.where(known, np.nansum(values, axis=axis) / np.maximum(known, 1), np.nan))
