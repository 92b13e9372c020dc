from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import IndexBusy, IndexMismatch, LibraryError, ReadingError
from assistant.indexing.library import Library
from assistant.indexing.lock import writing
from assistant.indexing.plan import list_root, plan_sync, root_path
from assistant.indexing.sync import sync_roots
from tests.indexing.made import (
    OpenedEncoders,
    contents,
    found_by_word,
    reader_here,
    sync,
    write,
)

PATENT = "# Apache\n\nThe license grants a patent right to every contributor.\n"
FIELDS = "# Definition\n\nIt may not discriminate against fields of endeavor.\n"
NOBODY = 65_534

marks = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("123"))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "index", create=True)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return write(tmp_path / "docs", {"a.md": PATENT, "sub/b.md": FIELDS})


@contextmanager
def without_special_rights() -> Iterator[None]:
    """As an ordinary user: root may open everything."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.fixture
def open_docs() -> Iterator[Path]:
    """A folder that an ordinary user may enter, which the folders of pytest are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield write(folder, {"a.md": PATENT, "sub/b.md": FIELDS})
    (folder / "sub").chmod(0o755)
    shutil.rmtree(folder)


@given(on_disk=marks, indexed=marks)
def test_plan_names_every_document_once(on_disk: dict[str, str], indexed: dict[str, str]) -> None:
    plan = plan_sync(on_disk, indexed)

    assert sorted(plan.read + plan.remove + plan.keep) == sorted(on_disk.keys() | indexed.keys())
    assert set(plan.keep) == {d for d in on_disk if indexed.get(d) == on_disk[d]}
    assert set(plan.remove) == indexed.keys() - on_disk.keys()


def test_first_run_reads_everything(library: Library, docs: Path) -> None:
    report = sync(library, docs)

    assert (report.added, report.removed, report.kept, report.failed) == (2, 0, 0, [])
    assert [source.doc_id for source in library.sources()] == ["a.md", "sub/b.md"]
    assert report.passages == len(contents(library))


def test_second_run_opens_no_encoder_and_changes_nothing(library: Library, docs: Path) -> None:
    sync(library, docs)
    before = library.revision, contents(library)
    encoders = OpenedEncoders()

    report = sync(library, docs, encoders=encoders)

    assert (report.added, report.removed, report.kept) == (0, 0, 2)
    assert encoders.opened == 0
    assert (library.revision, contents(library)) == before


def test_long_embedding_is_told_before_it_begins(library: Library, tmp_path: Path) -> None:
    clauses = (f"Clause {n} speaks of the weights and the data of model {n}. " for n in range(5000))
    docs = write(tmp_path / "long", {"a.md": "".join(clauses)})

    steps = sync_roots(library, [list_root(docs, library)], OpenedEncoders(), reader_here)

    first, *_ = [step.doing for step in steps]
    assert first == f"embedding {len(contents(library))} passages"


def test_touched_file_is_not_read_again(library: Library, docs: Path) -> None:
    sync(library, docs)
    os.utime(docs / "a.md", (1, 1))

    assert sync(library, docs).added == 0


def test_edited_document_leaves_no_stale_passage(library: Library, docs: Path) -> None:
    sync(library, docs)
    write(docs, {"a.md": "# Apache\n\nThe license now speaks of trademarks only.\n"})

    report = sync(library, docs)

    assert (report.added, report.kept) == (1, 1)
    assert found_by_word(library, "patent") == []
    assert "trademarks" in found_by_word(library, "trademarks")[0]
    assert not any("patent" in text for _, text, _ in contents(library).values())


def test_removed_file_disappears(library: Library, docs: Path) -> None:
    sync(library, docs)
    (docs / "a.md").unlink()

    report = sync(library, docs)

    assert report.removed == 1
    assert [source.doc_id for source in library.sources()] == ["sub/b.md"]
    assert found_by_word(library, "patent") == []


