from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import IndexBusy, IndexDamaged, IndexMismatch, LibraryError, ReadingError
from assistant.indexing.failures import failed_files
from assistant.indexing.generations import current_generation
from assistant.indexing.library import Library
from assistant.indexing.lock import writing
from assistant.indexing.report import Progress, Report
from assistant.ingestion.ingest import ingest, plan, rebuild, remove
from assistant.settings import Settings
from tests.indexing.made import (
    CANARY,
    OpenedEncoders,
    contents,
    found_by_meaning,
    found_by_word,
    sync,
    traces,
    write,
)

# Many build a vector index or several: 3 s each, and many times that on a machine that is busy.
pytestmark = pytest.mark.timeout(600)

PATENT = "# Apache\n\nThe license grants a patent right to every contributor.\n"
FIELDS = "# Definition\n\nIt may not discriminate against fields of endeavor.\n"
SECRET = f"# Secret\n\nThe word is {CANARY}, and nobody may know it.\n" * 5

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index_dir=tmp_path / "index", cache_dir=tmp_path / "cache")


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return write(tmp_path / "docs", {"a.md": PATENT, "b.md": FIELDS})


def run(steps: Iterator[Progress | Report], events: list[Progress] | None = None) -> Report:
    """One run to its end; its report. `events` collects the progress."""
    for step in steps:
        if isinstance(step, Report):
            return step
        if events is not None:
            events.append(step)
    raise AssertionError("no report")


