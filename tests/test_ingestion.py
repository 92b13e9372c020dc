from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import IndexBusy, IndexDamaged, IndexMismatch, LibraryError, ReadingError
from assistant.indexing.generations import current_generation
from assistant.indexing.library import Library
from assistant.indexing.lock import writing
from assistant.indexing.report import Progress, Report
from assistant.ingestion import ingest, plan, rebuild, remove
from assistant.settings import Settings
from tests.indexing.made import (
    CANARY,
    OpenedEncoders,
    contents,
    found_by_meaning,
    found_by_word,
    traces,
    write,
)

REPOSITORY = Path(__file__).parents[1]
PATENT = "# Apache\n\nThe license grants a patent right to every contributor.\n"
FIELDS = "# Definition\n\nIt may not discriminate against fields of endeavor.\n"
SECRET = f"# Secret\n\nThe word is {CANARY}, and nobody may know it.\n" * 5
LONGEST_S = 3.5  # a run that is not killed takes about this long on two idle cores
QUERIES = ("patent right", "weights of model 7", "clause 3 of document 12", "training data")

State = tuple[dict[str, tuple[str, str, bytes]], list[object]]


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


def state(index_dir: Path) -> State:
    """Everything a reader can see: ids, texts, vectors, and what some queries find."""
    with Library(index_dir) as library:
        found = [clear_of_ties(found_by_meaning(index_dir, query)) for query in QUERIES]
        words = [sorted(found_by_word(library, query)) for query in QUERIES]
        return contents(library), [*found, *words]


def clear_of_ties(found: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Without the last score: which of several equal ones is the tenth is left to chance."""
    return [hit for hit in found if hit[0] < found[-1][0]]


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
def test_rebuild_replaces_a_damaged_library(settings: Settings, docs: Path) -> None:
    settings.index_dir.mkdir()
    (settings.index_dir / "library.db").write_bytes(b"no library at all" * 1000)

    report = run(rebuild(settings, [docs], encoder=OpenedEncoders()))

    assert report.added == 2
    assert len(found_by_meaning(settings.index_dir, "patent")) == 2


# Kills ------------------------------------------------------------------------------------


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


def start(run: str, root: Path, index_dir: Path, *moment: str) -> subprocess.Popen[str]:
    module = (sys.executable, "-m", "tests.indexing.killed")
    child = subprocess.Popen(
        [*module, run, str(root), str(index_dir), *moment],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=REPOSITORY,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "started\n"
    return child


class Trial:
    """An index of a first edition, its folder in a second edition, and what a clean run gives."""

    def __init__(self, folder: Path, documents: int) -> None:
        self.folder = folder
        self.root = write(folder / "docs", many(documents, "first"))
        self._first = Settings(index_dir=folder / "first")
        ingested(self._first, self.root)
        (self.root / "d0.md").unlink()
        edited = {name: t for name, t in many(documents, "second").items() if name != "d0.md"}
        write(self.root, edited)
        self.clean = Settings(index_dir=folder / "clean")
        ingested(self.clean, self.root)
        self.wanted = state(self.clean.index_dir)

    def copy(self, name: str) -> Path:
        return Path(shutil.copytree(self._first.index_dir, self.folder / name))

    def check(self, index_dir: Path) -> None:
        """The index is usable as it was left, and the next run makes it equal to a clean one."""
        with Library(index_dir) as library:
            library.check()
            known = contents(library)
        for query in QUERIES:
            for _, name in found_by_meaning(index_dir, query):
                assert name in known
        report = ingested(Settings(index_dir=index_dir), self.root)
        assert report.failed == []
        assert state(index_dir) == self.wanted
        assert len(list(index_dir.glob("gen-*"))) == 1
        assert not list(index_dir.glob("CURRENT.*"))
        assert traces(index_dir, "first edition") == []
        shutil.rmtree(index_dir)


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(tmp_path_factory.mktemp("kills"), 30)


def kill_at_random(trial: Trial, run: str, seed: int) -> None:
    index_dir = trial.copy(f"{run}-{seed}")
    child = start(run, trial.root, index_dir)
    time.sleep(random.Random(seed).uniform(0.0, LONGEST_S))
    child.send_signal(signal.SIGKILL)
    child.communicate()

    trial.check(index_dir)


def kill_at(trial: Trial, run: str, moment: str) -> int:
    """Kill the run at a moment of `tests.indexing.killed`; how it ended."""
    index_dir = trial.copy(f"{run}-{moment}")
    child = start(run, trial.root, index_dir, moment)
    child.communicate(timeout=100)

    trial.check(index_dir)
    return child.returncode


def touches(trial: Trial, run: str) -> int:
    """How often an undisturbed run touches the index."""
    index_dir = trial.copy(f"{run}-count")
    printed, _ = start(run, trial.root, index_dir).communicate(timeout=100)
    shutil.rmtree(index_dir)
    return int(printed)


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.parametrize("seed", range(3))
def test_killed_ingest_is_completed_by_the_next(trial: Trial, seed: int) -> None:
    kill_at_random(trial, "ingest", seed)


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_kill_before_and_after_the_swap_is_repaired_by_the_next(trial: Trial) -> None:
    for moment in ("swap", "swapped"):
        assert kill_at(trial, "ingest", moment) == -signal.SIGKILL


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_killed_rebuild_leaves_the_old_index_usable(trial: Trial) -> None:
    index_dir = trial.copy("rebuild-early")
    before = state(index_dir)
    child = start("rebuild", trial.root, index_dir)
    while not (index_dir / "library.db-rebuild" / "library.db").exists():
        time.sleep(0.01)
    child.send_signal(signal.SIGKILL)
    child.communicate()

    assert state(index_dir) == before
    trial.check(index_dir)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("run", ["ingest", "rebuild"])
def test_a_hundred_kills_at_random_moments(trial: Trial, run: str) -> None:
    for seed in range(100, 150):
        kill_at_random(trial, run, seed)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("run", ["ingest", "rebuild"])
def test_kill_before_every_touch_of_the_index(trial: Trial, run: str) -> None:
    for number in range(1, touches(trial, run) + 1):
        assert kill_at(trial, run, str(number)) == -signal.SIGKILL


# Stops ------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_stopped_ingest_ends_soon_and_leaves_a_usable_index(
    settings: Settings, tmp_path: Path, sign: signal.Signals
) -> None:
    # The last document alone takes a minute and a half to encode.
    docs = write(tmp_path / "docs", many(8, "first"))
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
        wait_for_documents(settings.index_dir, 8)
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
        assert len(library.marks()) == 8


def wait_for_documents(index_dir: Path, count: int) -> None:
    for _ in range(600):
        if (index_dir / "library.db").exists():
            with Library(index_dir) as library:
                if len(library.marks()) == count:
                    return
        time.sleep(0.1)
    raise AssertionError(f"there were never {count} documents")