def test_renamed_file_has_its_new_name_only(library: Library, docs: Path) -> None:
    sync(library, docs)
    (docs / "a.md").rename(docs / "c.md")

    report = sync(library, docs)

    assert (report.added, report.removed) == (1, 1)
    assert [source.doc_id for source in library.sources()] == ["c.md", "sub/b.md"]


def test_changed_manifest_is_read_into_its_document_only(library: Library, docs: Path) -> None:
    write(docs, {"manifest.csv": "file,title\na.md,Old title\n"})
    sync(library, docs)
    write(docs, {"manifest.csv": "file,title\na.md,New title\n"})

    assert sync(library, docs).added == 1


def test_changed_side_file_is_read_into_the_document_it_speaks_of_only(
    library: Library, docs: Path
) -> None:
    sync(library, docs)
    write(docs, {"about.toml": '["a.md"]\nstatus = "superseded"\n'})

    assert sync(library, docs).added == 1
    assert library.document("a.md").source.status == "superseded"


def test_side_file_that_speaks_of_a_missing_file_is_told(library: Library, docs: Path) -> None:
    write(docs, {"about.toml": '["sub/bb.md"]\nstatus = "draft"\n'})

    report = sync(library, docs)

    told = "speaks of 'sub/bb.md', but there is no such document; the nearest is 'sub/b.md'"
    assert report.notes == [("about.toml", told)]


def test_file_named_alone_is_described_by_the_side_file_beside_it(
    library: Library, docs: Path
) -> None:
    write(docs, {"about.toml": '["a.md"]\ntitle = "Named"\n\n["c.md"]\ntitle = "Other"\n'})

    report = sync(library, docs / "a.md")

    assert library.document("a.md").source.title == "Named"
    assert report.notes == []


def test_same_folder_gives_the_same_library_every_time(tmp_path: Path, docs: Path) -> None:
    with (
        Library(tmp_path / "one", create=True) as one,
        Library(tmp_path / "two", create=True) as two,
    ):
        sync(one, docs)
        (docs / "a.md").rename(docs / "z.md")
        sync(two, docs)
        (docs / "z.md").rename(docs / "a.md")
        sync(two, docs)

        assert contents(one) == contents(two)


