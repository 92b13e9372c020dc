"""The same faults to a raw Chroma directory: counted beside ours, and not expected to hold."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.damage import SHARES, truncate
from tests.faults.raw_chroma import CANARY
from tests.faults.raw_directory import finish, launch, look, raw_disk
from tests.faults.tally import Tally
from tests.faults.test_d02_killed_while_the_index_is_written import LATEST_S
from tests.faults.test_d06_damaged_index_files import CASES, DAMAGES
from tests.faults.trial import FILES, changes_of, kill_when, size_of, stamps_below
from tests.indexing.made import traces

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.timeout(3600)]

ROWS = 2500  # Chroma writes its files after every 1,000
LARGE = 768  # dimensions: writing the files then takes long enough to be met
KILLS = 6  # for each file
ROUNDS = 10
CYCLES = 10


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with raw_disk(tmp_path / "disk") as mounted:
        yield mounted


@pytest.fixture
def whole(disk: Path) -> Path:
    """A directory that nothing has happened to."""
    folder = disk / "whole"
    finish(launch("fill", folder, 0, ROWS))
    assert look(folder, ROWS).is_whole(ROWS)
    return folder


def test_raw_chroma_d02_killed_while_a_file_is_written(disk: Path, tally: Tally) -> None:
    killed: list[tuple[str, int]] = []
    lasting: list[tuple[str, int]] = []

    def kill_at_change(case: tuple[str, int]) -> None:
        name, seed = case
        chance = random.Random(f"{name} {seed}")
        folder = disk / f"{name}-{seed}"
        child = launch("fill", folder, 0, ROWS, LARGE)
        seen = changes_of(name, lambda: stamps_below(folder), chance.randint(1, 4))
        met = kill_when(child, seen, chance.uniform(0.0, LATEST_S))
        copy = shutil.copytree(folder, disk / f"{name}-{seed}-left")
        left = look(copy, ROWS, LARGE)
        shutil.rmtree(copy)
        finish(launch("fill", folder, 0, ROWS, LARGE))
        if not look(folder, ROWS, LARGE).is_whole(ROWS):
            lasting.append(case)
        shutil.rmtree(folder)
        killed.extend([case] * met)
        assert left.is_sound, left

    tally.seeds = f"0 to {KILLS - 1}"
    tally.each([(name, seed) for name in FILES for seed in range(KILLS)], kill_at_change)
    tally.notes.append(
        f"raw Chroma: judged as the kill left it; {len(killed)} kills in time; after the same run"
        f" again {len(lasting)} directories are not whole"
    )


def test_raw_chroma_d05_truncated_database(disk: Path, whole: Path, tally: Tally) -> None:
    def cut(share: float) -> None:
        folder = Path(shutil.copytree(whole, disk / f"cut-{share}"))
        truncate(folder / "chroma.sqlite3", share)
        seen = look(folder, ROWS)
        shutil.rmtree(folder)
        assert seen.is_whole(ROWS), seen

    tally.each(SHARES, cut)


def test_raw_chroma_d06_damaged_files(disk: Path, whole: Path, tally: Tally) -> None:
    def damage(case: tuple[str, str, int]) -> None:
        name, how, seed = case
        folder = Path(shutil.copytree(whole, disk / "-".join(map(str, case))))
        [file] = folder.rglob(name)
        DAMAGES[how](file, seed)
        damaged = file.read_bytes() if file.exists() else None
        seen = look(folder, ROWS)
        left = file.read_bytes() if file.exists() else None
        shutil.rmtree(folder)
        assert seen.is_whole(ROWS), seen
        assert left != damaged, "not noticed"

    tally.each(CASES, damage)


def test_raw_chroma_d08_two_writers_at_once(disk: Path, tally: Tally) -> None:
    lost: list[int] = []

    def both(number: int) -> None:
        folder = disk / f"round-{number}"
        finish(launch("fill", folder, 0, 1))  # so that both find the collection
        children = [launch("fill", folder, first, ROWS) for first in (0, ROWS)]
        said = [finish(child)[1] for child in children]
        seen = look(folder, 2 * ROWS)
        shutil.rmtree(folder)
        lost.append(2 * ROWS - seen.vectors)
        assert seen.is_whole(2 * ROWS), f"{seen}, told: {said}"

    tally.each(range(ROUNDS), both)
    tally.notes.append(f"raw Chroma lost {sum(lost)} of {2 * ROWS * ROUNDS} vectors")


def test_raw_chroma_d10_another_model(whole: Path, tally: Tally) -> None:
    with tally.run("same size"):
        _, error = finish(launch("fill", whole, 10_000, 10))
        assert error, "vectors of another model are taken in without a word"
    with tally.run("other size"):
        _, error = finish(launch("fill", whole, 10_000, 10, 768))
        assert "dimension" in error


def test_raw_chroma_d12_deleted_text(whole: Path, tally: Tally) -> None:
    clean = size_of(whole)
    with tally.run("text"):
        finish(launch("forget", whole, 0, ROWS))
        assert traces(whole, CANARY) == []
    for _ in range(CYCLES):
        finish(launch("fill", whole, 0, ROWS))
        finish(launch("forget", whole, 0, ROWS))
    finish(launch("fill", whole, 0, ROWS))
    with tally.run("growth"):
        assert size_of(whole) <= 2 * clean, f"{size_of(whole) / clean:.1f} times as large"
