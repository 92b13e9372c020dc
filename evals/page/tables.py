"""The tables of the page as rows of values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from evals import stats
from evals.compare import Comparison, Judgement, judge
from evals.metrics import BY_NAME, METRICS, Metric
from evals.report import TYPE_METRICS
from evals.result import Result
from evals.stats import Estimate
from evals.summary import Compared, by_type, trivial_baselines

Scale = Literal["share", "balance", "amount"]

BALANCES = ("rewrite_gain", "effective_reliability")  # from -1 to 1


@dataclass(frozen=True, slots=True)
class MetricRow:
    """A metric of this run, and what became of it since the previous one."""

    metric: Metric
    now: Estimate
    change: Compared | None  # None: no comparison, or not measured in both
    judgement: Judgement | None  # of the change

    @property
    def has_range(self) -> bool:
        """Whether value and interval can be drawn between 0 and 1."""
        return scale_of(self.metric, self.now.value) == "share" and self.now.low is not None


@dataclass(frozen=True, slots=True)
class TrivialRow:
    """What a rule without any thought scores where abstaining is measured."""

    name: str
    values: Mapping[str, float | None]
    is_ours: bool


@dataclass(frozen=True, slots=True)
class TypeRow:
    """One type of question."""

    name: str
    n: int
    values: tuple[Estimate, ...]  # in the order of TYPE_METRICS


def metric_rows(
    metrics: Mapping[str, Estimate], comparison: Comparison | None, *, short: bool = False
) -> list[MetricRow]:
    """The metrics that some item measures, in their order; `short`: those of the short table."""
    table = comparison.table if comparison else {}
    rows = []
    for metric in METRICS:
        now, change = metrics[metric.name], table.get(metric.name)
        if now.n and (metric.in_short or not short):
            judgement = judge(metric, change.difference) if change else None
            rows.append(MetricRow(metric, now, change, judgement))
    return rows


def trivial_rows(result: Result, metrics: Mapping[str, Estimate]) -> list[TrivialRow]:
    """This run, then always answering and always abstaining; empty where nothing was asked."""
    if not metrics["abstention_accuracy"].n:
        return []
    found = trivial_baselines([item.answerable for item in result.items])
    names = list(next(iter(found.values())))
    ours = TrivialRow("this run", {name: metrics[name].value for name in names}, True)
    return [ours, *(TrivialRow(n.replace("_", " "), v, False) for n, v in found.items())]


def type_rows(result: Result) -> list[TypeRow]:
    """The types of question, most frequent first."""
    types = [item.type for item in result.items]
    found = by_type(
        types,
        [item.scores for item in result.items],
        clusters=[item.cluster or item.id for item in result.items],
        seed=result.seed,
        metrics=[BY_NAME[name] for name in TYPE_METRICS],
    )
    return [
        TypeRow(name, types.count(name), tuple(estimates.values()))
        for name, estimates in found.items()
    ]


def visible_points(metrics: Mapping[str, Estimate]) -> tuple[int, int] | None:
    """The questions that carry the shares, and the smallest difference they can show, in points.

    None: no share was measured.
    """
    n = metrics["hit@5"].n or metrics["abstention_accuracy"].n
    return (n, stats.visible_points(n)) if n else None


def scale_of(metric: Metric, *values: float | None) -> Scale:
    """What the numbers of a metric run over; a value over 1 is an amount, whatever its name.

    share: 0 to 1. balance: -1 to 1. amount: seconds, characters, words, without an upper end.
    """
    if metric.name in BALANCES:
        return "balance"
    measured = metric.scores or (metric.name,)
    if any(s.endswith("_s") or s.startswith(("chars@", "quoted_words")) for s in measured):
        return "amount"
    return "amount" if any(v is not None and abs(v) > 1 for v in values) else "share"
