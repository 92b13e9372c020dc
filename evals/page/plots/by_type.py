"""How often each type of question finds evidence among the first five passages."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from evals.compare import Comparison
from evals.metrics import BY_NAME
from evals.page.plots.drawing import (
    ACCENT,
    INK,
    PAPER,
    ROW,
    SOFT,
    Plot,
    draw,
    list_rows,
    percent_axis,
)
from evals.page.words import count, percent
from evals.report import interval, number
from evals.result import ItemResult, Result
from evals.stats import Estimate
from evals.summary import by_type, summarise

METRIC = BY_NAME["hit@5"]
ALL = "all types"


@dataclass(frozen=True, slots=True)
class TypeShare:
    """The share of one type in this run, and in the previous one."""

    name: str
    now: Estimate
    before: Estimate | None  # None: no previous run, or not measured there


def type_shares(result: Result, comparison: Comparison | None) -> list[TypeShare]:
    """All types together, then each that measures it: best first, then those with more questions.

    The previous shares are those of the questions that both runs have.
    """
    now = _shares(result.items)
    before = _shares([pair.before for pair in comparison.pairs]) if comparison else {}
    found = [
        TypeShare(name, share, before.get(name))
        for name, share in now.items()
        if share.value is not None
    ]
    return sorted(found, key=lambda t: (t.name != ALL, -(t.now.value or 0), -t.now.n, t.name))


def plot_types(result: Result, comparison: Comparison | None) -> Plot | None:
    """Dots with Wilson's intervals, one type a row; None when no question wants evidence."""
    shares = type_shares(result, comparison)
    if not shares:
        return None
    has_before = any(share.before for share in shares)
    return Plot(
        "types",
        "Evidence found, by type of question",
        _message(shares),
        "Dot: share of the questions with evidence among the first five passages (hit@5). Line:"
        f" 95 % interval (Wilson).{' Ring: the previous run.' if has_before else ''} In brackets:"
        " questions.",
        draw("types", len(shares) * ROW + 28, lambda figure: _paint(figure, shares)),
        ("type", "hit@5", "95 % interval", "n", *(["previous"] if has_before else [])),
        tuple(_row(share, has_before=has_before) for share in shares),
    )


def _shares(items: list[ItemResult] | tuple[ItemResult, ...]) -> dict[str, Estimate]:
    scores = [item.scores for item in items]
    found = by_type([item.type for item in items], scores, seed=0, metrics=[METRIC])
    whole = summarise(scores, seed=0, metrics=[METRIC])[METRIC.name]
    return {ALL: whole, **{name: share[METRIC.name] for name, share in found.items()}}


def _message(shares: list[TypeShare]) -> str:
    whole, *types = shares
    said = f"{percent(whole.now.value)} of {count(whole.now.n, 'question')} find evidence"
    if len(types) < 2:
        return f"{said}."
    name, lowest = types[-1].name, types[-1].now
    return f"{said}; the lowest type is {name}: {percent(lowest.value)} of {lowest.n}."


def _paint(figure: Figure, shares: list[TypeShare]) -> None:
    axes = figure.subplots()
    for row, share in enumerate(shares):
        low, high = share.now.low, share.now.high
        colour = INK if share.name == ALL else ACCENT
        if low is not None and high is not None:
            axes.plot([low, high], [row, row], color=colour, linewidth=1.6)
        if share.before and share.before.value is not None:
            axes.plot(share.before.value, row, "o", mec=SOFT, mfc=PAPER, ms=7.5, mew=1.3)
        axes.plot(share.now.value or 0.0, row, "o", color=colour, markersize=5.5)
    list_rows(axes, [f"{share.name} ({share.now.n})" for share in shares])
    axes.set_xlim(-0.02, 1.02)
    percent_axis(axes, "x")


def _row(share: TypeShare, *, has_before: bool) -> tuple[str, ...]:
    before = number(share.before.value) if share.before else "-"
    cells = (share.name, number(share.now.value), interval(share.now), str(share.now.n))
    return (*cells, before) if has_before else cells
