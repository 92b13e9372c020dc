"""How long each stage of an answer takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matplotlib.figure import Figure

from evals.metrics import STAGES
from evals.page.plots.drawing import ACCENT, INK, LINE, SOFT, WASH, Plot, draw, list_rows
from evals.page.words import seconds
from evals.stats import Estimate

WHOLE = "whole answer"


@dataclass(frozen=True, slots=True)
class StageTime:
    """Seconds of one stage over the answers that went through it."""

    name: str
    p50_s: float
    p95_s: float
    most_s: float
    n: int


def stage_times(metrics: Mapping[str, Estimate]) -> list[StageTime]:
    """The whole answer, then its stages in their order; those that nothing went through not."""
    names = {WHOLE: "latency", **{stage: stage for stage in STAGES}}
    found = []
    for shown, name in names.items():
        p50, p95, most = (metrics[f"{name}_s_{share}"] for share in ("p50", "p95", "max"))
        if p50.value is not None and p95.value is not None and most.value is not None:
            found.append(StageTime(shown, p50.value, p95.value, most.value, p50.n))
    return found


def plot_latency(metrics: Mapping[str, Estimate]) -> Plot | None:
    """Bars to the median and to the 95th percentile; None when no answer was timed."""
    times = stage_times(metrics)
    if not times:
        return None
    return Plot(
        "latency",
        "Seconds by stage",
        _message(times),
        "Inner bar: median. Outer bar: 95th percentile. In brackets: answers that went through the"
        " stage.",
        draw("latency", len(times) * ROW_HEIGHT + 30, lambda figure: _paint(figure, times)),
        ("stage", "median", "95th percentile", "most", "n"),
        tuple(
            (t.name, seconds(t.p50_s), seconds(t.p95_s), seconds(t.most_s), str(t.n)) for t in times
        ),
    )


ROW_HEIGHT = 26.0  # a bar and room


def _message(times: list[StageTime]) -> str:
    whole, *stages = times
    said = f"Half of the answers take {seconds(whole.p50_s)} or less, one in twenty more than"
    said += f" {seconds(whole.p95_s)}"
    if whole.name != WHOLE or not stages:
        return f"{said}."
    slowest = max(stages, key=lambda t: t.p50_s * t.n)
    return f"{said}; most of the time goes into “{slowest.name}”."


def _paint(figure: Figure, times: list[StageTime]) -> None:
    axes = figure.subplots()
    widest = max(t.p95_s for t in times)
    for row, t in enumerate(times):
        axes.barh(row, t.p95_s, 0.62, color=WASH, edgecolor=LINE, linewidth=0.7)
        axes.barh(row, t.p50_s, 0.62, color=INK if t.name == WHOLE else ACCENT)
        said = f"{seconds(t.p50_s)} · {seconds(t.p95_s)}"
        axes.annotate(
            said, (t.p95_s, row), (5, 0), textcoords="offset points", va="center", color=SOFT
        )
    list_rows(axes, [f"{t.name} ({t.n})" for t in times])
    axes.set_xlim(0, widest * 1.32 or 1)  # room for the words behind the longest bar
    axes.locator_params(axis="x", nbins=5)
    axes.set_xlabel("seconds")
