"""D01: `kill -9` at random moments of a run."""

from __future__ import annotations

import random
import time

import pytest

from tests.faults.same_index import state
from tests.faults.tally import Tally
from tests.faults.trial import Trial, is_same, kill, start

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

LATEST = 1.2  # of the time a clean run took: some are killed after their end, too


def kill_at_random(trial: Trial, run: str, seed: int) -> None:
    chance = random.Random(seed)
    index_dir = trial.copy(f"{run}-{seed}")
    child = start(run, trial.source(run), index_dir)
    time.sleep(chance.uniform(0.0, LATEST * trial.seconds))
    # Every second one leaves the processes it had started behind.
    kill(child, alone=bool(seed % 2))

    if run != "ingest":  # which stores documents as it reads them
        trial.is_one_of_both(index_dir)
    trial.check(index_dir)


@pytest.mark.long
@pytest.mark.parametrize("run", ["ingest", "rebuild", "import"])
def test_run_killed_at_random_is_completed_by_the_next(
    trial: Trial, tally: Tally, run: str
) -> None:
    trial.source(run)
    seeds = range(100, 150)
    tally.seeds = f"{seeds[0]} to {seeds[-1]}"

    tally.each(seeds, lambda seed: kill_at_random(trial, run, seed), at_once=2)

    assert tally.failures == []


def test_killed_rebuild_leaves_the_old_index_usable(trial: Trial, tally: Tally) -> None:
    index_dir = trial.copy("rebuild-early")
    before = state(index_dir)
    child = start("rebuild", trial.root, index_dir)
    while not (index_dir / "library.db-rebuild" / "library.db").exists():
        time.sleep(0.01)
    kill(child)

    with tally.run("early"):
        is_same(state(index_dir), before)
        trial.check(index_dir)

    assert tally.failures == []
