"""Two runs side by side: what was lost, what was gained, and whether the numbers say anything.

Only items with the same id and the same question are compared; the others are counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from evals.metrics import BY_NAME, ITEM_METRICS, Metric
from evals.result import ItemResult, Result
from evals.stats import Estimate
from evals.summary import Compared, differences

Judgement = Literal["equal", "not decisive", "changed", "better", "worse"]


class Pair(NamedTuple):
    """One item in both runs."""

    before: ItemResult
    after: ItemResult

    @property
    def changes(self) -> dict[str, tuple[float, float]]:
        """The scores that differ, as (before, after), of those worth a look per item."""
        found = {}
        for name in ITEM_METRICS:
            old, new = self.before.scores.get(name), self.after.scores.get(name)
            if old is not None and new is not None and old != new:
                found[name] = (old, new)
        return found

    @property
    def is_lost(self) -> bool:
        """Something got worse, whatever else got better; or it passed and does not any more."""
        worse = any(new < old for old, new in self.changes.values())
        return worse or (self.before.passed and not self.after.passed)

    @property
    def is_gained(self) -> bool:
        """Something got better and nothing worse."""
        better = bool(self.changes) or (self.after.passed and not self.before.passed)
        return better and not self.is_lost


def pair_items(before: Sequence[ItemResult], after: Sequence[ItemResult]) -> list[Pair]:
    """The common items, in the order of `after`."""
    known = {(item.id, item.question): item for item in before}
    return [
        Pair(known[item.id, item.question], item)
        for item in after
        if (item.id, item.question) in known
    ]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs over their common items."""

    before: Result
    after: Result
    pairs: Sequence[Pair]
    table: Mapping[str, Compared]  # by metric, in the order of METRICS

    @property
    def lost(self) -> list[Pair]:
        """The items of which something got worse."""
        return [pair for pair in self.pairs if pair.is_lost]

    @property
    def gained(self) -> list[Pair]:
        """The items of which something got better and nothing worse."""
        return [pair for pair in self.pairs if pair.is_gained]

    def judgements(self, *wanted: Judgement) -> dict[str, Compared]:
        """The metrics that are judged to be one of these."""
        return {n: c for n, c in self.table.items() if judge(BY_NAME[n], c.difference) in wanted}


def compare_results(before: Result, after: Result) -> Comparison:
    """The comparison; paired intervals use the later run's seed and clusters."""
    pairs = pair_items(before.items, after.items)
    table = differences(
        [pair.before.scores for pair in pairs],
        [pair.after.scores for pair in pairs],
        clusters=[pair.after.cluster or pair.after.id for pair in pairs],
        seed=after.seed,
    )
    return Comparison(before, after, pairs, table)


def judge(metric: Metric, difference: Estimate) -> Judgement:
    """What a paired difference says; "not decisive" when zero lies inside its interval."""
    if difference.low == difference.high == 0:
        return "equal"
    if difference.holds_zero or difference.value is None:
        return "not decisive"
    if metric.better == "neither":
        return "changed"
    return "better" if (difference.value > 0) == (metric.better == "higher") else "worse"
