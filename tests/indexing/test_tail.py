from __future__ import annotations

import random
import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexDamaged
from assistant.indexing import generations
from assistant.indexing.generations import expects_build, is_current
from assistant.indexing.library import Library
from assistant.indexing.vector_index import VectorIndex, open_current
from tests.doubles import WordEncoder
from tests.indexing.conftest import TEXTS
from tests.indexing.made import an_entry, traces
from tests.indexing.test_generations import generation

WEIGHTS = "The weights were published with the code that trained them."


def found(index: VectorIndex, query: str, k: int = 10) -> list[str]:
    return [hit.passage.text for hit in index.search(WordEncoder().encode([query])[0], k)]


def state(index_dir: Path, library: Library) -> tuple[bool, bool]:
    """Whether the generation in use suffices, by the careful look and by the quick one."""
    return is_current(index_dir, library), not expects_build(index_dir, library)


def test_added_passage_is_found_without_a_new_generation(index_dir: Path) -> None:
    before = generation(index_dir)
    with Library(index_dir) as library:
        library.replace([an_entry(WEIGHTS, doc_id="more.md")])

        assert found(open_current(index_dir, library), "published weights")[0] == WEIGHTS
        assert state(index_dir, library) == (True, True)

    assert generation(index_dir) == before


def test_open_index_finds_what_is_added_and_forgets_what_is_removed(index_dir: Path) -> None:
    with Library(index_dir) as library, Library(index_dir) as writer:
        index = open_current(index_dir, library)

        writer.replace([an_entry(WEIGHTS, doc_id="more.md")])
        writer.remove(["panels/talk.md"])

        assert WEIGHTS in found(index, "weights")
        assert TEXTS["panels/talk.md"] not in found(index, "training data")
        writer.remove(["more.md"])
        assert len(found(index, "weights")) == 2


def test_added_passages_are_found_within_their_documents(index_dir: Path) -> None:
    vector = WordEncoder().encode(["license"])[0]
    with Library(index_dir) as library:
        library.replace([an_entry(WEIGHTS, doc_id="more.md", kind="license")])
        index = open_current(index_dir, library)

        assert [h.passage.text for h in index.search(vector, 9, ["more.md"])] == [WEIGHTS]
        assert len(index.search(vector, 9, ["more.md", "licenses/apache.md"])) == 2
        assert index.search(vector, 9, ["unknown.md"]) == []


def test_passage_that_was_embedded_anew_counts_with_its_new_vector(index_dir: Path) -> None:
    entry = an_entry(TEXTS["panels/talk.md"], doc_id="panels/talk.md", kind="panel")
    vector = WordEncoder().encode(["a word of its own"])
    with Library(index_dir) as library:
        library.replace([entry._replace(vectors=vector)])  # the passage keeps its id

        hits = open_current(index_dir, library).search(vector[0], 10)

        assert [hit.passage.text for hit in hits].count(TEXTS["panels/talk.md"]) == 1
        assert hits[0].passage.text == TEXTS["panels/talk.md"]
        assert hits[0].score == pytest.approx(1.0)


def test_whatever_happens_to_the_library_the_search_is_exact(index_dir: Path) -> None:
    rng = random.Random(11)
    query = WordEncoder().encode(["patent weights training endeavor"])[0]
    with Library(index_dir) as library:
        index = open_current(index_dir, library)
        for step in range(40):
            doc_id = rng.choice([*TEXTS, "a.md", "b.md", "c.md"])
            if rng.random() < 0.4:
                library.remove([doc_id])
            else:
                words = rng.choice(["patent", "weights", "training", "endeavor", "cards"])
                library.replace([an_entry(f"Step {step} is about {words}.", doc_id=doc_id)])

            wanted = {
                name: float(vector @ query)
                for batch in library.vector_batches()
                for name, vector in zip(batch.passage_ids, batch.vectors, strict=True)
            }
            hits = index.search(query, 10)
            assert {h.passage.passage_id for h in hits} == wanted.keys()
            for hit in hits:
                assert hit.score == pytest.approx(wanted[hit.passage.passage_id], abs=1e-5)
            assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_removal_from_the_generation_asks_for_a_new_one(index_dir: Path) -> None:
    with Library(index_dir) as library:
        library.remove(["panels/talk.md"])

        assert state(index_dir, library) == (False, False)


