from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import IndexBusy, IndexMissing, LibraryError
from assistant.indexing.failures import failed_files
from assistant.indexing.library import Library
from assistant.indexing.lock import writing
from assistant.indexing.schema import LIBRARY_FILE
from assistant.ingestion import transfer
from assistant.ingestion.ingest import IMPORT_FOLDER
from assistant.ingestion.transfer import Exported, export_library, import_library
from assistant.settings import Settings, index_fingerprint
from tests.doubles import WordEncoder
from tests.indexing.made import CANARY, an_entry, contents, found_by_meaning, sync, traces, write

# Many build a vector index or several: 3 s each, and many times that on a machine that is busy.
pytestmark = pytest.mark.timeout(600)

PATENT = "# Apache\n\nThe license grants a patent right to every contributor.\n"
FIELDS = "# Definition\n\nIt may not discriminate against fields of endeavor.\n"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return write(tmp_path / "there" / "docs", {"a.md": PATENT, "b.md": FIELDS})


@pytest.fixture
def file(tmp_path: Path, docs: Path) -> Path:
    """An exported library of one root with two documents."""
    with Library(tmp_path / "exporting", create=True) as library:
        sync(library, docs)
        library.replace([an_entry(f"The secret is {CANARY}.", doc_id="c.md", root=str(docs))])
        library.remove(["c.md"])
    export_library(Settings(index_dir=tmp_path / "exporting"), tmp_path / "library.zip")
    return tmp_path / "library.zip"


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    return Settings(index_dir=tmp_path / "here")


def imported(settings: Settings, file: Path, *roots: str, replace: bool = False) -> Exported:
    *_, last = import_library(settings, file, roots=roots, replace=replace, encoder=WordEncoder)
    assert isinstance(last, Exported)
    return last


def rewritten(file: Path, change: Callable[[dict[str, object]], object]) -> Path:
    """The same file with another description."""
    with zipfile.ZipFile(file) as packed:
        library, said = packed.read(LIBRARY_FILE), json.loads(packed.read(transfer.DESCRIPTION))
    change(said)
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(transfer.DESCRIPTION, json.dumps(said))
        packed.writestr(LIBRARY_FILE, library)
    return file


@pytest.mark.slow
def test_imported_library_is_the_exported_one_and_is_found_by_meaning(
    tmp_path: Path, file: Path, docs: Path, here: Settings
) -> None:
    told = imported(here, file)

    with Library(tmp_path / "exporting") as there, Library(here.index_dir) as library:
        assert contents(library) == contents(there)
        assert library.fingerprint == there.fingerprint
        assert library.library_id != there.library_id
        assert library.roots() == {str(docs): 2}
        assert (told.documents, told.passages) == (2, library.counts()["passages"])
    assert len(found_by_meaning(here.index_dir, "patent right")) == told.passages
    assert traces(here.index_dir, CANARY) == []
    assert sorted(f.name for f in tmp_path.iterdir() if f.name.startswith(".")) == []


@pytest.mark.slow
def test_moved_folder_is_named_at_the_import_and_not_read_again(
    tmp_path: Path, file: Path, docs: Path, here: Settings
) -> None:
    moved = Path(shutil.move(docs, tmp_path / "moved"))

    imported(here, file, str(moved))

    with Library(here.index_dir) as library:
        assert library.roots() == {str(moved): 2}
        assert sync(library, moved).kept == 2


def test_moved_folder_takes_its_documents_over_when_it_is_ingested(
    tmp_path: Path, docs: Path
) -> None:
    with Library(tmp_path / "index", create=True) as library:
        names = ("c.md", "d.md", "e.md")
        write(docs, {name: f"# About {name}\n\nAnd training data.\n" for name in names})
        sync(library, docs)
        moved = Path(shutil.move(docs, tmp_path / "moved"))
        write(moved, {"a.md": "# Apache\n\nIt speaks of trademarks only.\n"})
        (moved / "d.md").unlink()

        report = sync(library, moved)

        assert (report.added, report.kept, report.removed) == (1, 3, 0)
        assert report.notes == [
            (str(moved), f"has the documents of {str(docs)!r} now, which is not there")
        ]
        # What is not here may still be where it was: a disk that is not mounted, say.
        assert library.roots() == {str(moved): 4, str(docs): 1}
        assert sync(library, moved).notes == []


def test_folder_that_is_still_there_is_not_taken_for_a_moved_one(
    tmp_path: Path, docs: Path
) -> None:
    copy = Path(shutil.copytree(docs, tmp_path / "copy"))
    with Library(tmp_path / "index", create=True) as library:
        sync(library, docs)

        with pytest.raises(LibraryError, match="stands in two roots"):
            sync(library, copy)


@pytest.mark.slow
def test_library_that_holds_documents_is_replaced_only_when_that_is_said(
    file: Path, here: Settings
) -> None:
    with Library(here.index_dir, create=True) as library:
        library.replace([an_entry(f"The secret is {CANARY}.", doc_id="mine.md")])
        before = contents(library)

        with pytest.raises(LibraryError, match=r"holds 1 documents already; .*--replace"):
            imported(here, file)
        assert contents(library) == before

        imported(here, file, replace=True)
        assert [source.doc_id for source in library.sources()] == ["a.md", "b.md"]
    assert traces(here.index_dir, CANARY) == []


