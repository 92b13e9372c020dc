"""D04: the disk is full, from the first byte or from any later one on."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from assistant.indexing.library import Library
from assistant.indexing.vector_index import open_current
from tests.faults.corpus import queries
from tests.faults.encoder import StandIn
from tests.faults.small_disk import BLOCK, fill, small_disk
from tests.faults.tally import Tally
from tests.faults.trial import LONGEST_S, Trial, answers_as_left, passages_of, start

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

SIZES_MB = (20, 40, 80)
STEPS = 40  # between a disk that is full from the start and one that nearly suffices
FEW = (300_000,)  # bytes left in the sample: it fills up on the way


def test_full_disk_is_told_answers_go_on_and_the_next_run_completes(
    trial: Trial, tally: Tally, full: bool, tmp_path: Path
) -> None:
    needed = disk_needed(trial)
    # Squares: a run adds little, and is to meet the end at many places of what it adds.
    cases = [
        (SIZES_MB[step % 3], needed * step**2 // STEPS**2 // BLOCK * BLOCK) for step in range(STEPS)
    ]
    told_full = 0

    def starve(case: tuple[int, int]) -> None:
        nonlocal told_full
        megabytes, left = case
        with small_disk(tmp_path / f"disk-{megabytes}-{left}", megabytes) as disk:
            told_full += starved(trial, disk, left)

    tally.each(cases if full else [(SIZES_MB[0], left) for left in FEW], starve)
    tally.notes.append(f"{told_full} runs met the full disk")

    assert tally.failures == []
    assert told_full


def starved(trial: Trial, disk: Path, left: int) -> bool:
    """One run with so many bytes left, and the next with enough; whether the first met the end."""
    index_dir = trial.copy(str(disk / "index"))
    with Library(index_dir) as library:
        index = open_current(index_dir, library)
        asked = StandIn().encode(queries()[:3])
        before = [index.search(vector, 10) for vector in asked]
        ballast = fill(disk, left)

        child = start("ingest", trial.root, index_dir, errors=subprocess.PIPE)
        _, told = child.communicate(timeout=LONGEST_S)

        assert child.returncode in (0, 2), told
        if child.returncode == 2:
            assert "disk is full" in told and "free some" in told, told
        # Opened before the run: it shows the library as it is now, old edition or new.
        known = passages_of(index_dir)
        unchanged = known == passages_of(trial.first)
        for vector, hits in zip(asked, before, strict=True):
            now = index.search(vector, 10)
            assert all(known[hit.passage.passage_id][1] == hit.passage.text for hit in now)
            assert now == hits or not unchanged
    answers_as_left(index_dir)
    ballast.unlink()
    trial.check_completed(index_dir)
    return child.returncode == 2


def disk_needed(trial: Trial) -> int:
    """Bytes that a run adds to the index before it removes the old one, about."""
    return 2 * sum(f.stat().st_size for f in trial.clean.rglob("*") if f.is_file())
