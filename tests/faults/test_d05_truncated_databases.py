"""D05: a database that is shorter than it was. SQLite opens an empty file as a new database."""

from __future__ import annotations

from pathlib import Path

import pytest

import ingest
from assistant.__main__ import main as assistant_main
from assistant.errors import IndexDamaged
from assistant.indexing.library import Library
from assistant.ingestion.ingest import rebuild
from assistant.settings import Settings
from tests.faults.damage import SHARES, truncate
from tests.faults.encoder import StandIn
from tests.faults.same_index import state
from tests.faults.tally import Tally
from tests.faults.trial import Trial, is_same

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]


def test_truncated_database_of_the_vector_index_is_rebuilt(
    trial: Trial, tally: Tally, full: bool
) -> None:
    def cut(share: float) -> None:
        index_dir = trial.copy(f"index-{share}", of=trial.clean)
        [file] = index_dir.glob("gen-*/chroma.sqlite3")
        truncate(file, share)

        is_same(state(index_dir), trial.wanted)
        assert not file.exists()

    tally.each(SHARES if full else SHARES[:1], cut)

    assert tally.failures == []


def test_truncated_library_is_refused_with_the_way_out_and_never_made_anew(
    trial: Trial, tally: Tally, full: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    def cut(share: float) -> None:
        index_dir = trial.copy(f"library-{share}", of=trial.clean)
        file = index_dir / "library.db"
        truncate(file, share)
        size = file.stat().st_size

        with pytest.raises(IndexDamaged, match=r"restore it from a backup, or run .*--rebuild"):
            Library(index_dir)
        for command, *arguments in (
            (assistant_main, "search", "patent"),
            (assistant_main, "ask", "Is it open?"),
            (ingest.main, str(trial.root)),
            (ingest.main, "--remove", str(trial.root)),
        ):
            assert command([*arguments, "--index", str(index_dir)]) == 2
            assert "restore it from a backup" in capsys.readouterr().err
        assert file.stat().st_size == size
        if full:
            rebuilt(index_dir, trial.root)
            is_same(state(index_dir), trial.wanted)

    tally.each(SHARES, cut)

    assert tally.failures == []


def rebuilt(index_dir: Path, root: Path) -> None:
    for _ in rebuild(Settings(index_dir=index_dir), [root], encoder=StandIn):
        pass
