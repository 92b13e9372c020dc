"""Failures of n, row by row of the fault table, kept in a file so that rows can run one by one."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import subprocess
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from assistant.errors import AssistantError

RESULTS = Path("results/faults.jsonl")  # of the last runs of each test; the newest line counts
OURS = "ours"
RAW = "raw Chroma"

# What a broken promise looks like. Anything else is an error of the test itself.
BROKEN = (
    AssertionError,
    AssistantError,
    LookupError,
    OSError,
    RuntimeError,
    sqlite3.Error,
    subprocess.SubprocessError,
)

Case = TypeVar("Case")

_COUNTING = threading.Lock()


@dataclass
class Tally:
    """What one test found out about one row."""

    row: str  # "D01"
    contestant: str = OURS
    test: str = ""
    runs: int = 0
    failures: list[str] = field(default_factory=list[str])
    notes: list[str] = field(default_factory=list[str])
    seeds: str = ""
    full: bool = False
    seconds: float = 0.0

    @contextmanager
    def run(self, name: object) -> Iterator[None]:
        """Counts one run; a failure is kept and the next run goes on."""
        with _COUNTING:
            self.runs += 1
        try:
            yield
        except BROKEN as exc:
            said = " ".join(str(exc).split())[:300]
            self.failures.append(f"{name}: {type(exc).__name__}: {said}")

    def each(
        self, cases: Iterable[Case], try_one: Callable[[Case], None], *, at_once: int = 1
    ) -> None:
        """Try every case, so many at once."""

        def counted(case: Case) -> None:
            with self.run(case):
                try_one(case)

        with ThreadPoolExecutor(at_once) as pool:
            list(pool.map(counted, cases))


@contextmanager
def kept(tally: Tally, file: Path = RESULTS) -> Iterator[Tally]:
    """The tally, written to the file when the test is over."""
    started = time.monotonic()
    try:
        yield tally
    finally:
        tally.seconds = round(time.monotonic() - started, 1)
        if tally.runs:  # none: it was skipped
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("a") as opened:
                opened.write(json.dumps(asdict(tally)) + "\n")


def table(file: Path = RESULTS, *, full: bool = True) -> str:
    """The table for the log: the last full run of each test, summed by row."""
    rows: dict[str, dict[str, list[Tally]]] = defaultdict(lambda: defaultdict(list))
    for tally in _last(file, full=full).values():
        rows[tally.row][tally.contestant].append(tally)
    if not rows:
        return "no full run of any row has been counted yet: `python -m tests.faults D02`"
    lines = [
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores; Python"
        f" {platform.python_version()}, chromadb {version('chromadb')}, SQLite"
        f" {sqlite3.sqlite_version}",
        "",
        "| row | runs | failures, ours | failures, raw Chroma | seeds | seconds | notes |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in sorted(rows):
        ours, raw = rows[row][OURS], rows[row][RAW]
        both = [*ours, *raw]
        cells = (
            row,
            str(sum(t.runs for t in ours)),
            _share(ours),
            _share(raw),
            ", ".join(dict.fromkeys(t.seeds for t in both if t.seeds)) or "none",
            f"{sum(t.seconds for t in both):.0f}",
            "; ".join(dict.fromkeys(note for t in both for note in t.notes)),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _last(file: Path, *, full: bool) -> dict[tuple[str, str], Tally]:
    if not file.exists():
        return {}
    told = [Tally(**json.loads(line)) for line in file.read_text().splitlines()]
    return {(t.test, t.contestant): t for t in told if t.full == full}


def _share(tallies: list[Tally]) -> str:
    if not tallies:
        return ""
    return f"{sum(len(t.failures) for t in tallies)} of {sum(t.runs for t in tallies)}"
