"""What the runs were made with, and what to keep in mind when their numbers are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evals.compare import Comparison
from evals.page.words import count, duration, size
from evals.result import Result


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the manifest."""

    name: str
    now: str
    before: str  # empty: no other run, or equal
    is_code: bool = False  # a hash or a path: set in a fixed width


def manifest(result: Result, comparison: Comparison | None) -> list[Fact]:
    """What a run needs to be repeated, beside the earlier run's where that differs."""
    before = dict(_facts(comparison.before)) if comparison else {}
    code = {"commit", "gold file", "gold sha256", "index", "model digest"}
    return [
        Fact(name, now, "" if before.get(name, now) == now else before[name], name in code)
        for name, now in _facts(result)
    ]


def settings(result: Result, comparison: Comparison | None) -> list[Fact]:
    """Every setting, those that differ from the earlier run first."""
    before = comparison.before.settings if comparison else {}
    found = [
        Fact(name, now, "" if before.get(name, now) == now else before[name], True)
        for name, now in sorted(result.settings.items())
    ]
    return sorted(found, key=lambda fact: not fact.before)


def warnings(result: Result, comparison: Comparison | None) -> list[str]:
    """Sentences that limit what the numbers say."""
    said = []
    failed = sum(item.lost_at == "failed" for item in result.items)
    if failed:
        said.append(f"{count(failed, 'question')} ended in an error and score zero.")
    if comparison is None:
        return said
    before, pairs = comparison.before, comparison.pairs
    only_before, only_now = len(before.items) - len(pairs), len(result.items) - len(pairs)
    if only_before or only_now:
        said.append(
            f"{count(len(pairs), 'question')} in both runs; {only_before} only in the previous,"
            f" {only_now} only in this one: not compared. Previous values, changes and hollow"
            " dots are of the common questions."
        )
    if before.gold_sha256 != result.gold_sha256:
        said.append("The gold sets differ; only questions with the same id and words are paired.")
    if before.machine != result.machine:
        said.append("The machines differ; the latencies cannot be compared.")
    return said


def _facts(result: Result) -> Iterator[tuple[str, str]]:
    yield "system", result.system
    yield "model", result.model or "none: quotations only"
    if result.model_digest:
        yield "model digest", result.model_digest
    changed = ", with changes" if result.commit.endswith("+changes") else ""
    yield "commit", (result.commit[:12] + changed) or "unknown"
    yield "gold file", result.gold
    yield "gold sha256", result.gold_sha256[:16]
    yield "index", result.fingerprint or "unknown"
    yield "seed", str(result.seed)
    yield "machine", result.machine
    yield "started", result.started.replace("T", " ")
    yield "duration", f"{duration(result.duration_s)} for {count(len(result.items), 'question')}"
    if result.footprint:
        yield "footprint", ", ".join(_weights(result.footprint))


def _weights(footprint: Mapping[str, int]) -> Iterator[str]:
    for name, value in footprint.items():
        words = name.removesuffix("_bytes").replace("_", " ")
        yield f"{words} {size(value)}" if name.endswith("_bytes") else f"{value:,} {words}"
