from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.catalogue import Changed, Offered
from assistant.documents.collection import Collection
from assistant.documents.curation import Curation
from assistant.documents.uploads import MOST_FILES
from assistant.errors import IndexBusy, LibraryError, ReadingError
from assistant.indexing.failures import failed_files
from assistant.indexing.library import Library
from assistant.indexing.lock import writing
from assistant.indexing.report import Progress
from assistant.ingestion.ingest import ingest
from assistant.reading.parsed import Described
from assistant.settings import Settings
from tests.indexing.made import OpenedEncoders, found_by_word, traces, write

RULES = "# The Rules\n\nEvery model is shared with its marzipan.\n"
ABOUT = '# ours\n["talk.vtt"]\ntitle = "A Talk"  # not the talk\n'
TALK = "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ada>Nougat law differs.\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        index_dir=tmp_path / "index", cache_dir=tmp_path / "cache", data_dir=tmp_path / "data"
    )


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a `corpus` that was ingested into its `index`. Nobody writes there."""
    folder = tmp_path_factory.mktemp("ingested")
    corpus = write(folder / "corpus", {"rules.md": RULES, "talk.vtt": TALK, "about.toml": ABOUT})
    list(ingest(Settings(index_dir=folder / "index"), [corpus], encoder=OpenedEncoders()))
    return folder


@pytest.fixture
def corpus(ingested: Path, settings: Settings) -> Path:
    """A corpus of the test's own, which is in its index."""
    shutil.copytree(ingested / "index", settings.index_dir)
    corpus = settings.index_dir.parent / "corpus"
    shutil.copytree(ingested / "corpus", corpus)
    with Library(settings.index_dir) as library:
        library.rename_root(str(ingested / "corpus"), str(corpus))
    return corpus


@pytest.fixture
def curation(settings: Settings) -> Curation:
    return Curation(settings, encoder=OpenedEncoders())


def offer(tmp_path: Path, files: dict[str, str]) -> list[Offered]:
    write(tmp_path / "handed-in", files)
    return [Offered(name, tmp_path / "handed-in" / name) for name in files]


def end_of(steps: Iterator[Progress | Changed]) -> list[tuple[str, str, str]]:
    """Name, state and doc_id of every result."""
    *_, last = steps
    assert isinstance(last, Changed)
    return [(one.name, one.state, one.doc_id) for one in last.results]


def doc_ids(settings: Settings) -> list[str]:
    return [one.source.doc_id for one in Collection(settings.index_dir).listed()]


def uploaded(settings: Settings) -> list[str]:
    folder = settings.data_dir / "documents"
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


@pytest.mark.slow
def test_the_first_documents_of_all_are_added_and_each_other_file_is_told_with_its_reason(
    settings: Settings, curation: Curation, tmp_path: Path
) -> None:
    files = {
        "rules.md": RULES,
        "same.md": RULES,
        "talk.vtt": TALK,
        "damaged.pdf": "%PDF-1.7 and nothing more",
        "letter.docx": "x",
    }

    *steps, last = curation.add(offer(tmp_path, files))

    assert all(isinstance(step, Progress) for step in steps)
    assert isinstance(last, Changed)
    assert [(one.name, one.state, one.doc_id) for one in last.results] == [
        ("rules.md", "added", "rules.md"),
        ("same.md", "refused", ""),
        ("talk.vtt", "added", "talk.vtt"),
        ("damaged.pdf", "failed", ""),
        ("letter.docx", "refused", ""),
    ]
    assert last.results[1].told == ("is here already, as 'rules.md'",)
    assert "PDF" in last.results[3].told[0]
    assert doc_ids(settings) == uploaded(settings) == ["rules.md", "talk.vtt"]
    with Library(settings.index_dir) as library:
        assert failed_files(library) == []  # the damaged file was not kept either
        assert library.is_tidy


