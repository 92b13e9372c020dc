"""Whether a run may take the place of another: four reasons to say no.

A gate is for changes that were not meant to lose anything. It does not ask whether a change
helped: that is `compare`.
"""

from __future__ import annotations

from evals.compare import Comparison, judge
from evals.metrics import BY_NAME, PRIMARY
from evals.report import interval, number
from evals.result import metrics_of

BUDGET_S = 5.0  # of the 95th percentile: what a person waits for quotations without wondering


def refusals(
    comparison: Comparison, *, primary: str = PRIMARY, budget_s: float = BUDGET_S
) -> list[str]:
    """Why the later run does not pass, each a sentence; empty: it passes.

    A must-pass item that passed before is lost; the primary measure fell and its paired interval
    excludes zero; a quotation is not exact; the 95th percentile of the latency is over budget.
    """
    said = []
    if not comparison.pairs:
        said.append("the runs have no item in common; make a new baseline with `run --accept`")
    said += [
        f"must-pass item {pair.after.id} was lost at {pair.after.lost_at}: {pair.after.question!r}"
        for pair in comparison.pairs
        if (pair.before.must_pass or pair.after.must_pass)
        and pair.before.passed
        and not pair.after.passed
    ]
    fell = comparison.table.get(primary)
    if fell and judge(BY_NAME[primary], fell.difference) == "worse":
        said.append(
            f"{primary} went from {number(fell.before)} to {number(fell.after)}; the paired"
            f" interval of the difference is {interval(fell.difference)}"
        )
    metrics = metrics_of(comparison.after)
    fidelity, latency = metrics["quotation_fidelity"], metrics["latency_s_p95"]
    if fidelity.value is not None and fidelity.value < 1:
        broken = [i.id for i in comparison.after.items if i.scores.get("quotation_fidelity") == 0]
        said.append(f"quotations are not exact in {', '.join(broken)}")
    if latency.value is not None and latency.value > budget_s:
        said.append(
            f"the 95th percentile of the latency is {latency.value:.1f} s, over {budget_s} s"
        )
    return said
