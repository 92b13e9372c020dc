"""Whether a run may take the place of another.

A gate is for changes that were not meant to lose anything. It does not ask whether a change
helped: that is `compare`.
"""

from __future__ import annotations

from collections.abc import Iterator

from evals.compare import Comparison, judge
from evals.metrics import BY_NAME, PRIMARY
from evals.report import interval, number
from evals.result import metrics_of

BUDGET_S = 5.0  # of the 95th percentile: what a person waits for quotations without wondering


def refusals(
    comparison: Comparison, *, primary: str = PRIMARY, budget_s: float = BUDGET_S
) -> list[str]:
    """Why the later run does not pass, each a sentence; empty: it passes.

    A must-pass item that passed before is lost or no longer asked; an item newly ends in an
    error; the primary measure is not measured, or fell and its paired interval excludes zero; a
    quotation is not exact; the 95th percentile of the latency is over budget.
    """
    if not comparison.pairs:
        return ["the runs have no item in common; make a new baseline with `run --accept`"]
    return [
        *_lost(comparison),
        *_failed(comparison),
        *_fallen(comparison, primary),
        *_broken(comparison, budget_s),
    ]


def _lost(comparison: Comparison) -> Iterator[str]:
    asked = {(pair.before.id, pair.before.question) for pair in comparison.pairs}
    for item in comparison.before.items:
        if item.must_pass and item.passed and (item.id, item.question) not in asked:
            yield (
                f"must-pass item {item.id} is no longer asked: {item.question!r}; if that is meant,"
                " make a new baseline with `run --accept`"
            )
    for pair in comparison.pairs:
        must_pass = pair.before.must_pass or pair.after.must_pass
        if must_pass and pair.before.passed and not pair.after.passed:
            lost_at, question = pair.after.lost_at, pair.after.question
            yield f"must-pass item {pair.after.id} was lost at {lost_at}: {question!r}"


def _failed(comparison: Comparison) -> Iterator[str]:
    for pair in comparison.pairs:
        if pair.after.error and not pair.before.error:
            yield f"item {pair.after.id} ended in an error: {pair.after.error}"


def _fallen(comparison: Comparison, primary: str) -> Iterator[str]:
    fell = comparison.table.get(primary)
    if fell is None or fell.before is None or fell.after is None:
        yield f"{primary} is not measured in both runs; name another with --primary"
    elif judge(BY_NAME[primary], fell.difference) == "worse":
        yield (
            f"{primary} went from {number(fell.before)} to {number(fell.after)}; the paired"
            f" interval of the difference is {interval(fell.difference)}"
        )


def _broken(comparison: Comparison, budget_s: float) -> Iterator[str]:
    metrics = metrics_of(comparison.after)
    fidelity, latency = metrics["quotation_fidelity"], metrics["latency_s_p95"]
    if fidelity.value is not None and fidelity.value < 1:
        broken = [i.id for i in comparison.after.items if i.scores.get("quotation_fidelity") == 0]
        yield f"quotations are not exact in {', '.join(broken)}"
    if latency.value is not None and latency.value > budget_s:
        yield f"the 95th percentile of the latency is {latency.value:.1f} s, over {budget_s} s"
