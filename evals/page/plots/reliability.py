"""Whether a confidence comes true."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from evals.calibration import Bin, reliability
from evals.page.plots.drawing import ACCENT, SOFT, Plot, draw, percent_axis
from evals.page.words import count, percent
from evals.report import interval, number
from evals.result import ItemResult, confidence_pairs


def confidence_bins(items: Sequence[ItemResult]) -> list[Bin]:
    """The bins that hold questions, lowest confidence first; empty without confidences."""
    return reliability(confidence_pairs(items, "is_answerable"))


def plot_reliability(items: Sequence[ItemResult]) -> Plot | None:
    """What came true over the confidence, bin by bin; None without confidences."""
    bins = confidence_bins(items)
    if not bins:
        return None
    return Plot(
        "reliability",
        "Whether the confidence comes true",
        _message(bins),
        "Dot: share of a bin's questions that the documents answer, over their mean confidence,"
        " with the number of questions. Line: 95 % interval (Wilson). Dashed: what was said comes"
        " true; above it the confidence is too low, below it too high.",
        draw("reliability", 250, lambda figure: _paint(figure, bins)),
        ("confidence", "mean", "came true", "95 % interval", "n"),
        tuple(
            (
                f"{b.low:.1f} to {b.high:.1f}",
                number(b.confidence),
                number(b.came_true.value),
                interval(b.came_true),
                str(b.came_true.n),
            )
            for b in bins
        ),
    )


def _message(bins: Sequence[Bin]) -> str:
    n = sum(b.came_true.n for b in bins)
    said = sum(b.confidence * b.came_true.n for b in bins) / n
    true = sum((b.came_true.value or 0) * b.came_true.n for b in bins) / n
    off = [b for b in bins if not _holds(b)]
    return (
        f"On average the confidence is {percent(said)}; {percent(true)} of {count(n, 'question')}"
        f" can be answered. {len(bins) - len(off)} of {count(len(bins), 'bin')} agree with what was"
        " said."
    )


def _holds(b: Bin) -> bool:
    """Whether what was said lies inside the interval of what came true."""
    low, high = b.came_true.low, b.came_true.high
    return low is not None and high is not None and low <= b.confidence <= high


def _paint(figure: Figure, bins: Sequence[Bin]) -> None:
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], "--", color=SOFT, linewidth=1)
    for b in bins:
        low, high = b.came_true.low, b.came_true.high
        if low is not None and high is not None:
            axes.plot([b.confidence, b.confidence], [low, high], color=ACCENT, linewidth=1.6)
    values = [b.came_true.value or 0.0 for b in bins]
    axes.plot([b.confidence for b in bins], values, "o", color=ACCENT, markersize=7, clip_on=False)
    for b in bins:
        where = (b.confidence, b.came_true.value or 0)
        axes.annotate(str(b.came_true.n), where, (6, 3), textcoords="offset points", color=SOFT)
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", title="came true")
    percent_axis(axes, "x", "y")