def test_removal_of_what_came_later_asks_for_no_new_generation(index_dir: Path) -> None:
    with Library(index_dir) as library:
        library.replace([an_entry(WEIGHTS, doc_id="more.md")])
        library.remove(["more.md"])

        assert state(index_dir, library) == (True, True)
        assert not library.is_tidy
        library.tidy()
        assert library.is_tidy
        assert traces(index_dir, "published") == []


def test_number_of_a_removed_passage_is_never_given_again(index_dir: Path) -> None:
    with Library(index_dir) as library:
        library.replace([an_entry(WEIGHTS, doc_id="more.md")])
        number = library.last_number
        library.remove(["more.md", *TEXTS])

        library.replace([an_entry(TEXTS["panels/talk.md"], doc_id="panels/talk.md")])

        assert library.last_number > number
        assert state(index_dir, library) == (False, False)


def test_long_tail_asks_for_a_new_generation(
    index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generations, "LONGEST_TAIL", 2)
    with Library(index_dir) as library:
        library.replace([an_entry(WEIGHTS, doc_id=f"{n}.md") for n in range(2)])
        assert state(index_dir, library) == (True, True)

        library.replace([an_entry(WEIGHTS, doc_id="one-too-many.md")])

        assert state(index_dir, library) == (False, False)


def test_tail_of_a_large_library_may_be_a_tenth_of_it(
    index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generations, "LONGEST_TAIL", 0)
    monkeypatch.setattr(generations, "LONGEST_TAIL_SHARE", 1.0)
    with Library(index_dir) as library:
        library.replace([an_entry(WEIGHTS, doc_id=f"{n}.md") for n in range(3)])

        assert state(index_dir, library) == (True, True)


def test_older_copy_of_the_library_does_not_take_a_later_generation(
    index_dir: Path, tmp_path: Path
) -> None:
    with Library(index_dir) as library:
        library.tidy()
    shutil.copy(library.file, tmp_path / "backup.db")
    with Library(index_dir) as library:
        library.replace([an_entry(WEIGHTS, doc_id="more.md")])
        later = library.revision
    manifest = generation(index_dir) / generations.MANIFEST
    manifest.write_text(manifest.read_text().replace('"revision": 1', f'"revision": {later}'))
    shutil.copy(tmp_path / "backup.db", library.file)

    with Library(index_dir) as library:
        assert state(index_dir, library) == (False, False)


def test_generation_that_is_swapped_in_is_used_by_an_open_index(index_dir: Path) -> None:
    other = Path(shutil.copytree(generation(index_dir), index_dir / "gen-0123456789ab"))
    with Library(index_dir) as library:
        index = open_current(index_dir, library)

        (index_dir / generations.CURRENT).write_text(other.name)

        assert found(index, "fields of endeavor")[0] == TEXTS["definitions/osd.md"]
        assert index._seen[0].folder == other


def test_damaged_generation_that_is_swapped_in_is_left_alone_by_an_open_index(
    index_dir: Path,
) -> None:
    before = generation(index_dir)
    other = Path(shutil.copytree(before, index_dir / "gen-0123456789ab"))
    [file] = other.rglob("data_level0.bin")
    file.write_bytes(b"torn")
    with Library(index_dir) as library:
        index = open_current(index_dir, library)

        (index_dir / generations.CURRENT).write_text(other.name)

        assert found(index, "fields of endeavor")[0] == TEXTS["definitions/osd.md"]
        assert index._seen[0].folder == before
        with pytest.raises(IndexDamaged):
            generations.check_generation(other, library.library_id)


def test_library_that_was_replaced_as_a_whole_is_searched_as_it_is_now(
    index_dir: Path, tmp_path: Path
) -> None:
    with (
        Library(tmp_path / "fresh", create=True) as fresh,
        Library(index_dir) as writer,
        Library(index_dir) as library,
    ):
        index = open_current(index_dir, library)
        fresh.replace([an_entry(WEIGHTS, doc_id="more.md")])

        writer.become(fresh)

        assert found(index, "weights") == [WEIGHTS]


def test_empty_tail_and_empty_library_find_nothing(index_dir: Path) -> None:
    with Library(index_dir) as library:
        index = open_current(index_dir, library)
        library.remove(TEXTS)

        assert index.search(np.ones(128, dtype=np.float32), 5) == []
