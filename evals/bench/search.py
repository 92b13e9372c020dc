"""Retrieval and answers in an index that grows: how long a question waits, what the index costs.

The real passages of the corpus come first, made-up ones after them (`synthetic.py`), put in and
indexed by the program's own library and builder. One library grows from size to size; its vector
index is built anew each time, as an ingest does it that makes it a tenth larger.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.indexing.generations import current_generation
from assistant.indexing.library import Library
from assistant.indexing.schema import LIBRARY_FILE
from evals.bench.processes import BenchError, python, run_process, say, time_process
from evals.bench.race import Turn
from evals.bench.sizes import Round, SizeResult, no_room

STEP_S = 1800.0  # longest one step may take


class Grown(NamedTuple):
    """The sizes that were measured, the smallest first, and why others were not."""

    results: list[SizeResult]
    left_out: list[str]


class Timings(NamedTuple):
    """What one run of `timed_search` said."""

    open_s: float
    peak_bytes: int | None
    rounds: dict[str, list[Round]]  # by name of what was timed


def time_search(
    corpus_index: Path,
    newcomer: Path,
    questions: Sequence[str],
    *,
    sizes: Sequence[int],
    times: int,
) -> Grown:
    """Every size for which there is room and that does not fail.

    `newcomer`: a document to add to each; `times`: rounds over the questions.
    """
    results: list[SizeResult] = []
    left_out: list[str] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        folder = Path(made)
        (folder / "questions.json").write_text(json.dumps(questions))
        for size in sorted(set(sizes)):
            reason = no_room(size, shutil.disk_usage(folder).free, str(folder.parent))
            if reason:
                left_out.append(reason)
                continue
            say(f"search: {size:,} passages, {times} rounds of {len(questions)} questions")
            try:
                results.append(_time_size(folder, corpus_index, newcomer, size, times))
            except BenchError as exc:
                left_out.append(f"search of {size:,} passages: {exc}")
    return Grown(results, left_out)


def refuse_small(corpus_index: Path, sizes: Sequence[int]) -> None:
    """Raise BenchError when a size is not more than the corpus has by itself."""
    with Library(corpus_index) as library:
        real = library.counts()["passages"]
    if min(sizes) <= real:
        raise BenchError(
            f"--sizes: {min(sizes)} is not more than the {real} passages of the corpus, which come"
            " first; name larger ones"
        )


def _time_size(
    folder: Path, corpus_index: Path, newcomer: Path, size: int, times: int
) -> SizeResult:
    index_dir = folder / "index"
    filled = _time_step("fill", index_dir, corpus_index, size)
    built = _time_step("build", index_dir)
    library_bytes, index_bytes = _bytes_on_disk(index_dir)
    whole = _time_questions("whole", folder, times)
    stages = _time_questions("stages", folder, 1)
    answers = _time_questions("answers", folder, 1)
    return SizeResult(
        passages=built.passages,
        filled=filled,
        built=built,
        added=_add(newcomer, folder, size),
        library_bytes=library_bytes,
        index_bytes=index_bytes,
        open_s=whole.open_s,
        search_peak_bytes=whole.peak_bytes,
        whole_ms=tuple(whole.rounds["whole"]),
        stages_ms={name: rounds[0] for name, rounds in stages.rounds.items()},
        answers_ms={name: rounds[0] for name, rounds in answers.rounds.items()},
    )


def _time_step(step: str, *arguments: object) -> Turn:
    command = python("-m", "evals.bench.grow", step, *map(str, arguments))
    turn, output = run_process(command, timeout_s=STEP_S)
    said = json.loads(output)
    return Turn(said["seconds"], turn.peak_bytes, said["passages"])


def _time_questions(what: str, folder: Path, rounds: int) -> Timings:
    files = map(str, (folder / "index", folder / "questions.json"))
    command = python("-m", "evals.bench.timed_search", what, *files, str(rounds))
    turn, output = run_process(command, timeout_s=STEP_S)
    said = json.loads(output)
    found = {name: [tuple(ms) for ms in some] for name, some in said["rounds"].items()}
    return Timings(said["open_s"], turn.peak_bytes, found)


def _add(newcomer: Path, folder: Path, size: int) -> Turn:
    """The whole command that adds a document, under a name that the index does not have yet."""
    document = shutil.copy(newcomer, folder / f"{size}-{newcomer.name}")
    command = python("ingest.py", str(document), "--index", str(folder / "index"))
    return time_process(command, timeout_s=STEP_S)


def _bytes_on_disk(index_dir: Path) -> tuple[int, int]:
    """Of the library, and of the vector index in use."""
    generation = current_generation(index_dir)
    assert generation is not None
    files = (file for file in generation.rglob("*") if file.is_file())
    return (index_dir / LIBRARY_FILE).stat().st_size, sum(f.stat().st_size for f in files)
