"""D03: `kill -9` at every step that changes a file, the swap of the generation among them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import shutil
import signal
from pathlib import Path

import pytest

from tests.faults.steps import killed_at, needs_strace, steps
from tests.faults.tally import Tally
from tests.faults.trial import LONGEST_S, Trial, answers_as_left, kill_when, launch, start

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

LAST_STEP = 1000  # about as many has the busiest process of a run
SAMPLED = 60  # of the moments of a run, where there are more: a kill and a check take 5 s
LOOKED_AT = 100  # of what is left at the steps of a run, at most
COMPLETED = 25  # of these, so many are completed by another run
LATEST_S = 0.004  # after the pointer beside CURRENT appears: the swap takes about as long


@pytest.mark.parametrize(
    "run", ["ingest", pytest.param("rebuild", marks=pytest.mark.long), "import"]
)
def test_run_killed_before_any_touch_of_the_index_is_completed_by_the_next(
    trial: Trial, tally: Tally, full: bool, run: str
) -> None:
    source = trial.source(run)
    moments = ["swap" if run == "ingest" else "swapped"]
    if full:
        counting = start(run, source, trial.copy(f"{run}-count"))
        count = int(counting.communicate(timeout=LONGEST_S)[0])
        sampled = sorted(random.Random(run).sample(range(1, count + 1), min(count, SAMPLED)))
        tally.notes.append(f"{len(sampled)} of {count} moments of {run}, by chance")
        moments = ["swap", "swapped", *map(str, sampled)]
    killed: list[str] = []

    def kill_before(moment: str) -> None:
        index_dir = trial.copy(f"{run}-{moment}")
        child = start(run, source, index_dir, "--kill-at", moment)
        child.communicate(timeout=LONGEST_S)
        if child.returncode == -signal.SIGKILL:
            killed.append(moment)
        if run != "ingest":  # which stores documents as it reads them
            trial.is_one_of_both(index_dir)
        trial.check(index_dir)

    tally.each(moments, kill_before, at_once=2 if full else 1)

    assert tally.failures == []
    assert sorted(killed) == sorted(moments)


@pytest.mark.long
def test_run_killed_around_the_swap_is_completed_by_the_next(trial: Trial, tally: Tally) -> None:
    seeds = range(100)
    tally.seeds = f"{seeds[0]} to {seeds[-1]}"
    caught: list[int] = []

    def kill_around_swap(seed: int) -> None:
        index_dir = trial.copy(f"swap-{seed}", of=trial.between())
        before = pointers(index_dir)
        child = start("ingest", trial.root, index_dir)
        later_s = random.Random(seed).uniform(0.0, LATEST_S)
        if kill_when(child, lambda: pointers(index_dir) != before, later_s):
            caught.append(seed)
        trial.check(index_dir)

    trial.between()
    tally.each(seeds, kill_around_swap, at_once=2)
    tally.notes.append(f"{len(caught)} of the kills around the swap were in time")

    assert tally.failures == []


@pytest.mark.long
def test_run_killed_at_a_step_is_completed_by_the_next(trial: Trial, tally: Tally) -> None:
    needs_strace()
    chance = random.Random(3)
    numbers = [chance.randint(1, LAST_STEP) for _ in range(SAMPLED)]
    tally.seeds = "3"

    def kill_at(step: int) -> None:
        index_dir = trial.copy(f"step-{step}")
        launch("ingest", trial.root, index_dir, under=killed_at(step)).communicate(
            timeout=LONGEST_S
        )
        trial.check(index_dir)

    tally.each(numbers, kill_at, at_once=2)

    assert tally.failures == []


@pytest.mark.long
@pytest.mark.parametrize("run", ["ingest", "rebuild", "import"])
def test_what_a_kill_at_any_step_leaves_is_usable_and_is_completed_by_the_next(
    small_trial: Trial, tally: Tally, run: str, tmp_path: Path
) -> None:
    needs_strace()
    trial = small_trial
    index_dir = trial.copy(run)
    left: dict[str, Path] = {}
    count = 0
    for count in steps(run, trial.source(run), index_dir, tmp_path / "told"):
        seen = visible(index_dir)
        if seen not in left and (copy := still(trial, f"{run}-{count}", index_dir)):
            left[seen] = copy
    chance = random.Random(run)
    looked_at = chance.sample(list(left.values()), min(len(left), LOOKED_AT))
    tally.notes.append(
        f"{count} steps of {run} left {len(left)} different libraries, {len(looked_at)} looked at"
    )

    for number, copy in enumerate(looked_at):
        with tally.run(copy.name):
            if run != "ingest":
                trial.is_one_of_both(copy)
            answers_as_left(copy)
            if number < COMPLETED:
                trial.check_completed(copy)
        shutil.rmtree(copy, ignore_errors=True)

    assert tally.failures == []


def still(trial: Trial, name: str, index_dir: Path) -> Path | None:
    """A copy of the index; None when another process removed a file from it meanwhile."""
    try:
        return trial.copy(name, of=index_dir)
    except shutil.Error:  # half a copy is what no kill leaves; the next step shows the same files
        shutil.rmtree(trial.folder / name, ignore_errors=True)
        return None


def visible(index_dir: Path) -> str:
    """A digest of what the next run finds, but for generations that CURRENT does not name.

    Those are only ever removed; one that was left half-written is among the others often enough.
    """
    digest = hashlib.sha256()
    current = read(index_dir / "CURRENT").decode().strip()
    # `os.walk` goes on where another process of the run removes a folder; `rglob` does not.
    walked = [Path(at, n) for at, folders, files in os.walk(index_dir) for n in (*folders, *files)]
    for file in sorted(walked):
        name = file.relative_to(index_dir)
        if not name.parts[0].startswith("gen-") or name.parts[0] == current:
            digest.update(f"{name}\0".encode() + read(file))
    return digest.hexdigest()


def read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:  # a folder, or gone
        return b""


def pointers(index_dir: Path) -> dict[str, int]:
    """Time of change of CURRENT and of what is to take its place, by name."""
    found = {}
    for file in index_dir.glob("CURRENT*"):
        with contextlib.suppress(FileNotFoundError):
            found[file.name] = file.stat().st_mtime_ns
    return found
