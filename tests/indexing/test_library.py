from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexDamaged, IndexMismatch, IndexMissing, LibraryError
from assistant.indexing.library import Library
from assistant.indexing.schema import LIBRARY_FILE
from assistant.reading.sentences import sentence_spans
from assistant.reason import Reason
from assistant.types import Document, Section
from tests.doubles import a_source
from tests.indexing.made import CANARY, an_entry, contents, found_by_word, traces
from tests.small_index import python

PATENT = "The license grants a patent right. " * 8
FIELDS = "It may not discriminate against fields of endeavor."


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "index", create=True)


def cut(file: Path, size: int) -> None:
    with file.open("r+b") as opened:
        opened.truncate(size)


def test_document_comes_back_as_it_was_put_in(library: Library) -> None:
    source = a_source(
        "talks/a.vtt", kind="panel", aliases=("A", "「あ」"), date="2024-10", paraphrase=True
    )
    text = "Hello 😀 — naïve\x00 text"
    sections = (Section("x", 0, 5, "Ann", 1.5, None), Section("p. 2", 5, len(text), page=2))
    note = Reason("{pages}: damaged", pages=Reason("p. {label}", label="{x}"))
    document = Document(source, text, sections, "ab" * 32, (note,))
    entry = an_entry(FIELDS)._replace(
        document=document,
        passages=(),
        headings=(),
        vectors=np.zeros((0, 128), np.float32),
        sentences=(),
    )

    library.replace([entry])

    assert library.document("talks/a.vtt") == document
    assert library.document("talks/a.vtt").notes[0].parts == note.parts
    assert library.sources() == [source]


def test_a_piece_of_a_document_is_had_by_its_positions(library: Library) -> None:
    text = "Änderungen 😀 are free.\nAll of them."
    library.replace([an_entry(text)])

    assert library.text_at("own/notes.md", 3, 15) == text[3:15]
    assert library.text_at("own/notes.md", 20, 999) == text[20:]
    with pytest.raises(LibraryError, match="may have been removed"):
        library.text_at("gone.md", 0, 1)


def test_passages_and_vectors_come_back_as_they_were_put_in(library: Library) -> None:
    entry = an_entry(PATENT)

    library.replace([entry])

    found = library.passages([p.passage_id for p in entry.passages])
    assert len(entry.passages) > 1
    assert found == {p.passage_id: p for p in entry.passages}
    [batch] = library.vector_batches()
    assert batch.passage_ids == [p.passage_id for p in entry.passages]
    assert np.array_equal(batch.vectors, entry.vectors)


def test_nearness_is_told_of_a_passage_and_of_each_of_its_sentences(library: Library) -> None:
    entry = an_entry(PATENT)
    library.replace([entry])
    question = entry.vectors[0]

    near = library.nearness(question, [p.passage_id for p in entry.passages] + ["not there"])

    assert near.keys() == {p.passage_id for p in entry.passages}
    assert near[entry.passages[0].passage_id].passage == pytest.approx(1.0, abs=1e-5)
    for passage in entry.passages:
        sentences = near[passage.passage_id].sentences
        assert len(sentences) == len(sentence_spans(passage.text))


def test_passage_without_sentence_vectors_is_near_as_a_whole(library: Library) -> None:
    entry = an_entry(PATENT)._replace(sentences=())
    library.replace([entry])

    near = library.nearness(entry.vectors[0], [entry.passages[0].passage_id])

    assert near[entry.passages[0].passage_id].sentences == ()


def test_every_vector_comes_exactly_once_whatever_the_batch(library: Library) -> None:
    library.replace([an_entry(PATENT * 3, doc_id=f"{n}.md") for n in range(3)])

    whole = [name for batch in library.vector_batches() for name in batch.passage_ids]
    for size in (1, 2, 5, len(whole), len(whole) + 1):
        batches = list(library.vector_batches(size))
        assert [name for batch in batches for name in batch.passage_ids] == whole
        assert all(len(batch.passage_ids) <= size for batch in batches)


def test_more_ids_than_sqlite_takes_variables_are_looked_up(library: Library) -> None:
    entry = an_entry(PATENT)
    library.replace([entry])

    unknown = [f"unknown-{n}" for n in range(40_000)]
    found = library.passages([*unknown, entry.passages[-1].passage_id])

    assert list(found.values()) == [entry.passages[-1]]


def test_replaced_document_leaves_no_old_passage_and_no_old_word(library: Library) -> None:
    library.replace([an_entry(PATENT)])

    library.replace([an_entry(FIELDS)])

    assert {text for _, text, _ in contents(library).values()} == {FIELDS}
    assert found_by_word(library, "patent") == []
    assert found_by_word(library, "endeavor") == [FIELDS]


def test_removed_document_is_gone_and_the_others_stay(library: Library) -> None:
    library.replace([an_entry(PATENT, doc_id="a.md"), an_entry(FIELDS, doc_id="b.md")])

    library.remove(["a.md", "unknown.md"])

    assert [source.doc_id for source in library.sources()] == ["b.md"]
    assert found_by_word(library, "patent") == []
    with pytest.raises(LibraryError, match=r"no document 'a\.md'"):
        library.document("a.md")