def test_unreadable_file_is_named_and_the_rest_goes_on(library: Library, docs: Path) -> None:
    (docs / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing of the kind")

    report = sync(library, docs)

    assert [name for name, _ in report.failed] == ["broken.pdf"]
    assert report.failed[0][1]
    assert report.added == 2


def test_file_that_fails_again_changes_nothing_again(library: Library, docs: Path) -> None:
    (docs / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing of the kind")
    sync(library, docs)
    revision = library.revision

    report = sync(library, docs)

    assert [name for name, _ in report.failed] == ["broken.pdf"]
    assert library.revision == revision


def test_document_that_became_unreadable_is_not_quoted_any_more(
    library: Library, docs: Path
) -> None:
    sync(library, docs)
    (docs / "a.md").write_text("\n")

    report = sync(library, docs)

    assert [name for name, _ in report.failed] == ["a.md"]
    assert found_by_word(library, "patent") == []


def test_file_that_may_not_be_opened_fails_and_stays_as_it_was(
    library: Library, open_docs: Path
) -> None:
    sync(library, open_docs)
    (open_docs / "a.md").chmod(0)

    with without_special_rights():
        report = sync(library, open_docs)

    assert report.failed == [("a.md", "cannot be opened: Permission denied")]
    assert (report.removed, report.kept) == (0, 1)
    assert len(found_by_word(library, "patent")) == 1


def test_documents_of_a_folder_that_may_not_be_listed_are_not_taken_for_gone(
    library: Library, open_docs: Path
) -> None:
    sync(library, open_docs)
    (open_docs / "sub").chmod(0)

    with without_special_rights():
        report = sync(library, open_docs)

    assert [name for name, _ in report.failed] == ["sub/b.md"]
    assert "'sub': the folder cannot be opened" in report.failed[0][1]
    assert report.removed == 0


def test_same_name_in_two_roots_is_an_error_that_names_both(
    library: Library, docs: Path, tmp_path: Path
) -> None:
    other = write(tmp_path / "other", {"a.md": FIELDS})

    with pytest.raises(IndexMismatch, match=r"'a\.md' stands in two roots") as error:
        sync(library, docs, other)
    sync(library, docs)
    with pytest.raises(IndexMismatch, match=r"'a\.md' stands in two roots") as later:
        sync(library, other)

    for message in (str(error.value), str(later.value)):
        assert str(docs) in message
        assert str(other) in message
        assert "`python ingest.py --remove" in message


def test_file_of_a_folder_that_was_ingested_leads_back_to_the_folder(
    library: Library, docs: Path
) -> None:
    sync(library, docs)

    with pytest.raises(IndexMismatch) as error:
        sync(library, docs / "a.md")

    assert f"run `python ingest.py {docs}`" in str(error.value)
    assert "--remove" not in str(error.value)


def test_file_may_move_from_one_root_to_another(
    library: Library, docs: Path, tmp_path: Path
) -> None:
    other = write(tmp_path / "other", {"c.md": FIELDS})
    sync(library, docs, other)
    (docs / "a.md").rename(other / "a.md")

    sync(library, docs, other)

    assert library.root_of("a.md") == str(other)
    assert found_by_word(library, "patent") != []


def test_other_roots_stay(library: Library, docs: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other", {"c.md": "# C\n\nSomething else entirely.\n"})
    sync(library, docs, other)
    (docs / "a.md").unlink()
    shutil.rmtree(other)

    sync(library, docs)

    assert library.roots() == {str(docs): 1, str(other): 1}


def test_single_file_is_a_root_named_by_itself(library: Library, docs: Path) -> None:
    sync(library, docs / "sub" / "b.md")

    assert [source.doc_id for source in library.sources()] == ["b.md"]
    assert sync(library, docs / "sub" / "b.md").kept == 1


@pytest.mark.parametrize("spelled", ["docs/.", "docs/sub/..", "./docs//"])
def test_root_is_one_root_however_it_is_spelled(docs: Path, spelled: str) -> None:
    assert root_path(docs.parent / spelled) == docs


def test_link_to_a_folder_is_remembered_as_the_link(docs: Path, tmp_path: Path) -> None:
    (tmp_path / "latest").symlink_to(docs)

    assert list_root(tmp_path / "latest", None).name == str(tmp_path / "latest")


def test_root_with_an_impossible_name_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "d\udcffx"
    root.mkdir()

    with pytest.raises(ReadingError, match="is not valid text; rename it"):
        list_root(root, None)


def test_other_model_of_the_same_size_is_refused_before_anything_changes(
    library: Library, docs: Path
) -> None:
    sync(library, docs)
    before = library.revision, contents(library)
    write(docs, {"c.md": FIELDS})
    (docs / "a.md").unlink()

    with pytest.raises(IndexMismatch, match=r"built with .*word-encoder.*--rebuild"):
        sync(library, docs, encoders=OpenedEncoders("another-model-000000"))

    assert (library.revision, contents(library)) == before


def test_second_writer_is_refused_at_once(tmp_path: Path) -> None:
    started = time.monotonic()

    with (
        writing(tmp_path),
        pytest.raises(IndexBusy, match="wait until it is done"),
        writing(tmp_path),
    ):
        pass

    assert time.monotonic() - started < 2
    with writing(tmp_path):
        pass  # free again


@pytest.mark.parametrize("inside", ["", "deeper/"])
def test_index_folder_that_cannot_be_made_is_told(tmp_path: Path, inside: str) -> None:
    (tmp_path / "file").write_text("no folder")

    with (
        pytest.raises(LibraryError, match="name another one with --index"),
        writing(tmp_path / "file" / inside),
    ):
        pass
