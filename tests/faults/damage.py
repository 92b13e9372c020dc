"""What a bad disk, a bad copy or a crash does to one file."""

from __future__ import annotations

import random
from pathlib import Path

SHARES = (0.0, 0.01, 0.25, 0.5, 0.99)  # of a file, kept when it is truncated
BLOCK = 4096
TRIES = 100


def truncate(file: Path, share: float) -> None:
    """Keep this share of the file."""
    with file.open("r+b") as opened:
        opened.truncate(int(file.stat().st_size * share))


def zero_block(file: Path, seed: int) -> None:
    """Zeros in place of 4 KB that held something, or of the whole where it is smaller."""
    content = bytearray(file.read_bytes())
    chance = random.Random(seed)
    for _ in range(TRIES):
        start = chance.randrange(max(1, len(content) - BLOCK + 1)) // BLOCK * BLOCK
        if any(content[start : start + BLOCK]):
            break
    else:
        raise LookupError(f"{file.name!r} holds nothing but zeros")
    content[start : start + BLOCK] = bytes(len(content[start : start + BLOCK]))
    file.write_bytes(content)
