from __future__ import annotations

import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexBusy, IndexDamaged
from assistant.indexing import builder, vector_index
from assistant.indexing.chroma import Generation
from assistant.indexing.generations import (
    CURRENT,
    current_generation,
    is_current,
)
from assistant.indexing.library import Library
from assistant.indexing.lock import writing
from assistant.indexing.vector_index import open_current
from tests.doubles import WordEncoder
from tests.indexing.conftest import TEXTS
from tests.indexing.made import found_by_meaning
from tests.indexing.test_generations import forge, generation

PATENT, FIELDS, DATA = TEXTS.values()


def texts(index_dir: Path, query: str, k: int = 10) -> list[str]:
    with Library(index_dir) as library:
        hits = open_current(index_dir, library).search(WordEncoder().encode([query])[0], k)
    return [hit.passage.text for hit in hits]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("patent right of the license", PATENT),
        ("fields of endeavor", FIELDS),
        ("training data in detail", DATA),
    ],
)
def test_nearest_passage_comes_first(index_dir: Path, query: str, text: str) -> None:
    assert texts(index_dir, query)[0] == text


def test_scores_are_cosine_similarities_best_first(index_dir: Path) -> None:
    encoder = WordEncoder()
    with Library(index_dir) as library:
        [batch] = library.vector_batches()
        query = encoder.encode(["patent training endeavor"])[0]

        hits = open_current(index_dir, library).search(query, 10)

    wanted = dict(zip(batch.passage_ids, (batch.vectors @ query).tolist(), strict=True))
    assert [hit.score for hit in hits] == pytest.approx(sorted(wanted.values(), reverse=True))
    for hit in hits:
        assert hit.score == pytest.approx(wanted[hit.passage.passage_id], abs=1e-5)


def test_only_passages_of_the_wanted_documents_are_found(index_dir: Path) -> None:
    vector = WordEncoder().encode(["patent"])[0]
    with Library(index_dir) as library:
        index = open_current(index_dir, library)

        assert [h.passage.text for h in index.search(vector, 10, ["panels/talk.md"])] == [DATA]
        assert len(index.search(vector, 10, list(TEXTS))) == 3
        assert index.search(vector, 10, ["unknown.md"]) == []
        assert index.search(vector, 10, []) == []


def test_opening_a_whole_index_builds_nothing(index_dir: Path) -> None:
    before = generation(index_dir)

    for _ in range(3):
        texts(index_dir, "patent")

    assert generation(index_dir) == before
    with Library(index_dir) as library:
        assert is_current(index_dir, library)


def test_passage_that_left_the_library_is_not_shown(index_dir: Path) -> None:
    with Library(index_dir) as library:
        library.remove(["licenses/apache.md"])

    assert PATENT not in texts(index_dir, "patent right of the license")


def test_chroma_holds_no_text(index_dir: Path) -> None:
    for file in generation(index_dir).rglob("*"):
        if file.is_file():
            assert b"endeavor" not in file.read_bytes()


def test_index_in_use_goes_on_when_its_files_are_removed(index_dir: Path) -> None:
    vector = WordEncoder().encode(["patent"])[0]
    with Library(index_dir) as library:
        index = open_current(index_dir, library)
        before = index.search(vector, 3, ["license", "panel"])

        shutil.rmtree(generation(index_dir))

        assert index.search(vector, 3, ["license", "panel"]) == before


def test_one_generation_is_opened_and_closed_by_many_threads_at_once(index_dir: Path) -> None:
    vector = WordEncoder().encode(["patent"])[0]

    def open_and_close(number: int) -> int:
        with Library(index_dir) as library:
            opened = Generation(generation(index_dir), library)
            found = len(opened.search(vector, 3))
            opened.close()
            return found

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(open_and_close, range(32))) == {3}


def test_builder_elsewhere_is_waited_for_and_told(
    index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_index, "BUILDER_WAIT_S", 0.2)  # the clock
    (index_dir / CURRENT).unlink()

    with (
        writing(index_dir),
        Library(index_dir) as library,
        pytest.raises(IndexBusy, match="wait until it is done"),
    ):
        open_current(index_dir, library)


def test_generation_built_while_waiting_is_used(index_dir: Path) -> None:
    name = (index_dir / CURRENT).read_text()
    (index_dir / CURRENT).unlink()
    held = threading.Event()

    def build_elsewhere() -> None:
        with writing(index_dir):
            held.set()
            time.sleep(0.5)
            (index_dir / CURRENT).write_text(name)

    elsewhere = threading.Thread(target=build_elsewhere)
    elsewhere.start()
    held.wait()
    found = texts(index_dir, "patent right of the license")
    elsewhere.join()

    assert found[0] == PATENT
    assert (index_dir / CURRENT).read_text() == name


@pytest.mark.slow
def test_index_without_a_generation_is_built_from_the_library_when_opened(index_dir: Path) -> None:
    before = found_by_meaning(index_dir, "patent right")
    old = current_generation(index_dir)
    (index_dir / CURRENT).unlink()

    # Nothing is embedded: no encoder is at hand here.
    assert found_by_meaning(index_dir, "patent right") == before

    assert generation(index_dir) != old
    assert list(index_dir.glob("gen-*")) == [generation(index_dir)]


@pytest.mark.slow
def test_empty_library_gives_an_empty_index(tmp_path: Path) -> None:
    with Library(tmp_path, create=True) as library:
        index = open_current(tmp_path, library)

        assert index.search(WordEncoder().encode(["patent"])[0], 5) == []


def test_index_that_lacks_a_passage_does_not_open(index_dir: Path) -> None:
    forge(index_dir, passages=4)

    with Library(index_dir) as library, pytest.raises(IndexDamaged, match="3 passages, expected 4"):
        Generation(generation(index_dir), library)


class StoredVectors:
    """What `_verify` asks of a collection; its search never reaches the passage itself."""

    def __init__(self, vector: list[float]) -> None:
        self._vector = np.array([vector], dtype=np.float32)

    def count(self) -> int:
        return 1

    def get(self, *, ids: list[str], include: list[str]) -> dict[str, object]:
        assert (ids, include) == (["p"], ["embeddings"])
        return {"embeddings": self._vector}


def test_a_vector_that_no_search_reaches_is_no_damage() -> None:
    vector = np.array([1, 0], dtype=np.float32)

    builder._verify(StoredVectors([1.0, 0.0]), 1, [("p", vector)])  # type: ignore[arg-type]  # a fake


def test_a_vector_that_is_not_as_it_was_added_is_damage() -> None:
    vector = np.array([1, 0], dtype=np.float32)

    with pytest.raises(IndexDamaged, match="vector of passage 'p' is not as it was added"):
        builder._verify(StoredVectors([0.0, 1.0]), 1, [("p", vector)])  # type: ignore[arg-type]  # a fake
