"""Speed as ratios: ours over a plain reference, measured in turn within one run.

Seconds differ from machine to machine and from hour to hour; a ratio within one run does so much
less. Every process is new each time. The disk's cache is not emptied: the first turn may be
colder than the rest, which is what the median is for.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from evals.manifest import REPOSITORY, describe_commit, describe_machine, now
from evals.processes import free_port, python, run_process, time_process, time_to_page
from evals.report import table

QUESTION = "Is Llama 3.1 open source?"
START_S = 300.0  # longest a start may take; importing sentence-transformers took 27 s
INGEST_S = 1800.0  # longest all turns of ingest may take

CORPUS = REPOSITORY / "corpus"
RACES = ("ask", "page", "ingest")

Timer = Callable[[], float]  # seconds of one turn


@dataclass(frozen=True, slots=True)
class Race:
    """One comparison, with the figures of every turn."""

    name: str
    ours_is: str
    reference_is: str
    unit: str  # "s": lower is better; "passages/s": higher is better
    target: float  # of the ratio: at most for "s", at least for "passages/s"
    ours: tuple[float, ...]
    reference: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Median of ours over median of the reference."""
        return statistics.median(self.ours) / statistics.median(self.reference)

    @property
    def is_reached(self) -> bool:
        """Whether the ratio is on the right side of its target."""
        return self.ratio <= self.target if self.unit == "s" else self.ratio >= self.target


def race_ask(index_dir: Path, times: int) -> Race:
    """Cold start: a whole `python -m assistant ask` over one import."""
    ask = python("-m", "assistant", "ask", QUESTION, "--index", str(index_dir), "--model", "none")
    imports = python("-c", "import sentence_transformers")
    ours, reference = take_turns(
        lambda: time_process(ask, timeout_s=START_S),
        lambda: time_process(imports, timeout_s=START_S),
        times,
    )
    return Race(
        "ask", "python -m assistant ask", "import sentence_transformers", "s", 0.25, ours, reference
    )


def race_page(index_dir: Path, times: int) -> Race:
    """Page ready: process start to HTTP 200, over a bare Gradio chat's."""

    def ready(*command: str, port: int) -> float:
        url = f"http://127.0.0.1:{port}/"
        return time_to_page(python(*command), url, timeout_s=START_S)

    def ours() -> float:
        port = free_port()
        options = ("--index", str(index_dir), "--model", "none")
        return ready("app.py", "--port", str(port), *options, port=port)

    def bare() -> float:
        port = free_port()
        return ready("evals/bare_page.py", str(port), port=port)

    return Race("page", "app.py", "bare Gradio chat", "s", 1.5, *take_turns(ours, bare, times))


def race_ingest(corpus: Path, times: int) -> list[Race]:
    """Ingest after imports, over bare encoders on the same passages; in one process.

    Two references: the program's own encoder, and the library the model is published for. The
    first is the stricter one: it rises with everything that makes encoding faster.
    """
    command = python("-m", "evals.timed_ingest", str(corpus), str(times))
    found = json.loads(run_process(command, timeout_s=INGEST_S)[1])
    return [
        Race(
            "ingest",
            f"ingest.py, {found['passages']} passages",
            reference,
            "passages/s",
            0.85,
            tuple(found["ingest"]),
            tuple(found[key]),
        )
        for key, reference in (
            ("encoder", "bare encoder, ours"),
            ("library", "bare encoder, sentence-transformers"),
        )
    ]


def take_turns(
    ours: Timer, reference: Timer, times: int
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Both, `times` times; who goes first alternates, so neither always finds a warm disk."""
    first: list[float] = []
    second: list[float] = []
    for turn in range(times):
        for timer, figures in ((ours, first), (reference, second))[:: -1 if turn % 2 else 1]:
            figures.append(timer())
    return tuple(first), tuple(second)


def run_bench(
    names: Iterable[str], *, corpus: Path, index_dir: Path | None, times: int
) -> list[Race]:
    """The races of these names, in order. Without an index, one of the corpus is made first."""
    with tempfile.TemporaryDirectory() as folder:
        races = []
        for name in names:
            if name == "ingest":
                _say(f"ingest: {times} turns of ingest and encoder")
                races += race_ingest(corpus, times)
                continue
            if index_dir is None:
                index_dir = Path(folder) / "index"
                _say(f"bench: indexing {corpus}")
                ingest = python("ingest.py", str(corpus), "--index", str(index_dir))
                time_process(ingest, timeout_s=INGEST_S)
            _say(f"{name}: {times} turns of each")
            races.append((race_ask if name == "ask" else race_page)(index_dir, times))
    return races


def render_races(races: Sequence[Race]) -> str:
    """A row each: medians with their range, ratio, target."""
    rows = [
        (
            f"{race.name}: {race.ours_is} / {race.reference_is}",
            _median(race.ours),
            _median(race.reference),
            race.unit,
            f"{race.ratio:.2f}",
            f"{'at most' if race.unit == 's' else 'at least'} {race.target:g}",
            "reached" if race.is_reached else "MISSED",
        )
        for race in races
    ]
    head = ("ours / reference", "ours", "reference", "unit", "ratio", "target", "")
    return table(head, rows)


def races_as_json(races: Sequence[Race]) -> str:
    """Everything that was measured, as one JSON object."""
    rows = [{**asdict(r), "ratio": r.ratio, "reached": r.is_reached} for r in races]
    about = {"commit": describe_commit(), "machine": describe_machine(), "at": now()}
    return json.dumps({**about, "races": rows}, indent=1)


def _median(figures: Sequence[float]) -> str:
    return f"{statistics.median(figures):.1f} ({min(figures):.1f} to {max(figures):.1f})"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
