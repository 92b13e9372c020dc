"""What a run leaves behind: the outcome of every item, and how it came about, as one JSON file.

The file is complete: `report` and `compare` read it and need neither index nor gold file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal

from assistant.errors import AssistantError
from evals.metrics import by_type, summarise, trivial_baselines

LostAt = Literal["", "failed", "read", "retrieve", "rank", "abstain", "answer"]

FORMAT = 1  # counts up when an older `compare` would misread the file


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
    expected: str = ""  # the reference answer
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


@dataclass(frozen=True, slots=True)
class Result:
    """One run: the items in the gold file's order, and everything needed to repeat it."""

    system: str  # "assistant", or the name of a baseline
    gold: str
    gold_sha256: str
    fingerprint: str  # of the index
    settings: Mapping[str, str]
    model: str | None  # None: quotations only
    commit: str  # "" outside a git checkout; ends in "+changes" when files differ from it
    seed: int
    started: str  # ISO 8601 with offset
    duration_s: float
    machine: str
    items: tuple[ItemResult, ...]


def as_json(result: Result) -> str:
    """The result file's text: metrics first, items last."""
    scores = [item.scores for item in result.items]
    types = [item.type for item in result.items]
    values = asdict(result)
    items = values.pop("items")
    whole = {
        "format": FORMAT,
        **values,
        "metrics": {k: asdict(v) for k, v in summarise(scores, seed=result.seed).items()},
        "baselines": trivial_baselines([item.answerable for item in result.items]),
        "per_type": {
            name: {k: asdict(v) for k, v in metrics.items()}
            for name, metrics in by_type(types, scores, seed=result.seed).items()
        },
        "items": items,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def check_writable(path: Path) -> None:
    """Raise ResultError unless a file can be made there: asked before an hour's run, not after."""
    if path.is_dir():
        raise ResultError(f"{path}: is a folder; name a file with --out")
    if not os.access(path.parent, os.W_OK):
        raise ResultError(f"{path}: the folder is not there or not writable; choose another --out")


def write_result(result: Result, path: Path) -> None:
    """Write the file, whole or not at all."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_text(as_json(result), encoding="utf-8")
        aside.replace(path)
    except OSError as exc:
        raise ResultError(
            f"{path}: cannot be written ({exc.strerror}); choose another --out"
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
        wanted_files=tuple(raw["wanted_files"]),
        missing_facts=tuple(tuple(forms) for forms in raw["missing_facts"]),
        citations=tuple(Cited(**citation) for citation in raw["citations"]),
        hits=tuple(Found(**hit) for hit in raw["hits"]),
    )
