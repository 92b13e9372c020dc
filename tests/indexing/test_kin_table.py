from __future__ import annotations

from pathlib import Path

import pytest

from assistant.indexing.kin_table import kin_of, link_kin
from assistant.indexing.library import Library
from assistant.types import Kin
from tests.indexing.made import an_entry, sync, write

TEXT = (
    "# The Rules\n\nEvery model is shared with its data, and nobody has to ask before using it.\n"
)
COPY = "The Rules\n\nEvery model is shared with its data,\nand nobody has to ask before using it.\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "index", create=True)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return write(tmp_path / "docs", {"a.md": TEXT, "b.txt": COPY, "c.md": "# Other\n\nNo kin.\n"})


def test_twins_are_known_from_both_sides_after_a_run(library: Library, docs: Path) -> None:
    sync(library, docs)

    assert kin_of(library, ["a.md", "b.txt", "c.md"]) == {
        "a.md": [Kin("b.txt", "twin", 1.0)],
        "b.txt": [Kin("a.md", "twin", 1.0)],
    }


def test_kinship_goes_with_the_document(library: Library, docs: Path) -> None:
    sync(library, docs)
    (docs / "b.txt").unlink()

    sync(library, docs)

    assert kin_of(library, ["a.md", "b.txt"]) == {}


def test_an_edited_document_is_compared_again(library: Library, docs: Path) -> None:
    sync(library, docs)
    write(docs, {"b.txt": "Something else entirely, about lamps.\n", "d.txt": COPY})

    sync(library, docs)

    assert kin_of(library, ["a.md"]) == {"a.md": [Kin("d.txt", "twin", 1.0)]}


def test_what_was_compared_is_not_compared_again(library: Library, docs: Path) -> None:
    sync(library, docs)
    revision = library.revision

    assert link_kin(library) == 0
    assert library.revision == revision


def test_what_a_killed_run_had_read_is_compared_by_the_next(library: Library, docs: Path) -> None:
    sync(library, docs)
    library.replace([an_entry(TEXT, doc_id="late.md", root=str(docs.parent))])  # and was killed

    sync(library, docs)

    assert [kin.doc_id for kin in kin_of(library, ["late.md"])["late.md"]] == ["a.md", "b.txt"]


def test_a_correction_of_the_version_parts_twins(library: Library, docs: Path) -> None:
    write(docs, {"about.toml": '["a.md"]\nversion = "1.0"\n\n["b.txt"]\nversion = "1.1"\n'})

    sync(library, docs)

    assert kin_of(library, ["a.md"]) == {"a.md": [Kin("b.txt", "version", 1.0)]}
