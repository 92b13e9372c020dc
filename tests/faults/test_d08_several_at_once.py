"""D08: several ingests at once, and one whose holder of the lock was killed.

Two processes that write to one Chroma directory lose vectors and exit with 0.
"""

from __future__ import annotations

import random
import subprocess
import time

import pytest

from tests.faults.tally import Tally
from tests.faults.trial import LONGEST_S, Trial, kill, start

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

REFUSED_WITHIN_S = 2.0
REFUSED_WITHIN_BUSY_S = 20.0  # where the tests of everything else run beside it


def test_of_several_ingests_at_once_one_runs_and_the_others_are_told(
    trial: Trial, tally: Tally, full: bool
) -> None:
    rounds = range(50) if full else range(2, 3)
    tally.seeds = f"{rounds[0]} to {rounds[-1]}"

    def one_round(seed: int) -> None:
        index_dir = trial.copy(f"round-{seed}")
        children = [
            start("ingest", trial.root, index_dir, "--gate", errors=subprocess.PIPE)
            for _ in range(random.Random(seed).randint(2, 5))
        ]
        for child in children:
            assert child.stdin is not None
            child.stdin.write("\n")
            child.stdin.flush()
        codes = []
        for child in children:
            _, told = child.communicate(timeout=LONGEST_S)
            codes.append(child.returncode)
            assert child.returncode == 0 or "another process is writing" in told
        assert set(codes) <= {0, 2}
        assert 0 in codes
        trial.check(index_dir)

    tally.each(rounds, one_round)

    assert tally.failures == []


def test_refusal_comes_while_the_other_is_still_writing(
    trial: Trial, tally: Tally, full: bool
) -> None:
    index_dir = trial.copy("refused")
    holder = start("ingest", trial.root, index_dir)
    while not (index_dir / "library.db-wal").exists():
        time.sleep(0.01)
    late = start("ingest", trial.root, index_dir, "--gate", errors=subprocess.PIPE)

    with tally.run("refused"):
        begun = time.monotonic()
        _, told = late.communicate("\n", timeout=LONGEST_S)
        seconds = time.monotonic() - begun
        held = holder.poll() is None
        assert not held or (late.returncode, "wait until it is done" in told) == (2, True)
        assert seconds < (REFUSED_WITHIN_S if full else REFUSED_WITHIN_BUSY_S)
        tally.notes.append(f"refused after {seconds:.1f} s")
    kill(holder)

    assert tally.failures == []


@pytest.mark.long
def test_lock_of_a_killed_ingest_is_free_at_once(trial: Trial, tally: Tally) -> None:
    seeds = range(20)

    def kill_holder(seed: int) -> None:
        index_dir = trial.copy(f"stale-{seed}")
        holder = start("ingest", trial.root, index_dir)
        time.sleep(random.Random(seed).uniform(0.0, trial.seconds))
        kill(holder, alone=bool(seed % 2))
        following = start("ingest", trial.root, index_dir, errors=subprocess.PIPE)
        _, told = following.communicate(timeout=LONGEST_S)
        assert (following.returncode, told) == (0, "")
        trial.check(index_dir)

    tally.each(seeds, kill_holder, at_once=2)

    assert tally.failures == []
