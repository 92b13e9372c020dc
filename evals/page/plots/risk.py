"""What abstaining below a confidence would save: risk over coverage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evals.calibration import Point, risk_coverage
from evals.measures import Cell
from evals.page.plots.drawing import ACCENT, SOFT, Plot, draw, percent_axis
from evals.page.words import percent
from evals.report import number
from evals.result import ItemResult, confidence_pairs

MOST_ROWS = 12  # of the curve, in its table


@dataclass(frozen=True, slots=True)
class RiskCurve:
    """The curve over all questions that measure it, and rules to hold it against."""

    points: tuple[Point, ...]  # most confident first; the last is the run as it is
    questions: int  # answered or abstained, with something that can be right
    always_answer: tuple[float, float]  # least and most risk: who knows what was not said

    @property
    def now(self) -> Point:
        """The run as it is."""
        return self.points[-1]

    @property
    def half(self) -> Point:
        """The point nearest to answering the more confident half of what is answered now."""
        return min(self.points, key=lambda point: abs(point.coverage - self.now.coverage / 2))


def risk_curve(items: Sequence[ItemResult]) -> RiskCurve | None:
    """The curve; None without confidences.

    Coverage is the share of all questions, so the curve ends where the run stopped answering. An
    unanswerable question that was abstained from would have been wrong; an answerable one may have
    been either, so always answering is a range.
    """
    pairs = confidence_pairs(items, "is_right")
    if not pairs:
        return None
    cells = [item.scores.get("abstention_cell") for item in items if item.outcome != "failed"]
    rightly, wrongly = cells.count(Cell.ABSTAINED), cells.count(Cell.OVER_ABSTAINED)
    questions = len(pairs) + rightly + wrongly
    wrong = sum(1 - right for _, right in pairs) + rightly
    answered = len(pairs) / questions
    points = (replace(p, coverage=p.coverage * answered) for p in risk_coverage(pairs))
    return RiskCurve(tuple(points), questions, (wrong / questions, (wrong + wrongly) / questions))


def plot_risk(items: Sequence[ItemResult]) -> Plot | None:
    """The curve with the point of now, always answering and always abstaining; None without it."""
    curve = risk_curve(items)
    if curve is None:
        return None
    now, half = curve.now, curve.half
    return Plot(
        "risk",
        "What abstaining by confidence would save",
        f"{percent(now.coverage)} of {curve.questions} questions are answered, and"
        f" {percent(now.risk)} of these answers are wrong or incomplete; of the more confident half"
        f" it is {percent(half.risk)}.",
        "Line: risk when only answers of at least a confidence are given. Dot: the run as it is."
        " Dashed: a confidence that says nothing. Grey squares: always abstain and always answer"
        " (from least to most, as nobody knows what was not said).",
        draw("risk", 250, lambda figure: _paint(figure, curve)),
        ("confidence at least", "answered", "wrong or incomplete"),
        tuple(
            (number(p.confidence), percent(p.coverage), percent(p.risk))
            for p in _thinned(curve.points)
        ),
    )


def _thinned(points: Sequence[Point]) -> list[Point]:
    """At most MOST_ROWS of them, evenly, with both ends."""
    last = len(points) - 1
    steps = min(last, MOST_ROWS - 1)
    return [points[round(i * last / steps)] for i in range(steps + 1)] if steps else list(points)


def _paint(figure: Figure, curve: RiskCurve) -> None:
    axes = figure.subplots()
    now, coverages = curve.now, [p.coverage for p in curve.points]
    _paint_rules(axes, curve)
    axes.plot(coverages, [p.risk for p in curve.points], color=ACCENT, linewidth=1.8)
    axes.plot(now.coverage, now.risk, "o", color=ACCENT, markersize=8, clip_on=False)
    axes.annotate(
        f"now: {percent(now.risk)} of {percent(now.coverage)}",
        (now.coverage, now.risk),
        (-6, 9),
        textcoords="offset points",
        ha="right",
        color=ACCENT,
        weight="bold",
    )
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="questions answered", title="wrong or incomplete")
    percent_axis(axes, "x", "y")


def _paint_rules(axes: Axes, curve: RiskCurve) -> None:
    """What needs no confidence: any order of the answers, always abstaining, always answering."""
    now, (least, most) = curve.now, curve.always_answer
    axes.plot([0, 1], [now.risk, now.risk], "--", color=SOFT, linewidth=1)
    axes.plot([1, 1], [least, most], color=SOFT, linewidth=3, solid_capstyle="butt")
    axes.plot([0, 1], [0, (least + most) / 2], "s", color=SOFT, markersize=6, clip_on=False)
    lift = 22 if abs(most - now.risk) < 0.1 else 7  # above the words of the point of now
    for name, x, y, shift, side in (
        ("always abstain", 0.0, 0.0, (9, 6), "left"),
        ("always answer", 1.0, most, (0, lift), "right"),
    ):
        axes.annotate(name, (x, y), shift, textcoords="offset points", ha=side, color=SOFT)
