"""What a run leaves behind: the outcome of every item, and how it came about, as one JSON file.

The file is complete: `report` and `compare` read it and need neither index nor gold file.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

from assistant.errors import AssistantError
from evals.metrics import METRICS
from evals.stats import Estimate
from evals.summary import by_type, summarise, trivial_baselines

LostAt = Literal["", "failed", "read", "split", "retrieve", "rank", "abstain", "verify", "answer"]
STAGES_OF_LOSS = tuple(stage for stage in get_args(LostAt) if stage)

FORMAT = 2  # counts up when an older `compare` would misread the file


class ResultError(AssistantError):
    """A result file cannot be read or written."""


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


def as_json(result: Result, *, slim: bool = False) -> str:
    """The result file's text: metrics first, items last. `slim`: without empty fields."""
    values = asdict(result)
    items = values.pop("items")
    if slim:
        items = [_told(item) for item in items]
    whole = {
        "format": FORMAT,
        **values,
        "metrics": {name: asdict(estimate) for name, estimate in metrics_of(result).items()},
        "baselines": trivial_baselines([item.answerable for item in result.items]),
        "per_type": {
            name: {metric: asdict(estimate) for metric, estimate in found.items()}
            for name, found in metrics_by_type(result).items()
        },
    }
    head = json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False)
    # An item a line: two files can be compared with any tool that compares lines.
    lines = ",\n".join(json.dumps(i, ensure_ascii=False, allow_nan=False) for i in items)
    return f'{head.removesuffix("}").rstrip()},\n "items": [\n{lines}\n ]\n}}\n'


def _told(item: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that say something: an empty one is what it would be without."""
    return {name: value for name, value in item.items() if value not in ("", None, (), [], {})}


def as_csv(result: Result) -> str:
    """One row an item, one column a score; empty where the item does not measure it."""
    names = list(dict.fromkeys(name for item in result.items for name in item.scores))
    about = ("id", "type", "question", "answerable", "must_pass", "outcome", "lost_at")
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow((*about, *names))
    for item in result.items:
        scores = (item.scores.get(name) for name in names)
        rows.writerow((*(getattr(item, name) for name in about), *scores))
    return out.getvalue()


def as_baseline(result: Result) -> Result:
    """The run as a gate needs it: the scores of the short table, and nothing that was said.

    Without settings and the folder of the gold set: they name places of one machine.
    """
    kept = {name for m in METRICS if m.in_short for name in m.scores or (m.name,)}
    return replace(
        result,
        gold=Path(result.gold).name,
        settings={},
        items=tuple(
            replace(
                item,
                scores={
                    name: round(value, 4)
                    for name, value in item.scores.items()
                    if name in kept and value is not None
                },
                expected="",
                wanted_files=(),
                wanted_quotes=(),
                missing_facts=(),
                got="",
                citations=(),
                hits=(),
                timings_s={},
                searched_for="",
            )
            for item in result.items
        ),
    )


def _scores(result: Result) -> tuple[list[Mapping[str, float | None]], list[str]]:
    return [i.scores for i in result.items], [i.cluster or i.id for i in result.items]


def check_writable(path: Path) -> None:
    """Raise ResultError unless a file can be made there: asked before an hour's run, not after."""
    if path.is_dir():
        raise ResultError(f"{path}: is a folder; name a file")
    if not os.access(path.parent, os.W_OK):
        raise ResultError(f"{path}: the folder is not there or not writable; choose another place")


def write_text(text: str, path: Path) -> None:
    """Write the file, whole or not at all."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
    except OSError as exc:
        raise ResultError(
            f"{path}: cannot be written ({exc.strerror}); choose another place"
        ) from exc
    finally:
        aside.unlink(missing_ok=True)


def read_result(path: Path) -> Result:
    """The run that a file of `write_result` holds. Its metrics are made again from the items."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        if raw.get("format") != FORMAT:
            raise ResultError(
                f"{path}: has format {raw.get('format')!r}, this version reads {FORMAT};"
                " run `python -m evals run` again"
            )
        items = tuple(_item(item) for item in raw["items"])
        known = {f.name for f in fields(Result)} - {"items"}
        return Result(items=items, **{name: raw[name] for name in known})
    except OSError as exc:
        raise ResultError(f"{path}: cannot be read ({exc.strerror})") from exc
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise ResultError(
            f"{path}: is not a result of `python -m evals run` ({type(exc).__name__}: {exc})"
        ) from exc


def _item(raw: dict[str, Any]) -> ItemResult:
    known = {f.name for f in fields(ItemResult)}
    item = ItemResult(**{name: value for name, value in raw.items() if name in known})
    if not isinstance(item.scores, dict) or not isinstance(item.id, str):
        raise TypeError(f"an item without id or scores: {raw!r:.80}")
    return replace(
        item,
        wanted_files=tuple(raw.get("wanted_files", ())),
        wanted_quotes=tuple(raw.get("wanted_quotes", ())),
        missing_facts=tuple(tuple(forms) for forms in raw.get("missing_facts", ())),
        citations=tuple(Cited(**citation) for citation in raw.get("citations", ())),
        hits=tuple(Found(**hit) for hit in raw.get("hits", ())),
    )
