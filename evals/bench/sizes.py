"""What was measured of indexes of several sizes, and how it grows from one to the next."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.bench.race import Race, Side, Turn

SIZES = (10_000, 30_000, 100_000)  # passages
BASE = 10_000  # what growth is measured from, if it was measured

# At ten times the passages. A search that reads everything takes ten times as long, one that walks
# a graph hardly longer: half of what reading everything would cost is the most to be accepted.
TENFOLD_TARGET = 5.0

# For each passage 5,000 in the library and 4,200 in the vector index were measured; the old vector
# index stays until the new one is whole. The rest is room for SQLite's logs.
BYTES_PER_PASSAGE = 20_000

# Nobody waits a second before the first question is answered.
FIRST_SEARCH_S = 1.0

# Encoding the question, one search of the vectors and one of the words: what an answer in
# quotations takes on top is ranking, choosing sentences and checking them.
ANSWER_TARGET = 2.5

Round = tuple[float, ...]  # milliseconds, a question each, in their order


@dataclass(frozen=True, slots=True)
class SizeResult:
    """One size of the index."""

    passages: int
    filled: Turn  # made-up passages put into the library since the size before
    built: Turn  # the vector index, from nothing
    added: Turn  # the whole command that adds one real document to this index
    library_bytes: int
    index_bytes: int
    open_s: float  # until the first search is done, in a new process that has imported its modules
    search_peak_bytes: int | None
    whole_ms: tuple[Round, ...]  # the retrieval
    stages_ms: Mapping[str, Round]  # its parts, by name
    answers_ms: Mapping[str, Round]  # `answer` in quotations, and `stages` for the same questions


def percentile(figures: Sequence[float], share: float) -> float:
    """The smallest figure that at least this share of them do not exceed (nearest rank)."""
    return sorted(figures)[max(0, math.ceil(share * len(figures)) - 1)]


def base_of(results: Sequence[SizeResult]) -> SizeResult:
    """The size that the others are compared with: BASE, else the smallest."""
    # The real and the made-up documents do not end at a round number.
    near = [result for result in results if _is_base(result)]
    return min(near or results, key=lambda result: result.passages)


def growth_of(results: Sequence[SizeResult]) -> list[Race]:
    """Each larger size over the base: the whole retrieval's p50 and p95, of each round."""
    base = base_of(results) if results else None
    return [
        Race("search", _side(result, share), _side(base, share), "ms", target)
        for result in results
        if base and result.passages > base.passages
        for share, target in ((0.5, None), (0.95, _target(result.passages / base.passages)))
    ]


def answers_of(results: Sequence[SizeResult]) -> list[Race]:
    """The median answer over the median of its searches, for each size; a target for the base."""
    return [
        Race(
            "answer",
            Side(f"answer in {result.passages:,} passages", (_half(result, "answer"),), None),
            Side("encode and search once", (_half(result, "stages"),), None),
            "ms",
            ANSWER_TARGET if _is_base(result) else None,
        )
        for result in results
    ]


def first_search_of(results: Sequence[SizeResult]) -> list[Race]:
    """Opening the base and searching it once, over a second; none where no base was measured."""
    return [
        Race(
            "open",
            Side(f"{result.passages:,} passages", (result.open_s,), result.search_peak_bytes),
            Side("a second", (1.0,), None),
            "s",
            FIRST_SEARCH_S,
        )
        for result in results
        if _is_base(result)
    ]


def no_room(size: int, free_bytes: int, folder: str) -> str:
    """Why an index of this size is not made; empty when there is room."""
    needed = size * BYTES_PER_PASSAGE
    if needed <= free_bytes:
        return ""
    return (
        f"search of {size:,} passages: needs {needed / 1e9:.1f} GB, {free_bytes / 1e9:.1f} GB are"
        f" free in {folder!r}; free some, or set TMPDIR to a larger disk"
    )


def _is_base(result: SizeResult) -> bool:
    return round(result.passages / BASE, 1) == 1


def _half(result: SizeResult, name: str) -> float:
    return percentile(result.answers_ms[name], 0.5)


def _target(growth: float) -> float | None:
    return TENFOLD_TARGET if round(growth, 1) == 10 else None


def _side(result: SizeResult, share: float) -> Side:
    figures = tuple(percentile(of_round, share) for of_round in result.whole_ms)
    name = f"p{100 * share:.0f} in {result.passages:,} passages"
    return Side(name, figures, result.search_peak_bytes)
