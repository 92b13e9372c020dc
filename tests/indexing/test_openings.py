from __future__ import annotations

from pathlib import Path

from assistant.indexing.library import Library
from assistant.indexing.openings import OPENING_CHARS, hashes, opening
from tests.indexing.made import an_entry


def test_opening_is_the_first_part_of_a_text(tmp_path: Path) -> None:
    library = Library(tmp_path, create=True)
    library.replace([an_entry("word " * OPENING_CHARS, doc_id="a.md")])

    assert opening(library, "a.md") == ("word " * OPENING_CHARS)[:OPENING_CHARS]
    assert opening(library, "gone.md") == ""


def test_every_document_has_a_hash(tmp_path: Path) -> None:
    library = Library(tmp_path, create=True)
    library.replace([an_entry("one", doc_id="a.md"), an_entry("two", doc_id="b.md")])

    assert list(hashes(library)) == ["a.md", "b.md"]