def test_library_that_does_not_open_is_not_replaced_either(file: Path, here: Settings) -> None:
    here.index_dir.mkdir()
    (here.index_dir / LIBRARY_FILE).write_bytes(b"mine, and worth something")

    with pytest.raises(LibraryError, match=r"a library that does not open already; .*--replace"):
        imported(here, file)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda said: said.update(format="other 9"), "has format 'other 9', this version reads"),
        (lambda said: said.update(sha256="0" * 64), "is damaged: its library is not the one"),
        (lambda said: said.update(size_bytes=5000), "is damaged: its library is not the one"),
        (lambda said: said.update(size_bytes=10**9), "is damaged: its library is not the one"),
        (
            lambda said: said.update(
                fingerprint=index_fingerprint(model_sha256="another", dimensions=128)
            ),
            "set ASSISTANT_EMBEDDING_MODEL to the model it was built with",
        ),
        (lambda said: said.pop("sha256"), "is no exported library"),
    ],
)
def test_file_that_does_not_fit_is_refused_and_leaves_nothing(
    file: Path, here: Settings, change: Callable[[dict[str, object]], object], said: str
) -> None:
    rewritten(file, change)

    with pytest.raises(LibraryError, match=said):
        imported(here, file)

    assert not (here.index_dir / LIBRARY_FILE).exists()
    assert not (here.index_dir / IMPORT_FOLDER).exists()


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_half_a_file_is_refused(file: Path, here: Settings, share: float) -> None:
    with file.open("r+b") as opened:
        opened.truncate(int(file.stat().st_size * share))

    with pytest.raises(LibraryError, match="is no exported library, or not all of it"):
        imported(here, file)


def test_library_with_tables_of_its_own_is_refused(
    tmp_path: Path, file: Path, here: Settings
) -> None:
    with zipfile.ZipFile(file) as packed:
        packed.extract(LIBRARY_FILE, tmp_path)
    with sqlite3.connect(tmp_path / LIBRARY_FILE) as strange:
        strange.execute("CREATE TRIGGER t AFTER INSERT ON stamps BEGIN DELETE FROM passages; END")
    strange.close()
    described = transfer._describe  # a stranger would make it fit
    transfer._write(file, described(tmp_path), tmp_path / LIBRARY_FILE)

    with pytest.raises(LibraryError, match="its tables are of another version"):
        imported(here, file)

    assert not (here.index_dir / LIBRARY_FILE).exists()


@pytest.mark.slow
def test_files_that_failed_are_read_again_on_the_other_machine(
    tmp_path: Path, docs: Path, here: Settings
) -> None:
    write(docs, {"empty.md": "\n"})
    with Library(tmp_path / "failing", create=True) as library:
        sync(library, docs)
        library.execute("UPDATE failures SET reason = ?", [f"is not text: {CANARY}"])
    export_library(Settings(index_dir=tmp_path / "failing"), tmp_path / "failing.zip")

    imported(here, tmp_path / "failing.zip")

    assert traces(here.index_dir, CANARY) == []
    with Library(here.index_dir) as library:
        assert sync(library, docs).failed == [("empty.md", "holds no text")]
    with Library(tmp_path / "failing") as library:
        assert len(failed_files(library)) == 1  # it is still remembered where it failed


@pytest.mark.slow
def test_export_of_an_earlier_version_is_imported(
    tmp_path: Path, file: Path, docs: Path, here: Settings
) -> None:
    with Library(tmp_path / "exporting") as library:
        library.execute("DROP TABLE failures")
    export_library(Settings(index_dir=tmp_path / "exporting"), tmp_path / "earlier.zip")

    told = imported(here, tmp_path / "earlier.zip")

    assert told.documents == 2
    with Library(here.index_dir) as library:
        assert failed_files(library) == []


def test_root_that_the_library_does_not_have_is_told_with_those_it_has(
    file: Path, docs: Path, here: Settings
) -> None:
    with pytest.raises(LibraryError, match=rf"write OLD=NEW with one of \['{docs}'\]"):
        imported(here, file, "/nowhere=/here")


def test_nothing_is_overwritten_by_an_export(tmp_path: Path, file: Path) -> None:
    before = file.read_bytes()

    with pytest.raises(LibraryError, match="is there already"):
        export_library(Settings(index_dir=tmp_path / "exporting"), file)
    with pytest.raises(LibraryError, match="cannot be written"):
        export_library(Settings(index_dir=tmp_path / "exporting"), tmp_path / "no" / "folder.zip")
    with pytest.raises(IndexMissing):
        export_library(Settings(index_dir=tmp_path / "none"), tmp_path / "new.zip")

    assert file.read_bytes() == before
    assert not (tmp_path / "new.zip").exists()


def test_export_while_an_ingest_writes_holds_a_committed_state(tmp_path: Path) -> None:
    settings = Settings(index_dir=tmp_path / "index")
    with Library(settings.index_dir, create=True) as library, writing(settings.index_dir):
        library.replace([an_entry(PATENT, doc_id="a.md")])
        with library.transaction():
            library._insert(an_entry(FIELDS, doc_id="b.md"))
            exported = export_library(settings, tmp_path / "library.zip")

    assert exported.documents == 1


def test_import_waits_for_nobody_who_writes(file: Path, here: Settings) -> None:
    with writing(here.index_dir), pytest.raises(IndexBusy):
        imported(here, file)