def test_half_a_change_is_no_change(library: Library) -> None:
    library.replace([an_entry(PATENT)])
    before = contents(library), library.revision
    torn = an_entry(FIELDS, doc_id="b.md")

    with pytest.raises(ValueError, match="shorter"):
        library.replace([an_entry(FIELDS), torn._replace(vectors=torn.vectors[:0])])

    assert (contents(library), library.revision) == before
    library.replace([torn])
    assert library.root_of("b.md") == "/docs"


def test_revision_grows_with_a_change_and_only_then(library: Library) -> None:
    revisions = [library.revision]
    library.replace([an_entry(PATENT)])
    revisions.append(library.revision)
    library.remove(["unknown.md"])
    library.replace([])
    library.fingerprint = "passages-1"
    revisions.append(library.revision)
    library.remove(["own/notes.md"])
    revisions.append(library.revision)

    assert revisions == [0, 1, 1, 2]


def test_roots_and_marks_are_told_per_root(library: Library) -> None:
    library.replace(
        [an_entry(PATENT, doc_id="a.md", root="/x"), an_entry(FIELDS, doc_id="b.md", root="/y")]
    )

    assert library.roots() == {"/x": 1, "/y": 1}
    assert list(library.marks("/x")) == ["a.md"]
    assert list(library.marks()) == ["a.md", "b.md"]
    assert library.root_of("b.md") == "/y"
    assert library.root_of("c.md") is None
    assert library.counts()["documents"] == 2


def test_library_is_empty_until_a_document_is_in_it(library: Library) -> None:
    assert library.is_empty

    library.replace([an_entry(FIELDS)])

    assert not library.is_empty


def test_removed_text_is_in_no_file_after_tidying(library: Library) -> None:
    library.replace([an_entry(f"The secret is {CANARY}. " * 40), an_entry(FIELDS, doc_id="b.md")])
    assert traces(library.file.parent, CANARY)

    library.remove(["own/notes.md"])
    library.tidy()

    # The word index cuts words and keeps only what differs from the one before: look for less too.
    assert traces(library.file.parent, CANARY) == []
    assert traces(library.file.parent, CANARY[2:10]) == []


def test_replaced_text_is_in_no_file_after_tidying(library: Library) -> None:
    library.replace([an_entry(f"The secret is {CANARY}. " * 40)])

    library.replace([an_entry(FIELDS)])
    library.tidy()

    assert traces(library.file.parent, CANARY) == []


def test_adding_and_removing_again_and_again_does_not_make_the_file_grow(library: Library) -> None:
    library.replace([an_entry(PATENT * 20)])
    library.tidy()
    size = library.file.stat().st_size

    for _ in range(10):
        library.remove(["own/notes.md"])
        library.replace([an_entry(PATENT * 20)])
        library.tidy()

    assert library.file.stat().st_size <= 2 * size


def test_missing_library_is_told_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match=r"run `python ingest\.py`"):
        Library(tmp_path / "index")

    assert not (tmp_path / "index").exists()


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize("share", [0.0, 0.01, 0.25, 0.5, 0.9])
def test_truncated_library_is_refused_and_never_made_anew(
    tmp_path: Path, share: float, create: bool
) -> None:
    with Library(tmp_path, create=True) as library:
        library.replace([an_entry(PATENT * 40)])
        library.tidy()
    file = tmp_path / LIBRARY_FILE
    cut(file, int(file.stat().st_size * share))
    left = file.read_bytes()

    with pytest.raises(IndexDamaged, match=r"restore it from a backup, or run `.*--rebuild`"):
        Library(tmp_path, create=create).check()

    assert file.read_bytes() == left


def test_library_of_zeros_in_the_middle_is_found_damaged(tmp_path: Path) -> None:
    with Library(tmp_path, create=True) as library:
        library.replace([an_entry(PATENT * 40)])
    file = tmp_path / LIBRARY_FILE
    with file.open("r+b") as opened:
        opened.seek(file.stat().st_size // 2 // 4096 * 4096)
        opened.write(bytes(3 * 4096))

    with pytest.raises(IndexDamaged, match="restore it from a backup"):
        Library(tmp_path).check()


def test_damage_met_while_reading_is_told_in_our_words(tmp_path: Path) -> None:
    with Library(tmp_path, create=True) as library:
        library.replace([an_entry(PATENT * 40)])
    file = tmp_path / LIBRARY_FILE
    pages = file.read_bytes()
    file.write_bytes(pages[:8192] + bytes(len(pages) - 8192))

    with pytest.raises(IndexDamaged, match="is damaged"), Library(tmp_path) as library:
        library.passages(["x"])
        library.sources()
        found_by_word(library, "patent")


@pytest.mark.parametrize("content", [b"not a database, but long enough to be one" * 200, b"x"])
def test_file_that_is_no_library_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / LIBRARY_FILE).write_bytes(content)

    with pytest.raises(IndexDamaged, match="is damaged"):
        Library(tmp_path, create=True)

    assert (tmp_path / LIBRARY_FILE).read_bytes() == content


