"""W05: many write feedback at once, some are killed: lines are whole, and nothing kept is lost.

A writer says which verdict it has kept after it was kept, so that what it said can be looked for.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.feedback.store import FEEDBACK_FILE, read_feedback
from tests.faults.tally import Tally
from tests.small_index import REPOSITORY

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

# Corrections of many lengths, some longer than a page of memory; "\u2028" and half a surrogate too.
WRITE = """
import sys, threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from assistant.feedback.store import keep_feedback
from tests.feedback.made import feedback

folder, name, threads, records = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
said = threading.Lock()

def keep(n):
    words = "right\\u2028\\ud800 " * (n * 37 % 900)
    keep_feedback(feedback(id=f"{name}-{n}", correction=words), folder)
    with said:
        print(f"{name}-{n}", flush=True)

with ThreadPoolExecutor(threads) as pool:
    list(pool.map(keep, range(records)))
"""


def start(folder: Path, name: str, threads: int, records: int) -> subprocess.Popen[str]:
    arguments = [str(folder), name, str(threads), str(records)]
    return subprocess.Popen(
        [sys.executable, "-c", WRITE, *arguments],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    )


def check(folder: Path, kept: list[str]) -> None:
    """Every line is a whole object, but for one that a kill cut short; what was kept is there."""
    lines = (folder / FEEDBACK_FILE).read_bytes().split(b"\n")
    whole = [line for line in lines if line.startswith(b"{") and line.endswith(b"}")]
    for line in whole:
        json.loads(line)
    assert len([line for line in lines if line]) - len(whole) <= 1
    there = [entry.id for entry in read_feedback(folder)]
    assert set(kept) <= set(there), sorted(set(kept) - set(there))[:5]
    assert len(whole) == len(there)


def test_nothing_is_torn_or_lost_when_many_write(tmp_path: Path, tally: Tally, full: bool) -> None:
    processes, threads, records = (4, 50, 2_500) if full else (3, 8, 40)

    with tally.run("all at once"):
        writers = [start(tmp_path, f"w{i}", threads, records) for i in range(processes)]
        kept = [name for writer in writers for name in writer.communicate(timeout=1500)[0].split()]
        assert len(kept) == processes * records
        check(tmp_path, kept)
    tally.notes.append(f"{processes} processes of {threads} threads, {len(kept):,} verdicts")

    assert tally.failures == []


def test_nothing_kept_is_lost_when_writers_are_killed(
    tmp_path: Path, tally: Tally, full: bool
) -> None:
    tally.seeds = "0 to 19" if full else "0 to 1"

    def kill_one(seed: int) -> None:
        folder = tmp_path / str(seed)
        victim, survivor = start(folder, "victim", 8, 100_000), start(folder, "survivor", 4, 60)
        assert victim.stdout is not None
        told = [victim.stdout.readline()]  # it has begun
        time.sleep(random.Random(seed).uniform(0.0, 0.3))
        victim.kill()
        told += victim.stdout.read().splitlines(keepends=True)
        victim.wait(10)
        rest = survivor.communicate(timeout=300)[0]
        kept = [line.strip() for line in told if line.endswith("\n")] + rest.split()
        assert len(rest.split()) == 60
        check(folder, kept)

    tally.each(range(20 if full else 2), kill_one)

    assert tally.failures == []
