"""A disk of a few megabytes, for what happens when it is full or written to without end."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

BLOCK = 4096


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """The folder as a file system in memory of that size. Skips where none can be mounted."""
    folder.mkdir(parents=True)
    mounted = _mount("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder))
    if mounted.returncode != 0:
        pytest.skip(f"a small disk needs the right to mount one: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        # Lazily: Chroma keeps the files of an index open for the life of the process.
        _mount("umount", "-l", str(folder))


def fill(disk: Path, leave: int) -> Path:
    """Fill the disk but for so many bytes; the file that does it."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as opened:
        size = 0
        try:
            while True:
                size += opened.write(bytes(BLOCK))
        except OSError:
            opened.truncate(max(0, size - leave))
    return ballast


def _mount(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)
