"""A directory of the contestant on a small disk, and what a reader of it sees."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.small_disk import small_disk
from tests.faults.trial import REPOSITORY, kill

DISK_MB = 200
DIMENSIONS = 128
LONGEST_S = 180.0
FOUND = 48  # of 50 by their own vectors, at least: the graph is approximate


@dataclass(frozen=True)
class Seen:
    """What a reader of the directory gets."""

    rows: int = 0
    vectors: int = 0  # ids that have one
    found: int = 0  # of 50 passages that are there, by their own vectors
    error: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether it opens, and what is there can be found."""
        found = self.found >= FOUND or self.rows == 0
        return not self.error and self.rows == self.vectors and found

    def is_whole(self, rows: int) -> bool:
        """Whether all is there and can be found."""
        return self.is_sound and self.rows == rows


@contextmanager
def raw_disk(folder: Path) -> Iterator[Path]:
    """A small disk for copies of one directory. Skips where there can be none."""
    with small_disk(folder, DISK_MB) as disk:
        yield disk


def launch(
    what: str, folder: Path, first: int, rows: int, dimensions: int = DIMENSIONS
) -> subprocess.Popen[str]:
    """A child that does this to the directory, in a group of its own."""
    arguments = [what, str(folder), str(first), str(rows), str(dimensions)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.raw_chroma", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
        start_new_session=True,
    )


def finish(child: subprocess.Popen[str]) -> tuple[str, str]:
    """What the child said last, and what went wrong; empty when nothing did."""
    try:
        told, errors = child.communicate(timeout=LONGEST_S)
    except subprocess.TimeoutExpired:
        kill(child)
        return "", "does not come back"
    last = (errors.strip().splitlines() or [f"exit code {child.returncode}"])[-1]
    return (told.strip().splitlines() or [""])[-1], last if child.returncode else ""


def look(folder: Path, rows: int, dimensions: int = DIMENSIONS) -> Seen:
    """The directory as a process of its own finds it."""
    told, error = finish(launch("look", folder, 0, rows, dimensions))
    return Seen(error=error) if error else Seen(**json.loads(told))