def ingested(settings: Settings, *paths: Path) -> Report:
    return run(ingest(settings, paths, encoder=OpenedEncoders()))


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(f): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def test_plan_touches_nothing(settings: Settings, docs: Path) -> None:
    [root] = plan(settings, [docs])

    assert root.plan.read == ("a.md", "b.md")
    assert not settings.index_dir.exists()


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_wrong_path_makes_no_index(settings: Settings, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(ReadingError, match=r"check the path|no documents in"):
        ingested(settings, tmp_path / name)

    assert not settings.index_dir.exists()


def test_folder_without_documents_names_what_it_holds(settings: Settings, tmp_path: Path) -> None:
    folder = write(tmp_path / "pictures", {"a.png": "x", "b.zip": "x"})

    with pytest.raises(ReadingError, match=r"no documents in .*a\.png: has an unknown format"):
        ingested(settings, folder)


def test_removing_from_a_missing_index_makes_none(settings: Settings) -> None:
    with pytest.raises(LibraryError, match="no library"):
        remove(settings, "a.md")

    assert not settings.index_dir.exists()


def test_second_ingest_at_once_is_refused_within_two_seconds(
    settings: Settings, docs: Path
) -> None:
    with writing(settings.index_dir):
        started = time.monotonic()
        for step in (ingest, rebuild):
            with pytest.raises(IndexBusy, match="another process is writing"):
                run(step(settings, [docs], encoder=OpenedEncoders()))
        assert time.monotonic() - started < 2


@pytest.mark.parametrize("size", [0, 700, 4096])
def test_damaged_library_is_refused_by_every_command_but_rebuild(
    settings: Settings, docs: Path, size: int
) -> None:
    with Library(settings.index_dir, create=True) as library:
        library.fingerprint = "x"
    with library.file.open("r+b") as opened:
        opened.truncate(size)

    for step in (
        lambda: ingested(settings, docs),
        lambda: plan(settings, [docs]),
        lambda: remove(settings, "a.md"),
    ):
        with pytest.raises(IndexDamaged, match="--rebuild"):
            step()

    assert library.file.stat().st_size == size


@pytest.mark.slow
def test_second_run_and_refused_runs_change_nothing(
    settings: Settings, docs: Path, tmp_path: Path
) -> None:
    other = write(tmp_path / "other", {"c.md": "# C\n\nTraining data, described.\n"})
    encoders = OpenedEncoders()
    first: list[Progress] = []
    second: list[Progress] = []
    run(ingest(settings, [docs, other, docs], encoder=encoders), first)
    before = snapshot(settings.index_dir)

    report = run(ingest(settings, [docs, other], encoder=encoders), second)
    planned = plan(settings, [docs, other])
    shutil.move(docs, tmp_path / "away")
    with pytest.raises(ReadingError, match=r"is not there, and 2 documents .*--remove"):
        ingested(settings, docs)
    with pytest.raises(ReadingError, match=r"is not there, and 2 documents .*--remove"):
        run(rebuild(settings, [other], encoder=encoders))
    docs.mkdir()
    with pytest.raises(ReadingError, match=r"is empty now, and 2 documents .*--remove"):
        ingested(settings, docs)

    assert [event.doing for event in first if event.total == 0] == [
        "loading the embedding model",
        "building the vector index",
    ]
    assert (report.added, report.removed, report.kept) == (0, 0, 3)
    assert (encoders.opened, second) == (1, [])
    assert [root.plan.keep for root in planned] == [("a.md", "b.md"), ("c.md",)]
    assert snapshot(settings.index_dir) == before


@pytest.mark.slow
def test_changes_reach_every_part_of_the_index_and_nothing_stays_behind(
    settings: Settings, docs: Path, tmp_path: Path
) -> None:
    other = write(tmp_path / "other", {"c.md": SECRET})
    ingested(settings, docs, other)
    write(docs, {"a.md": "# Apache\n\nIt speaks of trademarks only.\n", "broken.pdf": "%PDF-1.7"})

    report = ingested(settings, docs)
    with Library(settings.index_dir) as library:
        stale = found_by_word(library, "patent")
        passages = len(contents(library))
    meant = found_by_meaning(settings.index_dir, "patent")
    generation = current_generation(settings.index_dir)
    again = ingested(settings, docs)

    assert (report.added, [name for name, _ in report.failed]) == (1, ["broken.pdf"])
    assert (stale, len(meant)) == ([], passages)
    # It fails again, and no new vector index is built for that.
    assert [name for name, _ in again.failed] == ["broken.pdf"]
    assert current_generation(settings.index_dir) == generation

    assert traces(settings.index_dir, CANARY)
    assert remove(settings, str(other)) == ["c.md"]
    assert traces(settings.index_dir, CANARY) == []
    assert current_generation(settings.index_dir) != generation
    assert len(found_by_meaning(settings.index_dir, "patent")) == 2
    with pytest.raises(LibraryError, match=f"called 'zzz'; the roots are .*{docs}"):
        remove(settings, "zzz")


@pytest.mark.slow
def test_added_document_waits_for_no_new_vector_index(
    settings: Settings, docs: Path, tmp_path: Path
) -> None:
    ingested(settings, docs)
    generation = current_generation(settings.index_dir)
    write(docs, {"more.md": SECRET})
    told: list[Progress] = []

    run(ingest(settings, [docs], encoder=OpenedEncoders()), told)

    assert "building the vector index" not in [step.doing for step in told]
    assert len(found_by_meaning(settings.index_dir, CANARY)) == 3
    assert traces(settings.index_dir, CANARY)
    (docs / "more.md").unlink()
    ingested(settings, docs)
    assert len(found_by_meaning(settings.index_dir, CANARY)) == 2
    # It was never in the vector index: none had to be built to forget it.
    assert traces(settings.index_dir, CANARY) == []
    assert current_generation(settings.index_dir) == generation


@pytest.mark.slow
def test_rebuild_reads_all_again_with_another_model(settings: Settings, tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {"a.md": PATENT})
    other = write(tmp_path / "other", {"c.md": SECRET})
    ingested(settings, docs, other)
    swapped = OpenedEncoders("another-model-000000")
    write(docs, {"a.md": FIELDS})
    with pytest.raises(IndexMismatch, match="--rebuild"):
        run(ingest(settings, [docs], encoder=swapped))
    write(other, {"c.md": "# C\n\nNothing secret any more.\n"})

    report = run(rebuild(settings, [docs], encoder=swapped))

    assert report.added == 2
    with Library(settings.index_dir) as library:
        assert "another-model-00" in library.fingerprint
        assert library.roots() == {str(docs): 1, str(other): 1}
        assert found_by_word(library, "patent") == []
    assert len(found_by_meaning(settings.index_dir, "endeavor")) == 2
    assert traces(settings.index_dir, CANARY) == []
    assert not (settings.index_dir / "library.db-rebuild").exists()


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["library.db-rebuild", "library.db-import"])
def test_texts_that_a_killed_rebuild_or_import_left_are_removed_by_the_next_run(
    settings: Settings, docs: Path, folder: str
) -> None:
    ingested(settings, docs)
    write(settings.index_dir / folder, {"library.db": SECRET})

    ingested(settings, docs)

    assert traces(settings.index_dir, CANARY) == []