def test_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / LIBRARY_FILE) as other:
        other.execute("CREATE TABLE cats (name)")
    other.close()

    with pytest.raises(IndexDamaged, match="no such table"):
        Library(tmp_path)


def test_library_of_another_format_is_refused(tmp_path: Path) -> None:
    with Library(tmp_path, create=True) as library:
        library.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")

    with pytest.raises(IndexMismatch, match=r"has format '99'.*--rebuild"):
        Library(tmp_path)


def test_log_of_a_library_that_is_gone_is_not_played_into_a_new_one(tmp_path: Path) -> None:
    with Library(tmp_path / "old", create=True) as old:
        old.replace([an_entry(PATENT)])
        (tmp_path / "new").mkdir()
        shutil.copy(old.file.with_name("library.db-wal"), tmp_path / "new" / "library.db-wal")

    with Library(tmp_path / "new", create=True) as library:
        library.check()
        assert library.is_empty


def test_half_made_library_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "library.db-new").write_bytes(b"killed in the middle")

    with Library(tmp_path, create=True) as library:
        assert library.is_empty

    assert [file.name for file in tmp_path.iterdir()] == ["library.db"]


def test_full_disk_is_told_and_loses_nothing(library: Library) -> None:
    library.replace([an_entry(FIELDS)])
    pages = library.rows("PRAGMA page_count")[0][0]
    library.rows(f"PRAGMA max_page_count = {pages + 3}")  # SQLite then says what a full disk says

    with pytest.raises(
        LibraryError, match=r"the disk is full; nothing .* is lost: free some space"
    ):
        library.replace([an_entry(PATENT * 200, doc_id="b.md")])

    library.rows("PRAGMA max_page_count = 1000000")
    assert [source.doc_id for source in library.sources()] == ["own/notes.md"]
    library.replace([an_entry(PATENT, doc_id="b.md")])
    assert library.counts()["documents"] == 2


def test_becoming_another_library_takes_everything_and_leaves_nothing(tmp_path: Path) -> None:
    with Library(tmp_path / "fresh", create=True) as fresh, Library(tmp_path, create=True) as old:
        old.replace([an_entry(f"The secret is {CANARY}. " * 200, doc_id="a.md")])
        fresh.replace([an_entry(FIELDS, doc_id="b.md")])

        old.become(fresh)
        old.tidy()

        assert contents(old) == contents(fresh)
        assert (old.library_id, old.revision) == (fresh.library_id, fresh.revision)
        assert traces(tmp_path, CANARY) == []


def test_reader_sees_the_old_library_or_the_new_while_it_changes(tmp_path: Path) -> None:
    with (
        Library(tmp_path / "fresh", create=True) as fresh,
        Library(tmp_path, create=True) as writer,
        Library(tmp_path) as reader,
    ):
        writer.replace([an_entry(PATENT, doc_id="a.md")])
        fresh.replace([an_entry(FIELDS, doc_id="b.md")])
        before = [source.doc_id for source in reader.sources()]

        writer.become(fresh)

        assert before == ["a.md"]
        assert [source.doc_id for source in reader.sources()] == ["b.md"]


def test_snapshot_shows_one_state_whatever_is_written_meanwhile(tmp_path: Path) -> None:
    with Library(tmp_path, create=True) as writer, Library(tmp_path) as reader:
        with reader.snapshot():
            before = reader.counts()["documents"]
            writer.replace([an_entry(PATENT)])
            with reader.snapshot():  # one inside another is the same one
                inside = reader.counts()["documents"]
            after = reader.counts()["documents"]

        assert (before, inside, after) == (0, 0, 0)
        assert reader.counts()["documents"] == 1


# In a program of its own: what it looks for ends the program that it happens in.
CLOSE_WHILE_READ = """
import sys, threading
from pathlib import Path
from assistant.errors import LibraryError
from assistant.indexing.library import Library
COUNT = (
    "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3000) SELECT n FROM c"
)
library, reading, over = Library(Path(sys.argv[1])), threading.Event(), threading.Event()
def read():
    while not over.is_set():
        try:
            assert len(library.rows(COUNT)) == 3000
        except LibraryError as exc:
            assert "ask again" in str(exc), exc
        reading.set()
threads = [threading.Thread(target=read) for _ in range(4)]
for thread in threads:
    thread.start()
reading.wait()
for _ in range(50):
    library.close()
over.set()
for thread in threads:
    thread.join()
"""


@pytest.mark.slow
def test_library_that_is_closed_while_threads_read_it_ends_no_program(library: Library) -> None:
    done = python("-c", CLOSE_WHILE_READ, str(library.file.parent))

    assert (done.returncode, done.stderr) == (0, "")
