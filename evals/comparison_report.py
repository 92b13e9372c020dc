"""A comparison as text for the terminal: verdict, lost items, gained items, differences."""

from __future__ import annotations

from evals.compare import Comparison, Pair, judge
from evals.metrics import BY_NAME
from evals.report import interval, miss, number, table
from evals.result import Result
from evals.summary import Compared


def render_comparison(comparison: Comparison) -> str:
    """The whole report."""
    parts = [_headline(comparison)]
    if not comparison.pairs:
        return parts[0]
    lost, gained = comparison.lost, comparison.gained
    parts += [decision(comparison), f"{len(lost)} items lost, {len(gained)} gained"]
    parts += [f"LOST {changes(pair)}\n{miss(pair.after)}" for pair in lost]
    if gained:
        parts.append("\n".join(f"gained {p.after.id} {p.after.type}: {changes(p)}" for p in gained))
    head = ("metric", "A", "B", "B - A", "95 % interval", "p", "n", "")
    rows = [difference_row(name, found) for name, found in comparison.table.items()]
    return "\n\n".join([*parts, table(head, rows)])


def decision(comparison: Comparison) -> str:
    """The verdict in one line: what of the short table is decisively better or worse."""
    decisive = [
        f"{name} {judge(BY_NAME[name], found.difference)}"
        f" by {number(abs(found.difference.value or 0))}"
        for name, found in comparison.judgements("better", "worse").items()
        if BY_NAME[name].in_short
    ]
    if decisive:
        return "Decisive: " + "; ".join(decisive) + "."
    return "Not decisive: zero lies inside every interval of the short table."


def difference_row(name: str, found: Compared) -> tuple[str, ...]:
    """One metric in both runs: name, A, B, B - A, interval, McNemar's p, n, judgement."""
    return (
        name,
        number(found.before),
        number(found.after),
        number(found.difference.value),
        interval(found.difference),
        "" if found.p is None else f"{found.p:.3f}",
        str(found.difference.n),
        judge(BY_NAME[name], found.difference),
    )


def _headline(comparison: Comparison) -> str:
    before, after, pairs = comparison.before, comparison.after, comparison.pairs
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


def changes(pair: Pair) -> str:
    """What changed for one item, by score."""
    said = [f"{name} {number(old)} -> {number(new)}" for name, (old, new) in pair.changes.items()]
    if not said:
        said = [f"lost at {pair.before.lost_at or 'nothing'} -> {pair.after.lost_at or 'nothing'}"]
    return ", ".join(said)
