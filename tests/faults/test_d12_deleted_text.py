"""D12: deleting a document deletes it, and doing so again and again does not make the index grow.

Chroma's own `delete` left 9,927 pieces of text of 3,000 deleted passages in its database, and its
vector files never shrink.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from assistant.indexing.generations import current_generation
from assistant.indexing.library import Library
from assistant.indexing.vector_index import open_current
from assistant.ingestion.ingest import remove
from assistant.settings import Settings
from tests.faults.corpus import edition, write_edition
from tests.faults.same_index import state
from tests.faults.tally import Tally
from tests.faults.trial import ingested, size_of
from tests.indexing.made import CANARY, contents, traces, write

Vector = npt.NDArray[np.float32]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

SECRET = f"# Secret\n\nThe word is {CANARY}, and nobody may know it: {CANARY}.\n"
HARMLESS = "# Secret\n\nNothing is told here.\n"
PIECE = 16  # numbers of a vector; in a row they occur by chance nowhere else
NEAR = 1e-6


def deleted_file(index_dir: Path, root: Path) -> None:
    (root / "secret.md").unlink()
    ingested(index_dir, root)


def removed_by_name(index_dir: Path, root: Path) -> None:
    remove(Settings(index_dir=index_dir), "secret.md")


def replaced(index_dir: Path, root: Path) -> None:
    write(root, {"secret.md": HARMLESS})
    ingested(index_dir, root)


def replaced_while_open(index_dir: Path, root: Path) -> None:
    with Library(index_dir) as reading:
        reading.sources()
        replaced(index_dir, root)


WAYS = {way.__name__: way for way in (deleted_file, removed_by_name, replaced, replaced_while_open)}
CASES = [(way, in_tail) for way in WAYS for in_tail in (False, True)]


def test_deleted_text_and_its_vectors_are_in_no_file(
    tally: Tally, full: bool, tmp_path: Path
) -> None:
    def forget(case: tuple[str, bool]) -> None:
        way, in_tail = case
        root = write_edition(tmp_path / f"{way}-{in_tail}" / "docs", "first", 5)
        index_dir = root.parent / "index"
        if in_tail:
            ingested(index_dir, root)
        write(root, {"secret.md": SECRET})
        before = current_generation(index_dir)
        ingested(index_dir, root)
        vectors = vectors_of(index_dir, "secret.md")
        assert traces(index_dir, CANARY) != []
        assert "library.db" in holding(index_dir, vectors)
        assert in_tail == (current_generation(index_dir) == before)
        assert in_tail == ("data_level0.bin" not in holding(index_dir, vectors))

        WAYS[way](index_dir, root)

        assert traces(index_dir, CANARY) == []
        assert holding(index_dir, vectors) == []
        assert finds_no_trace(index_dir, vectors)

    tally.each(CASES if full else CASES[-2:-1], forget)

    assert tally.failures == []


@pytest.mark.long
def test_deleting_and_adding_again_and_again_does_not_make_the_index_grow(
    tally: Tally, tmp_path: Path
) -> None:
    root = write_edition(tmp_path / "docs", "first", 30)
    index_dir = tmp_path / "index"
    ingested(index_dir, root)
    clean = size_of(index_dir)
    wanted = state(index_dir)
    some = list(edition("first", 10))
    cycles = 50

    def cycle(_: int) -> None:
        for name in some:
            (root / name).unlink()
        ingested(index_dir, root)
        write_edition(root, "first", 10)
        ingested(index_dir, root)
        assert size_of(index_dir) <= 2 * clean

    tally.each(range(cycles), cycle)
    with tally.run("the same at the end"):
        assert state(index_dir).passages == wanted.passages
    tally.notes.append(
        f"size after {cycles} cycles: {size_of(index_dir) / clean:.2f} of a clean one"
    )

    assert tally.failures == []


def finds_no_trace(index_dir: Path, vectors: list[Vector]) -> bool:
    """Whether its own vectors find nothing of the secret."""
    with Library(index_dir) as library:
        index = open_current(index_dir, library)
        found = [hit.passage.text for vector in vectors for hit in index.search(vector, 10)]
    return found != [] and not any(CANARY in text for text in found)


def vectors_of(index_dir: Path, doc_id: str) -> list[Vector]:
    """The vectors of a document's passages."""
    with Library(index_dir) as library:
        kept = [vector for of, _, vector in contents(library).values() if of == doc_id]
    return [np.frombuffer(vector, np.float32) for vector in kept]


def holding(folder: Path, wanted: list[Vector]) -> list[str]:
    """Files below the folder that hold the beginning of any of these vectors, about.

    Chroma divides a vector by its length again, so half of them differ in a last bit.
    """
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    with np.errstate(invalid="ignore"):  # most bytes are no numbers
        return [f.name for f in files if any(_holds(f.read_bytes(), vector) for vector in wanted)]


def _holds(content: bytes, vector: Vector) -> bool:
    for first in range(4):
        whole = (len(content) - first) // 4
        numbers = np.frombuffer(content, np.float32, whole, first) if whole > 0 else vector[:0]
        for at in np.flatnonzero(np.abs(numbers - vector[0]) < NEAR):
            piece = numbers[at : at + PIECE]
            if len(piece) == PIECE and bool(np.all(np.abs(piece - vector[:PIECE]) < NEAR)):
                return True
    return False
