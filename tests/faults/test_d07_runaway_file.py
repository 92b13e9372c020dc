"""D07: a torn `link_lists.bin`, with which Chroma writes without end when it is opened.

After one kill a raw directory grew to 1.87 TB apparent size.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.same_index import state
from tests.faults.tally import Tally
from tests.faults.trial import Trial, is_same, size_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

PLANTED: dict[str, Callable[[bytes], bytes]] = {
    "torn": lambda content: content[: len(content) // 2] + bytes(len(content) - len(content) // 2),
    "endless lists": lambda content: b"\xff\xff\xff\x7f" * (len(content) // 4),
    "noise": lambda content: random.Random(7).randbytes(len(content)),
    "far longer": lambda content: random.Random(8).randbytes(20 * len(content)),
}


def test_planted_file_is_never_opened_and_the_index_is_rebuilt(
    trial: Trial, tally: Tally, full: bool
) -> None:
    def plant(name: str) -> None:
        index_dir = trial.copy(f"planted {name}", of=trial.clean)
        [file] = index_dir.glob("gen-*/**/link_lists.bin")
        file.write_bytes(PLANTED[name](file.read_bytes()))

        is_same(state(index_dir), trial.wanted)
        assert not file.exists()
        assert max(size_of(index_dir), apparent_size(index_dir)) < 2 * size_of(trial.clean)

    tally.each(PLANTED if full else ["endless lists"], plant)

    assert tally.failures == []


def apparent_size(folder: Path) -> int:
    """Bytes that the files below the folder say they have."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
