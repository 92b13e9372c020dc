"""D15: doing the same work twice changes nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.indexing.library import Library
from tests.faults.corpus import write_edition
from tests.faults.same_index import state
from tests.faults.tally import Tally
from tests.faults.trial import ingested, is_same

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def test_ingest_again_after_nothing_or_a_touch_changes_nothing(
    tally: Tally, tmp_path: Path
) -> None:
    root = write_edition(tmp_path / "docs", "first", 10)
    index_dir = tmp_path / "index"
    ingested(index_dir, root)
    before, known = files(index_dir), revision(index_dir)
    with tally.run("twice"):
        report = ingested(index_dir, root)
        assert (report.added, report.removed) == (0, 0)
        assert files(index_dir) == before
    with tally.run("touched"):
        for file in root.iterdir():
            os.utime(file, (1, 1))
        report = ingested(index_dir, root)
        assert (report.added, report.removed) == (0, 0)
        # The library remembers the new times of the files, so that they need not be read again.
        assert revision(index_dir) == known
        assert without_library(files(index_dir)) == without_library(before)

    assert tally.failures == []


@pytest.mark.long
def test_ingest_again_after_a_rename_makes_no_duplicates(tally: Tally, tmp_path: Path) -> None:
    root = write_edition(tmp_path / "docs", "first", 10)
    index_dir = tmp_path / "index"
    ingested(index_dir, root)
    wanted = state(index_dir)
    names = sorted(file.name for file in root.iterdir())

    with tally.run("renamed"):
        for name in names:
            (root / name).rename(root / f"renamed-{name}")
        report = ingested(index_dir, root)
        assert (report.added, report.removed) == (len(names), len(names))
        assert duplicates(index_dir) == 0
        assert doc_ids(index_dir) == [f"renamed-{name}" for name in names]
    with tally.run("named back"):
        for name in names:
            (root / f"renamed-{name}").rename(root / name)
        ingested(index_dir, root)
        assert duplicates(index_dir) == 0
        is_same(state(index_dir), wanted)

    assert tally.failures == []


def files(folder: Path) -> dict[str, bytes]:
    """What every file below the folder holds."""
    return {str(f): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def without_library(found: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in found.items() if "library.db" not in name}


def revision(index_dir: Path) -> int:
    with Library(index_dir) as library:
        return library.revision


def doc_ids(index_dir: Path) -> list[str]:
    with Library(index_dir) as library:
        return [source.doc_id for source in library.sources()]


def duplicates(index_dir: Path) -> int:
    """Passages that stand at a place of a document where another one stands, too."""
    with Library(index_dir) as library:
        places = [
            (passage.source.doc_id, passage.start, passage.end)
            for doc_id in doc_ids(index_dir)
            for passage in library.passages_of(doc_id)
        ]
    return len(places) - len(set(places))