def test_plan_of_a_file_that_failed_names_it_and_reads_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    docs = write(tmp_path / "docs", {"a.md": PATENT, "empty.md": "\n"})
    with Library(settings.index_dir, create=True) as library:
        sync(library, docs)

    [root] = plan(settings, [docs])

    assert root.plan.read == ()
    assert [(one.doc_id, one.reason) for one in root.unreadable] == [("empty.md", "holds no text")]


@pytest.mark.slow
def test_rebuild_reads_also_what_failed_before(settings: Settings, docs: Path) -> None:
    write(docs, {"empty.md": "\n"})
    ingested(settings, docs)
    with Library(settings.index_dir) as library:
        library.execute("UPDATE failures SET reason = 'was not read'")
    assert ingested(settings, docs).failed == [("empty.md", "was not read")]

    report = run(rebuild(settings, [docs], encoder=OpenedEncoders()))

    assert report.failed == [("empty.md", "holds no text")]
    assert ingested(settings, docs).failed == [("empty.md", "holds no text")]


@pytest.mark.slow
def test_removing_forgets_what_failed_and_no_document_of_the_same_name(
    settings: Settings, docs: Path, tmp_path: Path
) -> None:
    other = write(tmp_path / "other", {"a.md": "\n", "c.md": "\n"})
    with Library(settings.index_dir, create=True) as library:
        sync(library, other)
        sync(library, docs)
        library.execute("UPDATE failures SET reason = ?", [f"is not text: {CANARY}"])
    assert traces(settings.index_dir, CANARY) != []

    assert remove(settings, "c.md") == ["c.md"]
    assert remove(settings, str(other)) == ["a.md"]

    assert traces(settings.index_dir, CANARY) == []
    with Library(settings.index_dir) as library:
        assert failed_files(library) == []
        assert library.roots() == {str(docs): 2}


@pytest.mark.slow
def test_rebuild_replaces_a_damaged_library(settings: Settings, docs: Path) -> None:
    settings.index_dir.mkdir()
    (settings.index_dir / "library.db").write_bytes(b"no library at all" * 1000)

    report = run(rebuild(settings, [docs], encoder=OpenedEncoders()))

    assert report.added == 2
    assert len(found_by_meaning(settings.index_dir, "patent")) == 2


# Stops ------------------------------------------------------------------------------------


def many(documents: int, edition: str) -> dict[str, str]:
    """Enough passages for several commits, no two alike."""
    return {
        f"d{n}.md": f"# Document {n}\n\n"
        + "\n\n".join(
            f"Clause {c} of document {n}, {edition} edition. "
            + f"The weights of model {n * c % 17} and the training data of set {n + c}. " * 9
            for c in range(6)
        )
        for n in range(documents)
    }


@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_stopped_ingest_ends_soon_and_leaves_a_usable_index(
    settings: Settings, tmp_path: Path, sign: signal.Signals
) -> None:
    # The last document alone takes a minute and a half to encode.
    docs = write(tmp_path / "docs", many(3, "first"))
    long = "".join(
        f"Clause {n} speaks of the weights of model {n % 97}.\n\n" for n in range(60_000)
    )
    write(docs, {"e.md": long})
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.indexing.slow", str(docs)],
        env={**os.environ, "ASSISTANT_INDEX_DIR": str(settings.index_dir)},
        stderr=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
    )
    try:
        wait_for_documents(settings.index_dir, 3)
        stopped = time.monotonic()
        child.send_signal(sign)
        said = child.communicate(timeout=60)[1]
    finally:
        child.kill()

    assert time.monotonic() - stopped < 5
    assert child.returncode == 128 + sign
    assert "stopped; what was read is kept, the next run goes on" in said
    assert "Traceback" not in said
    assert len(found_by_meaning(settings.index_dir, "weights of model 7")) == 10
    with writing(settings.index_dir), Library(settings.index_dir) as library:
        library.check()
        assert "e.md" not in library.marks()
        assert len(library.marks()) == 3


def wait_for_documents(index_dir: Path, count: int) -> None:
    for _ in range(600):
        if (index_dir / "library.db").exists():
            with Library(index_dir) as library:
                if len(library.marks()) == count:
                    return
        time.sleep(0.1)
    raise AssertionError(f"there were never {count} documents")
