"""What a run leaves behind: the outcome of every item, and how it came about.

`result_file` makes files of it and reads them again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from evals.metrics import METRICS
from evals.stats import Estimate
from evals.summary import by_type, summarise

LostAt = Literal["", "failed", "read", "split", "retrieve", "rank", "abstain", "verify", "answer"]
STAGES_OF_LOSS = tuple(stage for stage in get_args(LostAt) if stage)


@dataclass(frozen=True, slots=True)
class Found:
    """A retrieved passage, without its text."""

    doc_id: str
    label: str
    start: int
    end: int
    score: float  # higher is better, comparable within one list only
    useful: bool  # holds half of a gold quotation


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation of the answer."""

    doc_id: str
    label: str
    quote: str
    support: str


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One question: what was expected, what came, and its scores by name."""

    id: str
    type: str
    question: str
    answerable: bool
    outcome: str  # of the answer; "failed": it ended in `error`; "searched": nothing was asked
    scores: Mapping[str, float | None]  # None: this item does not measure it
    lost_at: LostAt = ""  # empty: nothing was lost
    cluster: str = ""  # items of one cluster are resampled together
    must_pass: bool = False  # losing it closes the gate
    expected: str = ""  # the reference answer
    wanted_quotes: tuple[str, ...] = ()
    wanted_files: tuple[str, ...] = ()
    missing_facts: tuple[tuple[str, ...], ...] = ()
    got: str = ""  # the answer's text
    first_useful_rank: int | None = None  # None: not among the first ten
    citations: tuple[Cited, ...] = ()
    hits: tuple[Found, ...] = ()  # best first
    confidence: float | None = None
    searched_for: str = ""
    timings_s: Mapping[str, float] = field(default_factory=dict[str, float])
    error: str = ""

    @property
    def passed(self) -> bool:
        """Nothing was lost."""
        return not self.lost_at


@dataclass(frozen=True, slots=True)
class Result:
    """One run: the items in the gold file's order, and everything needed to repeat it."""

    system: str  # "assistant", or the name of a baseline
    gold: str
    gold_sha256: str
    fingerprint: str  # of the index
    settings: Mapping[str, str]
    model: str | None  # None: quotations only
    model_digest: str  # empty: no model, or not known
    commit: str  # "" outside a git checkout; ends in "+changes" when files differ from it
    seed: int
    started: str  # ISO 8601 with offset
    duration_s: float
    machine: str
    footprint: Mapping[str, int]  # documents, passages, characters, index_bytes, peak_memory_bytes
    items: tuple[ItemResult, ...]


def metrics_of(result: Result) -> dict[str, Estimate]:
    """Every metric over all items, by name."""
    scores, clusters = _scores(result)
    return summarise(scores, clusters=clusters, seed=result.seed)


def metrics_by_type(result: Result) -> dict[str, dict[str, Estimate]]:
    """The metrics of the short table for each type of question, most frequent type first."""
    scores, clusters = _scores(result)
    return by_type(
        [item.type for item in result.items],
        scores,
        clusters=clusters,
        seed=result.seed,
        metrics=[metric for metric in METRICS if metric.in_short],
    )


def confidence_pairs(items: Sequence[ItemResult], came_true: str) -> list[tuple[float, float]]:
    """Confidence and what came true, of the items that measure both."""
    return [
        (confidence, true)
        for item in items
        if (confidence := item.scores.get("confidence")) is not None
        and (true := item.scores.get(came_true)) is not None
    ]


def _scores(result: Result) -> tuple[list[Mapping[str, float | None]], list[str]]:
    return [i.scores for i in result.items], [i.cluster or i.id for i in result.items]
