"""The questions in the order in which somebody wants to look at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.compare import Comparison, Pair
from evals.result import ItemResult


@dataclass(frozen=True, slots=True)
class Change:
    """One score of a question in both runs; higher is better."""

    name: str
    before: float
    now: float


@dataclass(frozen=True, slots=True)
class Shown:
    """A question, and how it went before where there is a previous run."""

    item: ItemResult
    before: ItemResult | None = None
    changes: tuple[Change, ...] = ()

    @property
    def understood(self) -> str:
        """The standalone question that was searched for; empty when it is the question itself."""
        searched = self.item.searched_for
        return "" if searched == self.item.question else searched

    @property
    def said_before(self) -> str:
        """The previous answer where it was kept and reads differently."""
        said = self.before.got or self.before.error if self.before else ""
        return "" if said == (self.item.got or self.item.error) else said

    @property
    def stage(self) -> str:
        """Where it was lost, for the filter."""
        return self.item.lost_at or "nothing"


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading."""

    name: str
    title: str
    says: str  # may be empty
    shown: tuple[Shown, ...]
    is_folded: bool = False


def arrange(items: Sequence[ItemResult], comparison: Comparison | None) -> list[Group]:
    """Every question once: what changed, lost before gained; then what is lost; then the rest.

    Groups without questions are left out.
    """
    lost = [_pair(pair) for pair in comparison.lost] if comparison else []
    gained = [_pair(pair) for pair in comparison.gained] if comparison else []
    above = {shown.item.id for shown in (*lost, *gained)}
    rest = [item for item in items if item.id not in above]
    before = {pair.after.id: pair.before for pair in comparison.pairs} if comparison else {}
    missed = [Shown(item, before.get(item.id)) for item in rest if not item.passed]
    passed = [Shown(item, before.get(item.id)) for item in rest if item.passed]
    other = "Other questions" if above else "Questions"
    groups = (
        Group("lost", "Worse than before", "Each scores lower on something.", tuple(lost)),
        Group(
            "gained",
            "Better than before",
            "Each scores higher on something, lower on nothing.",
            tuple(gained),
        ),
        Group("missed", f"{other} that lost something", "", tuple(missed)),
        Group("passed", f"{other} that lost nothing", "", tuple(passed), is_folded=True),
    )
    return [group for group in groups if group.shown]


def _pair(pair: Pair) -> Shown:
    changes = (Change(name, old, new) for name, (old, new) in pair.changes.items())
    return Shown(pair.after, pair.before, tuple(changes))
