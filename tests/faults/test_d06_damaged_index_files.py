"""D06: each file of a vector index cut, zeroed or gone.

A raw Chroma directory opens with most of these, and some it never notices.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.damage import truncate, zero_block
from tests.faults.same_index import state
from tests.faults.tally import Tally
from tests.faults.trial import FILES, Trial, is_same

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

DAMAGES: dict[str, Callable[[Path, int], None]] = {
    "truncated": lambda file, _: truncate(file, 0.5),
    "zeroed": zero_block,
    "deleted": lambda file, _: file.unlink(),
}
CASES = [(name, damage, 0) for name in FILES for damage in DAMAGES]
# SQLite's own check sees no zeros in pages that it does not use: there must be none.
ZEROS = [("chroma.sqlite3", "zeroed", seed) for seed in range(1, 13)]


def test_damaged_file_is_noticed_at_start_and_the_index_rebuilt(
    trial: Trial, tally: Tally, full: bool
) -> None:
    def notice(case: tuple[str, str, int]) -> None:
        name, how, seed = case
        index_dir = trial.copy(f"{name}-{how}-{seed}", of=trial.clean)
        [file] = index_dir.glob(f"gen-*/**/{name}")
        DAMAGES[how](file, seed)

        is_same(state(index_dir), trial.wanted)
        assert not file.exists()

    tally.seeds = "0 to 12" if full else "0"
    tally.each([*CASES, *ZEROS] if full else CASES[1:2], notice)

    assert tally.failures == []
