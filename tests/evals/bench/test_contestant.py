from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.indexing.library import Library
from assistant.reading.split import embedded_text
from evals.bench.contestant import Contestant
from evals.bench.contestants import embedded_texts
from evals.bench.processes import BenchError

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Contestant]:
    with Contestant("ours", tmp_path_factory.mktemp("none")) as contestant:
        yield contestant


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "one.md").write_text("# Terms\n\n" + "Anyone may share the weights. " * 100)
    return folder


def test_a_turn_ingests_the_folder_and_says_how_long_it_took(
    ours: Contestant, documents: Path, tmp_path: Path
) -> None:
    turn = ours.turn(documents, tmp_path / "index")

    with Library(tmp_path / "index") as library:
        assert library.counts()["passages"] == turn.passages > 1
    assert turn.seconds > 0


def test_the_encoders_get_what_was_embedded(
    ours: Contestant, documents: Path, tmp_path: Path
) -> None:
    ours.turn(documents, tmp_path / "index")
    with Library(tmp_path / "index") as library:
        ids = [name for batch in library.vector_batches() for name in batch.passage_ids]
        passages = library.passages(ids)

    with Contestant("encoder", tmp_path / "index") as encoder:
        turn = encoder.turn(tmp_path, tmp_path)

    assert embedded_texts(tmp_path / "index") == [embedded_text(passages[name]) for name in ids]
    assert turn.passages == len(ids)


def test_a_turn_that_fails_says_why(tmp_path: Path) -> None:
    with (
        Contestant("ours", tmp_path) as contestant,
        pytest.raises(BenchError, match=r"exit code 1; last words: .*'/nowhere' ended with 2"),
    ):
        contestant.turn(Path("/nowhere"), tmp_path / "index")


def test_a_contestant_that_cannot_load_says_why(tmp_path: Path) -> None:
    with (
        pytest.raises(BenchError, match=r"last words: .*no library in"),
        Contestant("encoder", tmp_path / "nothing"),
    ):
        raise AssertionError("it must not get here")
