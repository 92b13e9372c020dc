"""A run as files: JSON with everything, a table of its items, the baseline of a gate.

The JSON file is complete: `report` and `compare` read it and need neither index nor gold file.
"""

from __future__ import annotations

import csv
import io
import json
import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from assistant.errors import AssistantError
from evals.calibration import coverage_at, reliability, risk_coverage
from evals.metrics import METRICS
from evals.result import (
    Cited,
    Found,
    ItemResult,
    Result,
    confidence_pairs,
    metrics_by_type,
    metrics_of,
)
from evals.summary import trivial_baselines

FORMAT = 2  # counts up when an older `compare` would misread the file


class ResultError(AssistantError):
    """A result file cannot be read or written."""


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
        "calibration": _calibration(result.items),
        "per_type": {
            name: {metric: asdict(estimate) for metric, estimate in found.items()}
            for name, found in metrics_by_type(result).items()
        },
    }
    head = json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False)
    # An item a line: two files can be compared with any tool that compares lines.
    lines = ",\n".join(json.dumps(i, ensure_ascii=False, allow_nan=False) for i in items)
    return f'{head.removesuffix("}").rstrip()},\n "items": [\n{lines}\n ]\n}}\n'


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
                    name: value
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
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as exc:
        raise ResultError(
            f"{path}: is not a result of `python -m evals run` ({type(exc).__name__}: {exc})"
        ) from exc


def _item(raw: dict[str, Any]) -> ItemResult:
    known = {f.name for f in fields(ItemResult)}
    item = ItemResult(**{name: value for name, value in raw.items() if name in known})
    if not isinstance(item.scores, dict) or not isinstance(item.id, str):
        raise TypeError(f"an item without id or scores: {raw!r:.80}")
    for name, value in item.scores.items():
        if not (value is None or (isinstance(value, float | int) and math.isfinite(value))):
            raise TypeError(f"the score {name!r} of {item.id!r} is {value!r}")
    return replace(
        item,
        wanted_files=tuple(raw.get("wanted_files", ())),
        wanted_quotes=tuple(raw.get("wanted_quotes", ())),
        missing_facts=tuple(tuple(forms) for forms in raw.get("missing_facts", ())),
        citations=tuple(Cited(**citation) for citation in raw.get("citations", ())),
        hits=tuple(Found(**hit) for hit in raw.get("hits", ())),
    )


def _told(item: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that say something: an empty one is what it would be without."""
    return {name: value for name, value in item.items() if value not in ("", None, (), [], {})}


def _calibration(items: Sequence[ItemResult]) -> dict[str, object]:
    """What the confidence is worth: reliability bins, the risk-coverage curve, coverage at 95 %."""
    points = risk_coverage(confidence_pairs(items, "is_right"))
    return {
        "reliability": [asdict(b) for b in reliability(confidence_pairs(items, "is_answerable"))],
        "risk_coverage": [asdict(point) for point in points],
        "coverage_at_95_percent_right": coverage_at(points, 0.95) if points else None,
    }
