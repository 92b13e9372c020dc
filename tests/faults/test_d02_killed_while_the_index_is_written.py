"""D02: `kill -9` while Chroma writes the files of a vector index.

Chroma rewrites them in place: 12 of 24 such kills left a raw directory unreadable.
"""

from __future__ import annotations

import random

import pytest

from tests.faults.tally import Tally
from tests.faults.trial import FILES, Trial, changes_of, index_files, kill_when, start

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

LATEST_CHANGE = 3  # a build writes each file a few times
LATEST_S = 0.003  # after the change: writing one of them takes about as long


def test_run_killed_while_a_file_is_written_is_completed_by_the_next(
    trial: Trial, tally: Tally, full: bool
) -> None:
    cases = [(name, seed) for name in FILES for seed in range(20)]
    tally.seeds = "0 to 19" if full else "0"
    caught: list[str] = []

    def kill_at_change(case: tuple[str, int]) -> None:
        name, seed = case
        chance = random.Random(f"{name} {seed}")
        index_dir = trial.copy(f"{name}-{seed}", of=trial.between())
        changes = chance.randint(1, LATEST_CHANGE)
        seen = changes_of(name, lambda: index_files(index_dir), changes)
        child = start("ingest", trial.root, index_dir)
        if kill_when(child, seen, chance.uniform(0.0, LATEST_S)):
            caught.append(name)
        trial.check(index_dir)

    trial.between()
    tally.each(cases if full else cases[40:41], kill_at_change, at_once=2 if full else 1)
    told = ", ".join(f"{caught.count(name)} {name}" for name in FILES)
    tally.notes.append(f"caught while they were written: {told}")

    assert tally.failures == []
    assert caught
