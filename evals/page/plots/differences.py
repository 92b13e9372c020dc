"""What changed between two runs, and whether it says anything: a forest plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evals.compare import Comparison, Judgement, judge
from evals.metrics import METRICS
from evals.page.plots.drawing import ACCENT, FAULT, INK, PAPER, ROW, SOFT, Plot, draw, list_rows
from evals.page.tables import scale_of
from evals.page.words import count
from evals.summary import Compared

Unit = Literal["points", "percent"]  # hundredths of the scale; of the previous value

_COLOURS: dict[Judgement, str] = {"better": ACCENT, "worse": FAULT, "changed": INK}


@dataclass(frozen=True, slots=True)
class Difference:
    """The paired difference of one metric, in its unit."""

    name: str
    value: float
    low: float
    high: float
    judgement: Judgement
    unit: Unit
    is_lower_better: bool

    @property
    def is_decisive(self) -> bool:
        """Zero lies outside the interval."""
        return self.judgement in _COLOURS


def paired_differences(comparison: Comparison) -> list[Difference]:
    """The short metrics in their order, those in points first.

    Left out: what one question alone measures, and percentages of nothing.
    """
    found = []
    for metric in METRICS:
        compared = comparison.table.get(metric.name)
        if compared is None or not metric.in_short:
            continue
        is_amount = scale_of(metric, compared.before, compared.after) == "amount"
        factor = _percent_of(compared) if is_amount else 100
        d = compared.difference
        if factor is None or d.value is None or d.low is None or d.high is None:
            continue
        found.append(
            Difference(
                metric.name,
                d.value * factor,
                d.low * factor,
                d.high * factor,
                judge(metric, d),
                "percent" if is_amount else "points",
                metric.better == "lower",
            )
        )
    return sorted(found, key=lambda difference: difference.unit == "percent")


def plot_differences(comparison: Comparison) -> Plot | None:
    """Differences with intervals and a line at zero; None when nothing is in both runs."""
    found = paired_differences(comparison)
    if not found:
        return None
    panels = [p for unit in ("points", "percent") if (p := [d for d in found if d.unit == unit])]
    height = len(found) * ROW + 46 * len(panels)
    return Plot(
        "differences",
        "What changed",
        _message(found),
        "Dot: this run minus the previous one, on the same questions. Line: 95 % interval. Filled:"
        " decisive, as zero lies outside. \N{DOWNWARDS ARROW}: lower is better.",
        draw("differences", height, lambda figure: _paint(figure, panels)),
        ("metric", "difference", "95 % interval", "unit", "judgement"),
        tuple(
            (d.name, f"{d.value:+.1f}", f"{d.low:+.1f} to {d.high:+.1f}", d.unit, d.judgement)
            for d in found
        ),
    )


def _percent_of(compared: Compared) -> float | None:
    return 100 / compared.before if compared.before else None


def _message(found: Sequence[Difference]) -> str:
    better = [d.name for d in found if d.judgement == "better"]
    worse = [d.name for d in found if d.judgement == "worse"]
    if not better and not worse:
        none = "The one metric is not" if len(found) == 1 else f"None of {len(found)} metrics is"
        return f"{none} decisively better or worse."
    parts = [("better", better), ("worse", worse)]
    said = "; ".join(f"{word}: {', '.join(names)}" for word, names in parts if names)
    others = len(found) - len(better) - len(worse)
    rest = f" {count(others, 'other says', 'others say')} nothing." if others else ""
    return f"Decisively {said}.{rest}"


def _paint(figure: Figure, panels: Sequence[Sequence[Difference]]) -> None:
    heights = [len(panel) + 0.5 for panel in panels]
    all_axes = figure.subplots(len(panels), 1, squeeze=False, height_ratios=heights)
    for axes, panel in zip(all_axes[:, 0], panels, strict=True):
        _paint_panel(axes, panel)


def _paint_panel(axes: Axes, panel: Sequence[Difference]) -> None:
    axes.axvline(0, color=INK, linewidth=1)
    for row, d in enumerate(panel):
        colour = _COLOURS.get(d.judgement, SOFT)
        axes.plot([d.low, d.high], [row, row], color=colour, linewidth=2.4 if d.is_decisive else 1)
        axes.plot(
            d.value, row, "o", mec=colour, mfc=colour if d.is_decisive else PAPER, ms=6, mew=1.3
        )
    list_rows(axes, [d.name + (" \N{DOWNWARDS ARROW}" * d.is_lower_better) for d in panel])
    reach = max(1.0, *(max(abs(d.low), abs(d.high)) for d in panel)) * 1.05
    axes.set_xlim(-reach, reach)
    unit = "points" if panel[0].unit == "points" else "percent of the previous value"
    axes.set_xlabel(f"difference, {unit}")
    if panel[0].unit == "points":
        axes.margins(y=0)
