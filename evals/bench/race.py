"""One thing against another: turns that were timed, and the ratio of their medians."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "ask", "page", "load", "stream", "ingest", "again", "add", "open", "answer", "search"
]


@dataclass(frozen=True, slots=True)
class Turn:
    """One run of something."""

    seconds: float
    peak_bytes: int | None  # see `memory.PeakMemory`; None: this system does not tell
    passages: int = 0  # 0: they were not counted


Timer = Callable[[], Turn]


@dataclass(frozen=True, slots=True)
class Side:
    """The figures of one side, a turn each, in order."""

    name: str
    figures: tuple[float, ...]
    peak_bytes: int | None  # the highest of all turns

    @property
    def median(self) -> float:
        """Of the figures."""
        return statistics.median(self.figures)


@dataclass(frozen=True, slots=True)
class Race:
    """One comparison."""

    kind: Kind
    ours: Side
    reference: Side
    unit: str  # "s", "ms": lower is better; "passages/s" and what else is per second: higher is
    target: float | None  # of the ratio: at most, or at least where higher is better; None: none

    @property
    def ratio(self) -> float:
        """Median of ours over median of the reference."""
        return self.ours.median / self.reference.median

    @property
    def higher_is_better(self) -> bool:
        """Which way is up."""
        return self.unit.endswith("/s")

    @property
    def is_reached(self) -> bool | None:
        """Whether the ratio is on the right side of its target; None without a target."""
        if self.target is None:
            return None
        return self.ratio >= self.target if self.higher_is_better else self.ratio <= self.target


def seconds_of(name: str, turns: Sequence[Turn]) -> Side:
    """The turns in seconds."""
    return Side(name, tuple(turn.seconds for turn in turns), highest_peak(turns))


def rate_of(name: str, turns: Sequence[Turn], amount: float) -> Side:
    """The turns as an amount per second, each of them having handled all of it."""
    return Side(name, tuple(amount / turn.seconds for turn in turns), highest_peak(turns))


def highest_peak(turns: Sequence[Turn]) -> int | None:
    """The most memory any turn took; None where it is not known."""
    return max((turn.peak_bytes for turn in turns if turn.peak_bytes is not None), default=None)


def take_turns(timers: Mapping[str, Timer], times: int) -> dict[str, list[Turn]]:
    """All of them, `times` times; every second time in reverse, so none always finds a warm disk.

    The disk's cache is not emptied: the first turn may be colder than the rest, which is what
    the median is for.
    """
    turns: dict[str, list[Turn]] = {name: [] for name in timers}
    for number in range(times):
        for name in list(timers)[:: -1 if number % 2 else 1]:
            turns[name].append(timers[name]())
    return turns
