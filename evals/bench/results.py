"""Everything one run measured: as tables for a person, and as JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import chain

from evals.bench.race import Race, Side, Turn
from evals.bench.sizes import (
    SizeResult,
    answers_of,
    base_of,
    first_search_of,
    growth_of,
    percentile,
)
from evals.manifest import describe_commit, describe_machine, now
from evals.report import number, table

HEADINGS = {
    "ask": "Cold start",
    "page": "Page ready",
    "load": "The page in a browser",
    "stream": "A written answer, over its model",
    "ingest": "Ingest, with everything imported",
    "again": "Ingest again, over the first ingest",
    "add": "Add a document in a warm process, over its own reading and encoding",
    "open": "Open an index and search once, with everything imported",
    "answer": "Warm answer in quotations, over encoding and searching",
    "search": "Warm search, larger over smaller index",
}


@dataclass(frozen=True, slots=True)
class Results:
    """What was measured, and what was not, with the reason."""

    races: Sequence[Race]
    sizes: Sequence[SizeResult] = ()
    left_out: Sequence[str] = ()

    @property
    def all_races(self) -> list[Race]:
        """With those of the sizes, by themselves and against one another."""
        of_sizes = (first_search_of(self.sizes), answers_of(self.sizes), growth_of(self.sizes))
        return [*self.races, *chain.from_iterable(of_sizes)]


def render(results: Results) -> str:
    """A table for each kind: medians with their range, memory as the highest of all turns."""
    parts = []
    for kind, heading in HEADINGS.items():
        if kind == "search" and results.sizes:
            parts += [_searches(results.sizes), _costs(results.sizes)]
        if races := [race for race in results.all_races if race.kind == kind]:
            parts.append(f"{heading}\n{_races(races)}")
    parts += [f"Left out: {reason}" for reason in results.left_out]
    return "\n\n".join(parts)


def as_json(results: Results) -> str:
    """Everything that was measured, as one JSON object."""
    races = [{**asdict(r), "ratio": r.ratio, "reached": r.is_reached} for r in results.all_races]
    about = {"commit": describe_commit(), "machine": describe_machine(), "at": now()}
    sizes = [asdict(size) for size in results.sizes]
    found = {**about, "races": races, "sizes": sizes, "left_out": list(results.left_out)}
    return json.dumps(found, indent=1)


def _races(races: Sequence[Race]) -> str:
    head = ("ours / reference", "ours", "reference", "unit", "ratio", "target", "MB", "MB ref.", "")
    return table(head, [_race(race) for race in races])


def _race(race: Race) -> tuple[str, ...]:
    word = "at least" if race.higher_is_better else "at most"
    return (
        f"{race.ours.name} / {race.reference.name}",
        _with_range(race.ours),
        _with_range(race.reference),
        race.unit,
        f"{race.ratio:.2f}" if race.ratio >= 0.1 else f"{race.ratio:.3f}",
        "-" if race.target is None else f"{word} {race.target:g}",
        _peak(race.ours.peak_bytes),
        _peak(race.reference.peak_bytes),
        {None: "", True: "reached", False: "MISSED"}[race.is_reached],
    )


def _searches(sizes: Sequence[SizeResult]) -> str:
    """The retrieval and its parts, a row for each size."""
    stages = list(sizes[0].stages_ms)
    head = ("passages", "retrieval p50", "p95", *(f"{s} p50 / p95" for s in stages), "open", "MB")
    rows = [
        (
            f"{size.passages:,}",
            *(
                _with_range(Side("", tuple(percentile(r, share) for r in size.whole_ms), None))
                for share in (0.5, 0.95)
            ),
            *(
                " / ".join(number(percentile(size.stages_ms[s], share)) for share in (0.5, 0.95))
                for s in stages
            ),
            f"{size.open_s:.1f} s",
            _peak(size.search_peak_bytes),
        )
        for size in sizes
    ]
    return f"Warm search, in ms\n{table(head, rows)}"


def _costs(sizes: Sequence[SizeResult]) -> str:
    """What an index of each size costs to make, to keep and to add to."""
    base = base_of(sizes)
    head = (
        "passages",
        *("library MB", "index MB", "put in, passages/s", "MB"),
        *("build, s", "over base", "MB", "add a document, s", "over base", "MB"),
    )
    rows = [
        (
            f"{size.passages:,}",
            *(_megabytes(size.library_bytes), _megabytes(size.index_bytes)),
            *(_rate(size.filled), _peak(size.filled.peak_bytes)),
            *_cost(size.built, base.built),
            *_cost(size.added, base.added),
        )
        for size in sizes
    ]
    return f"The index by its size; base: {base.passages:,} passages\n{table(head, rows)}"


def _cost(turn: Turn, base: Turn) -> tuple[str, str, str]:
    return f"{turn.seconds:.1f}", f"{turn.seconds / base.seconds:.1f}", _peak(turn.peak_bytes)


def _rate(turn: Turn) -> str:
    return f"{turn.passages / turn.seconds:,.0f}"


def _with_range(side: Side) -> str:
    if len(side.figures) == 1:
        return number(side.median)
    low, high = min(side.figures), max(side.figures)
    return f"{number(side.median)} ({number(low)} to {number(high)})"


def _peak(peak_bytes: int | None) -> str:
    return "-" if peak_bytes is None else _megabytes(peak_bytes)


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:,.0f}"
