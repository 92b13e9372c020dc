"""Two runs side by side: what was lost, what was gained, and whether the numbers say anything.

Only items with the same id and the same question are compared; the others are counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from evals.metrics import ITEM_METRICS, METRICS, Metric, differences
from evals.report import interval, miss, number, table
from evals.result import ItemResult, Result
from evals.stats import Estimate


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
        """Something got worse, whatever else got better."""
        return any(new < old for old, new in self.changes.values())

    @property
    def is_gained(self) -> bool:
        """Something got better and nothing worse."""
        return bool(self.changes) and not self.is_lost


def pair_items(before: Sequence[ItemResult], after: Sequence[ItemResult]) -> list[Pair]:
    """The common items, in the order of `after`."""
    known = {(item.id, item.question): item for item in before}
    return [
        Pair(known[item.id, item.question], item)
        for item in after
        if (item.id, item.question) in known
    ]


def render_comparison(before: Result, after: Result) -> str:
    """The report: verdict, lost items, gained items, table of differences."""
    pairs = pair_items(before.items, after.items)
    parts = [_headline(before, after, pairs)]
    if not pairs:
        return parts[0]
    rows, decisive = _difference_rows(pairs, seed=after.seed)
    parts.append(_verdict(decisive))
    lost = [pair for pair in pairs if pair.is_lost]
    gained = [pair for pair in pairs if pair.is_gained]
    parts.append(f"{len(lost)} items lost, {len(gained)} gained")
    parts += [f"LOST {_changes(pair)}\n{miss(pair.after)}" for pair in lost]
    if gained:
        parts.append(
            "\n".join(f"gained {p.after.id} {p.after.type}: {_changes(p)}" for p in gained)
        )
    head = ("metric", "A", "B", "B - A", "95 % interval", "n", "")
    parts.append(table(head, rows))
    return "\n\n".join(parts)


def _difference_rows(
    pairs: Sequence[Pair], *, seed: int
) -> tuple[list[tuple[str, ...]], list[str]]:
    """Rows of the table, and the decisive differences in words."""
    rows: list[tuple[str, ...]] = []
    decisive: list[str] = []
    before = [pair.before.scores for pair in pairs]
    after = [pair.after.scores for pair in pairs]
    compared = differences(before, after, seed=seed)
    for metric in METRICS:
        if (found := compared.get(metric.name)) is None:
            continue
        difference = found.difference
        verdict = _judge(metric, difference)
        if verdict in ("better", "worse"):
            decisive.append(f"{metric.name} {verdict} by {number(abs(difference.value or 0))}")
        rows.append(
            (
                metric.name,
                number(found.before),
                number(found.after),
                number(difference.value),
                interval(difference),
                str(difference.n),
                verdict,
            )
        )
    return rows, decisive


def _judge(metric: Metric, difference: Estimate) -> str:
    """One of: equal, not decisive, changed, better, worse."""
    if difference.low == difference.high == 0:
        return "equal"
    if difference.holds_zero or difference.value is None:
        return "not decisive"
    if metric.better == "neither":
        return "changed"
    return "better" if (difference.value > 0) == (metric.better == "higher") else "worse"


def _headline(before: Result, after: Result, pairs: Sequence[Pair]) -> str:
    lines = [
        f"A  {_describe(before)}",
        f"B  {_describe(after)}",
        f"{len(pairs)} items in both; only in A {len(before.items) - len(pairs)},"
        f" only in B {len(after.items) - len(pairs)}: not compared",
    ]
    if before.gold_sha256 != after.gold_sha256:
        lines.append("The gold files differ; only items with the same id and question are paired.")
    if before.machine != after.machine:
        lines.append("The machines differ; latencies say nothing.")
    return "\n".join(lines)


def _describe(result: Result) -> str:
    return ", ".join(
        (
            result.system,
            result.model or "no model",
            f"commit {result.commit[:12] + result.commit[40:] or 'unknown'}",
            f"index {result.fingerprint or 'unknown'}",
            result.started,
        )
    )


def _verdict(decisive: Sequence[str]) -> str:
    if decisive:
        return "Decisive: " + "; ".join(decisive) + "."
    return "Not decisive: zero lies inside every interval."


def _changes(pair: Pair) -> str:
    return ", ".join(
        f"{name} {number(old)} -> {number(new)}" for name, (old, new) in pair.changes.items()
    )
