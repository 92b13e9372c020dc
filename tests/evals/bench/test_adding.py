from __future__ import annotations

from pathlib import Path

import pytest

from assistant.indexing.library import Library
from evals.bench.adding import PAGE_CHARS, PAGES, new_documents
from evals.bench.contestant import Contestant
from tests.small_index import small_index


def test_every_turn_adds_another_document_of_twenty_pages(tmp_path: Path) -> None:
    documents = new_documents(small_index(), tmp_path)

    made = [file for _ in range(3) for file in next(documents).iterdir()]

    assert len({file.name for file in made}) == 3
    [text] = {file.read_text(encoding="utf-8") for file in made}
    assert 0 < len(text) <= PAGES * PAGE_CHARS


@pytest.mark.slow
def test_both_sides_handle_the_same_passages(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "one.txt").write_text("Anyone may share the weights. " * 100, encoding="utf-8")

    with Contestant("warm", tmp_path) as warm, Contestant("alone", tmp_path) as alone:
        turns = [side.turn(documents, tmp_path / "index") for side in (warm, alone)]

    assert turns[0].passages == turns[1].passages > 1
    with Library(tmp_path / "index") as library:
        assert library.counts()["passages"] == turns[0].passages
