"""The scores of many items become numbers with intervals; of two runs, paired differences."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import numpy as np

from assistant.types import Outcome
from evals.measures import Scores, abstention_scores
from evals.metrics import BY_NAME, METRICS, Metric
from evals.stats import Estimate, bootstrap, bootstrap_difference, mcnemar, wilson


def summarise(
    items: Sequence[Scores],
    *,
    clusters: Sequence[Hashable] = (),
    seed: int,
    metrics: Sequence[Metric] = METRICS,
) -> dict[str, Estimate]:
    """The metrics over these items, by name, in order. `clusters`: see `stats.bootstrap`."""
    groups = clusters or range(len(items))
    return {metric.name: _estimate(metric, items, groups, seed) for metric in metrics}


class Compared(NamedTuple):
    """A metric in two runs, over the items that both measure."""

    before: float | None
    after: float | None
    difference: Estimate  # after minus before, paired
    p: float | None  # McNemar's exact test; None: not a share


def differences(
    before: Sequence[Scores],
    after: Sequence[Scores],
    *,
    clusters: Sequence[Hashable] = (),
    seed: int,
) -> dict[str, Compared]:
    """Every metric in both runs; the items are in the same order in both.

    A metric that no item measures in both is left out.
    """
    groups = clusters or range(len(before))
    return {
        metric.name: found
        for metric in METRICS
        if (found := _compare(metric, before, after, groups, seed)) is not None
    }


def by_type(
    types: Sequence[str],
    items: Sequence[Scores],
    *,
    clusters: Sequence[Hashable] = (),
    seed: int,
    metrics: Sequence[Metric] = METRICS,
) -> dict[str, dict[str, Estimate]]:
    """`summarise` for each type of question, most frequent type first."""
    groups = clusters or range(len(items))
    order = sorted(set(types), key=lambda name: (-types.count(name), name))
    found = {}
    for name in order:
        inside = [i for i, of in enumerate(types) if of == name]
        found[name] = summarise(
            [items[i] for i in inside],
            clusters=[groups[i] for i in inside],
            seed=seed,
            metrics=metrics,
        )
    return found


def trivial_baselines(answerable: Sequence[bool]) -> dict[str, dict[str, float | None]]:
    """What always answering and always abstaining would score on these items."""
    trivial = {"always_answer": Outcome.QUOTED, "always_abstain": Outcome.NO_EVIDENCE}
    names = ("abstention_f1", "abstention_accuracy", "over_abstention", "false_answer_rate")
    metrics = [BY_NAME[name] for name in names]
    found = {}
    for name, outcome in trivial.items():
        scores = [abstention_scores(flag, outcome) for flag in answerable]
        estimates = summarise(scores, seed=0, metrics=metrics)
        found[name] = {metric: estimate.value for metric, estimate in estimates.items()}
    return found


def _estimate(
    metric: Metric, items: Sequence[Scores], clusters: Sequence[Hashable], seed: int
) -> Estimate:
    pairs = [(r, c) for r, c in zip(metric.rows(items), clusters, strict=True) if r is not None]
    rows = [row for row, _ in pairs]
    if metric.is_share:
        return wilson(sum(row for row in rows if isinstance(row, float | int)), len(rows))
    return bootstrap(rows, metric.statistic, clusters=[c for _, c in pairs], seed=seed)


def _compare(
    metric: Metric,
    before: Sequence[Scores],
    after: Sequence[Scores],
    clusters: Sequence[Hashable],
    seed: int,
) -> Compared | None:
    both = [
        (a, b, cluster)
        for a, b, cluster in zip(metric.rows(before), metric.rows(after), clusters, strict=True)
        if a is not None and b is not None
    ]
    if not both:
        return None
    old, new, groups = zip(*both, strict=True)
    values = [float(metric.statistic(np.asarray(rows, dtype=np.float64))) for rows in (old, new)]
    first, second = (None if np.isnan(value) else value for value in values)
    difference = bootstrap_difference(old, new, metric.statistic, clusters=groups, seed=seed)
    return Compared(first, second, difference, mcnemar(old, new) if metric.is_share else None)
