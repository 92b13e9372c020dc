"""D13: a backup that is taken while an ingest writes, restored elsewhere."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.indexing.library import Library
from assistant.ingestion.transfer import export_library, import_library
from assistant.settings import Settings
from tests.faults.encoder import StandIn
from tests.faults.same_index import state
from tests.faults.tally import Tally
from tests.faults.trial import Trial, answers_as_left, is_same
from tests.faults.two_editions import TwoEditions
from tests.indexing.made import contents

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

NEXT_WITHIN_S = 20.0  # a backup is taken of the next revision, if there is one soon


def back_up_and_restore(index_dir: Path, to: Path) -> None:
    """`ingest.py --export` of the one, `--import` into the other."""
    file = to.with_suffix(".zip")
    export_library(Settings(index_dir=index_dir), file)
    for _ in import_library(Settings(index_dir=to), file, encoder=StandIn):
        pass


@pytest.mark.long
def test_backup_taken_while_writing_is_a_state_that_was_stored(
    tally: Tally, tmp_path: Path
) -> None:
    editions = TwoEditions(tmp_path, 30)
    backups = range(30)
    taken: set[int] = set()

    def take(number: int) -> None:
        until = time.monotonic() + NEXT_WITHIN_S
        with Library(editions.index_dir) as library:
            while library.revision in taken and time.monotonic() < until:
                time.sleep(0.01)
        restored = tmp_path / f"restored-{number}"
        back_up_and_restore(editions.index_dir, restored)

        answers_as_left(restored)
        with Library(restored) as library:
            taken.add(library.revision)
            assert editions.broken(contents(library)) == []

    with editions.changing():
        tally.each(backups, take)
    tally.notes.append(f"backups of {len(taken)} revisions during {editions.ingests} ingests")

    assert tally.failures == []


def test_restored_backup_is_the_same_index(trial: Trial, tally: Tally) -> None:
    restored = trial.folder / "restored"
    back_up_and_restore(trial.clean, restored)

    with tally.run("restored"):
        is_same(state(restored), trial.wanted)

    assert tally.failures == []
