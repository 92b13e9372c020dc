"""D14: more passages than Chroma takes at once (5,461), and more ids than SQLite (32,766)."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.indexing.library import Library
from assistant.indexing.vector_index import open_current
from tests.faults.corpus import write_edition
from tests.faults.encoder import DIMENSIONS
from tests.faults.tally import Tally
from tests.faults.trial import ingested

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

CHROMA_AT_ONCE = 5461
SQLITE_AT_ONCE = 32_766
PARAGRAPHS = 100  # of a document
PASSAGES = 130  # that come of them, at least
FOUND = 0.9  # of the passages by their own vectors, at least: the graph is approximate


@pytest.mark.long
@pytest.mark.parametrize("passages", [CHROMA_AT_ONCE, 12_000, 40_000])
def test_many_passages_are_all_stored_and_found(
    tally: Tally, tmp_path: Path, passages: int
) -> None:
    root = write_edition(tmp_path / "docs", "first", passages // PASSAGES + 1, PARAGRAPHS)

    with tally.run(passages):
        report = ingested(tmp_path / "index", root)
        assert report.passages > passages
        with Library(tmp_path / "index") as library:
            index = open_current(tmp_path / "index", library)
            stored = {
                passage_id: vector
                for batch in library.vector_batches()
                for passage_id, vector in zip(batch.passage_ids, batch.vectors, strict=True)
            }
            assert len(stored) == report.passages
            assert len(library.passages(list(stored))) == report.passages
            assert {vector.shape for vector in stored.values()} == {(DIMENSIONS,)}
            asked = list(stored)[:: len(stored) // 100]
            found = [index.search(stored[name], 1)[0].passage.passage_id for name in asked]
            assert sum(map(str.__eq__, found, asked)) >= FOUND * len(asked)
        tally.notes.append(f"{report.passages} passages")

    assert tally.failures == []