@pytest.mark.slow
def test_a_removed_document_leaves_neither_file_nor_words(
    settings: Settings, curation: Curation, corpus: Path, tmp_path: Path
) -> None:
    again = {"rules.md": RULES.replace("marzipan", "praline")}
    added = end_of(curation.add(offer(tmp_path, again), replace=True))
    list(curation.describe("rules-2.md", Described(title="Praline")))

    removed = end_of(curation.remove("rules-2.md"))

    assert added == [("rules.md", "added", "rules-2.md")]  # the corpus keeps its name and its file
    assert (corpus / "rules.md").read_text() == RULES
    assert removed == [("rules-2.md", "removed", "")]
    assert doc_ids(settings) == ["rules.md", "talk.vtt"]
    assert traces(settings.index_dir, "praline") == traces(settings.data_dir, "praline") == []


@pytest.mark.slow
def test_what_a_document_is_said_to_be_stands_in_its_side_file_and_only_it_is_read_again(
    settings: Settings, curation: Curation, corpus: Path
) -> None:
    done = end_of(curation.describe("rules.md", Described(title="Rules 2", date="2024-10")))

    with Library(settings.index_dir) as library:
        source = library.document("rules.md").source
        assert (source.title, source.date) == ("Rules 2", "2024-10")
        assert len(found_by_word(library, "marzipan")) == 1
    assert done == [("rules.md", "described", "rules.md")]
    assert (corpus / "about.toml").read_text() == (
        ABOUT + '\n["rules.md"]\ntitle = "Rules 2"\ndate = "2024-10"\n'
    )


@pytest.mark.slow
def test_a_document_of_another_folder_is_not_removed_and_the_way_is_told(
    settings: Settings, curation: Curation, corpus: Path
) -> None:
    with pytest.raises(LibraryError, match=f"`python ingest.py --remove {corpus}`"):
        list(curation.remove("rules.md"))

    assert (corpus / "rules.md").exists()
    assert doc_ids(settings) == ["rules.md", "talk.vtt"]


@pytest.mark.slow
def test_a_stopped_addition_keeps_nothing_that_was_not_read(
    settings: Settings, curation: Curation, corpus: Path, tmp_path: Path
) -> None:
    files = offer(tmp_path, {"new.md": "# New\n\nNougat.\n"})

    stopped = end_of(curation.add(files, stopped=lambda: True))

    assert stopped == [("new.md", "stopped", "")]
    assert doc_ids(settings) == ["rules.md", "talk.vtt"]
    assert uploaded(settings) == []


@pytest.mark.slow
def test_an_upload_outlives_two_bad_files_of_its_name(
    settings: Settings, curation: Curation, tmp_path: Path
) -> None:
    first = end_of(curation.add(offer(tmp_path, {"a.md": RULES})))
    for folder in ("one", "two"):
        write(tmp_path / folder, {"a.md": f"%PDF-1.7 and nothing but {folder}"})
    bad = [Offered("a.md", tmp_path / folder / "a.md") for folder in ("one", "two")]

    replaced = end_of(curation.add(bad, replace=True))

    assert first == [("a.md", "added", "a.md")]
    assert replaced == [("a.md", "failed", ""), ("a.md", "failed", "")]
    assert doc_ids(settings) == uploaded(settings) == ["a.md"]
    assert Collection(settings.index_dir).files("a.md").state == "same"


@pytest.mark.slow
def test_an_impossible_description_changes_nothing(curation: Curation, corpus: Path) -> None:
    with pytest.raises(ReadingError, match="date is 'May'; it must be a year, month or day"):
        list(curation.describe("rules.md", Described(date="May")))
    with pytest.raises(LibraryError, match=r"there is no document 'x\.md'"):
        list(curation.describe("x.md", Described(title="X")))

    assert (corpus / "about.toml").read_text() == ABOUT


def test_while_something_else_is_writing_nothing_is_taken_in(
    settings: Settings, curation: Curation, tmp_path: Path
) -> None:
    with writing(settings.index_dir), pytest.raises(IndexBusy, match="wait until it is done"):
        list(curation.add(offer(tmp_path, {"rules.md": RULES})))

    assert uploaded(settings) == []


def test_no_more_than_two_hundred_files_are_taken_at_once(
    settings: Settings, curation: Curation, tmp_path: Path
) -> None:
    files = offer(tmp_path, {f"{n}.exe": "x" for n in range(MOST_FILES + 1)})

    *_, last = curation.add(files)

    assert isinstance(last, Changed)
    assert last.results[-1].told == ("was left out: at most 200 files at once",)
    assert uploaded(settings) == []
