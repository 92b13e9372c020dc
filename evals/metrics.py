"""Which numbers are reported, and how the scores of many items become one.

A metric is a name, the score it is made of, and a statistic. Adding one is a line here and a
score in `measures`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from assistant.types import Outcome
from evals.measures import Cell, Scores, abstention_scores
from evals.stats import (
    Estimate,
    FloatArray,
    Statistic,
    bootstrap,
    bootstrap_difference,
    mean,
    quantile,
    wilson,
)

Better = Literal["higher", "lower", "neither"]


def abstention_f1(cells: FloatArray) -> FloatArray:
    """F1 of "should abstain" from the cells, over the last axis. nan: nothing to be right about."""
    hits = (cells == Cell.ABSTAINED).sum(axis=-1)
    faults = ((cells == Cell.OVER_ABSTAINED) | (cells == Cell.NOT_ABSTAINED)).sum(axis=-1)
    with np.errstate(invalid="ignore"):
        return np.asarray(2 * hits / (2 * hits + faults))


@dataclass(frozen=True, slots=True)
class Metric:
    """One reported number."""

    name: str
    meaning: str
    score: str = ""  # the score it is made of; empty: the one of its own name
    statistic: Statistic = mean
    is_share: bool = False  # scores are 0 or 1: Wilson's interval
    better: Better = "higher"

    def values(self, items: Sequence[Scores]) -> list[float | None]:
        """The score of each item; None where the item does not measure it."""
        return [scores.get(self.score or self.name) for scores in items]


METRICS: tuple[Metric, ...] = (
    Metric("hit@1", "the first passage holds half of a gold quotation", is_share=True),
    Metric("hit@5", "one of the first five does", is_share=True),
    Metric("hit@10", "one of the first ten does", is_share=True),
    Metric("mrr@10", "1 / rank of the first that does"),
    Metric("evidence_recall@10", "share of the gold quotations in the first ten"),
    Metric(
        "wrong_document@1",
        "the first passage is from another document",
        is_share=True,
        better="lower",
    ),
    Metric("chars@5", "mean length of the first five passages, characters", better="neither"),
    Metric("evidence_readable", "share of the gold quotations in the indexed text"),
    Metric("key_fact_recall", "share of the expected facts in the answer"),
    Metric("all_facts", "every expected fact is in the answer", is_share=True),
    Metric("citation_precision", "share of the citations that meet gold evidence"),
    Metric("citation_recall", "share of the gold quotations that are cited"),
    Metric("quotation_fidelity", "every quotation of the answer is exact", is_share=True),
    Metric(
        "abstention_f1",
        "F1 of abstaining where it should",
        score="abstention_cell",
        statistic=abstention_f1,
    ),
    Metric("abstention_precision", "abstentions that were right", is_share=True),
    Metric("abstention_recall", "unanswerable, abstained", is_share=True),
    Metric("abstention_accuracy", "rightly answered or abstained", is_share=True),
    Metric("over_abstention", "answerable, abstained", is_share=True, better="lower"),
    Metric("false_answer_rate", "unanswerable, answered", is_share=True, better="lower"),
    Metric(
        "quoted_words_p50",
        "words of an answer, median",
        score="quoted_words",
        statistic=quantile(0.5),
        better="neither",
    ),
    Metric(
        "latency_s_p50",
        "seconds to an answer, median",
        score="latency_s",
        statistic=quantile(0.5),
        better="lower",
    ),
    Metric(
        "latency_s_p95",
        "seconds to an answer, 95th percentile",
        score="latency_s",
        statistic=quantile(0.95),
        better="lower",
    ),
    Metric("failed", "the item ended in an error", is_share=True, better="lower"),
)

# What one item can lose or gain between two runs, most telling first.
ITEM_METRICS = ("hit@5", "key_fact_recall", "citation_recall", "abstention_accuracy")


def summarise(items: Sequence[Scores], *, seed: int) -> dict[str, Estimate]:
    """Every metric over these items, by name, in the order of METRICS."""
    return {metric.name: _estimate(metric, items, seed) for metric in METRICS}


class Compared(NamedTuple):
    """A metric in two runs, over the items that both measure."""

    before: float | None
    after: float | None
    difference: Estimate  # after minus before, paired


def differences(
    before: Sequence[Scores], after: Sequence[Scores], *, seed: int
) -> dict[str, Compared]:
    """Every metric in both runs; the items are in the same order in both.

    A metric that no item measures in both is left out.
    """
    found = {}
    for metric in METRICS:
        pairs = [
            (a, b)
            for a, b in zip(metric.values(before), metric.values(after), strict=True)
            if a is not None and b is not None
        ]
        if pairs:
            old, new = zip(*pairs, strict=True)
            found[metric.name] = Compared(
                bootstrap(old, metric.statistic).value,
                bootstrap(new, metric.statistic).value,
                bootstrap_difference(old, new, metric.statistic, seed=seed),
            )
    return found


def by_type(
    types: Sequence[str], items: Sequence[Scores], *, seed: int
) -> dict[str, dict[str, Estimate]]:
    """`summarise` for each type of question, most frequent type first."""
    order = sorted(set(types), key=lambda name: (-types.count(name), name))
    return {
        name: summarise([s for t, s in zip(types, items, strict=True) if t == name], seed=seed)
        for name in order
    }


def trivial_baselines(answerable: Sequence[bool]) -> dict[str, dict[str, float | None]]:
    """What always answering and always abstaining would score on these items."""
    trivial = {"always_answer": Outcome.QUOTED, "always_abstain": Outcome.NO_EVIDENCE}
    names = ("abstention_f1", "abstention_accuracy", "over_abstention", "false_answer_rate")
    found = {}
    for name, outcome in trivial.items():
        scores = [abstention_scores(flag, outcome) for flag in answerable]
        found[name] = {m.name: _estimate(m, scores, 0).value for m in METRICS if m.name in names}
    return found


def _estimate(metric: Metric, items: Sequence[Scores], seed: int) -> Estimate:
    values = [v for v in metric.values(items) if v is not None]
    if metric.is_share:
        return wilson(sum(values), len(values))
    return bootstrap(values, metric.statistic, seed=seed)
