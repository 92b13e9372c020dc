"""Where the questions were lost on their way to an answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from matplotlib.figure import Figure

from evals.compare import Comparison
from evals.page.plots.drawing import ACCENT, FAULT, SOFT, WASH, Plot, draw, list_rows
from evals.page.words import count
from evals.result import STAGES_OF_LOSS, Result

STAGE_MEANINGS = {
    "failed": "the question ended in an error",
    "read": "the quotation is not in the indexed text",
    "split": "it is in the text, but no passage holds half of it",
    "retrieve": "no passage with it is among the first ten",
    "rank": "it is among the first ten, not among the first five",
    "abstain": "answered without evidence, or abstained with it",
    "verify": "a quotation is not exact, or a statement is not supported",
    "answer": "an expected fact is missing, or something is said that must not be",
}
ROW_HEIGHT = 22.0  # a bar and room


@dataclass(frozen=True, slots=True)
class Stage:
    """What reached a stage and was lost there."""

    name: str
    reached: int
    lost: int
    lost_before: int | None  # in the previous run, of the common questions; None: there is none


def stages_of_loss(result: Result, comparison: Comparison | None) -> list[Stage]:
    """The stages in their order; "failed" only where something did."""
    lost = Counter(item.lost_at for item in result.items)
    before = (
        Counter(p.before.lost_at for p in comparison.pairs)
        if comparison and comparison.pairs
        else None
    )
    found, reached = [], len(result.items)
    for name in STAGES_OF_LOSS:
        earlier = None if before is None else before[name]
        if name != "failed" or lost[name] or earlier:
            found.append(Stage(name, reached, lost[name], earlier))
        reached -= lost[name]
    return found


def plot_losses(result: Result, comparison: Comparison | None) -> Plot | None:
    """What is left after each stage; None without questions."""
    if not result.items:
        return None
    stages = stages_of_loss(result, comparison)
    has_before = stages[0].lost_before is not None
    return Plot(
        "losses",
        "Where questions were lost",
        _message(stages),
        "Pale: questions that come through. Red: lost here, each at the first stage that went"
        f" wrong.{' In brackets: lost in the previous run.' if has_before else ''}",
        draw("losses", (len(stages) + 1) * ROW_HEIGHT + 30, lambda figure: _paint(figure, stages)),
        ("stage", "reached", "lost", *(["previously"] if has_before else []), "meaning"),
        tuple(
            (
                s.name,
                str(s.reached),
                str(s.lost),
                *([str(s.lost_before)] if has_before else []),
                STAGE_MEANINGS[s.name],
            )
            for s in stages
        ),
    )


def _message(stages: list[Stage]) -> str:
    last = stages[-1]
    came_through, asked = last.reached - last.lost, stages[0].reached
    said = f"{came_through} of {count(asked, 'question')} come through"
    worst = max(stages, key=lambda stage: stage.lost)
    if not worst.lost:
        return f"{said}."
    return f"{said}; most are lost at “{worst.name}” ({worst.lost}): {STAGE_MEANINGS[worst.name]}."


def _paint(figure: Figure, stages: list[Stage]) -> None:
    axes = figure.subplots()
    asked = stages[0].reached
    for row, stage in enumerate(stages):
        left = stage.reached - stage.lost
        axes.barh(row, left, 0.66, color=WASH)
        axes.barh(row, stage.lost, 0.66, left=left, color=FAULT)
        said = f"\N{MINUS SIGN}{stage.lost}" if stage.lost else "0"
        if stage.lost_before is not None:
            said += f" ({stage.lost_before})"
        axes.annotate(
            said,
            (stage.reached, row),
            (5, 0),
            textcoords="offset points",
            va="center",
            color=FAULT if stage.lost else SOFT,
        )
    last = stages[-1]
    axes.barh(len(stages), last.reached - last.lost, 0.66, color=ACCENT)
    axes.annotate(
        str(last.reached - last.lost),
        (last.reached - last.lost, len(stages)),
        (5, 0),
        textcoords="offset points",
        va="center",
        color=ACCENT,
        weight="bold",
    )
    list_rows(axes, [*(stage.name for stage in stages), "nothing lost"])
    axes.set_xlim(0, asked * 1.14)  # room for the words behind the longest bar
    axes.locator_params(axis="x", nbins=5, integer=True)
    axes.set_xlabel("questions")
