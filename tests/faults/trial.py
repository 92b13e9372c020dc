"""One index in two editions: what is killed, starved or damaged, and what must come of it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from assistant.indexing.library import Library
from assistant.indexing.report import Report
from assistant.indexing.vector_index import open_current
from assistant.ingestion.ingest import ingest
from assistant.ingestion.transfer import export_library
from assistant.settings import Settings
from tests.faults.corpus import queries, write_edition
from tests.faults.encoder import StandIn
from tests.faults.same_index import State, differences, state
from tests.indexing.made import contents, traces

Stamps = dict[Path, tuple[int, int]]  # time of change and size, by file

REPOSITORY = Path(__file__).parents[2]
# Of a vector index, as Chroma writes them.
FILES = (
    "chroma.sqlite3",
    "data_level0.bin",
    "header.bin",
    "index_metadata.pickle",
    "length.bin",
    "link_lists.bin",
)
ASKED_AS_LEFT = 5  # queries to an index as the fault left it
CHILD = "tests.faults.child"
LONGEST_S = 300.0  # of one run: many times what it takes, for a machine that is busy


class Trial:
    """An index of a first edition, its folder in a second edition, and what a clean run gives."""

    def __init__(self, folder: Path, documents: int, paragraphs: int) -> None:
        self.folder = folder
        self.root = write_edition(folder / "docs", "first", documents, paragraphs)
        self.first = folder / "first"
        ingested(self.first, self.root)
        write_edition(self.root, "second", documents, paragraphs)
        (self.root / "d0000.md").unlink()
        self.clean = folder / "clean"
        started = time.monotonic()
        assert start("ingest", self.root, self.clean).wait() == 0
        self.seconds = time.monotonic() - started
        self.wanted = state(self.clean)
        # Listed once: SQLite keeps files of its own beside a library that another thread reads.
        self.names = names_in(self.clean)

    def copy(self, name: str, of: Path | None = None) -> Path:
        """A copy of the index of the first edition, or of another one."""
        return Path(shutil.copytree(of or self.first, self.folder / name))

    def between(self) -> Path:
        """The library of the second edition, the vector index still that of the first.

        An ingest was killed when it began to write a new one. Made once.
        """
        folder = self.folder / "between"
        if not folder.exists():
            self.copy("between")
            known = set(index_files(folder))
            child = start("ingest", self.root, folder)
            kill_when(child, lambda: bool(index_files(folder).keys() - known))
        return folder

    def source(self, run: str) -> Path:
        """What this run takes in: the folder, or for an import the exported second edition."""
        file = self.folder / "clean.zip"
        if run == "import" and not file.exists():
            export_library(Settings(index_dir=self.clean), file)
        return file if run == "import" else self.root

    def is_one_of_both(self, index_dir: Path) -> None:
        """Assert that the library is the first or the second edition, with nothing of the other."""
        assert passages_of(index_dir) in (passages_of(self.first), passages_of(self.clean))

    def check(self, index_dir: Path) -> None:
        """The index is usable as it was left, and the next run makes it equal to a clean one."""
        answers_as_left(index_dir)
        self.check_completed(index_dir)

    def check_completed(self, index_dir: Path) -> None:
        """The next run makes the index equal to a clean one, and leaves nothing behind."""
        report = ingested(index_dir, self.root)
        assert report.failed == []
        told = differences(state(index_dir), self.wanted)
        assert told == []
        assert traces(index_dir, "first edition") == []
        assert names_in(index_dir) == self.names
        assert size_of(index_dir) <= 2 * size_of(self.clean)
        shutil.rmtree(index_dir)


def passages_of(index_dir: Path) -> dict[str, tuple[str, str, bytes]]:
    """Document, text and vector of all that the library holds."""
    with Library(index_dir) as library:
        return contents(library)


def ingested(index_dir: Path, *roots: Path, encoder: Callable[[], StandIn] = StandIn) -> Report:
    """One ingest to its end, in this process."""
    for step in ingest(Settings(index_dir=index_dir), roots, encoder=encoder):
        if isinstance(step, Report):
            return step
    raise AssertionError("no report")


def answers_as_left(index_dir: Path) -> None:
    """The library is whole, and what is found is in it."""
    with Library(index_dir) as library:
        library.check()
        known = contents(library)
        index = open_current(index_dir, library)
        for vector in StandIn().encode(queries()[:ASKED_AS_LEFT]):
            for hit in index.search(vector, 10):
                assert known[hit.passage.passage_id][1] == hit.passage.text


def start(
    run: str, root: Path, index_dir: Path, *options: str, errors: int = subprocess.DEVNULL
) -> subprocess.Popen[str]:
    """A child that ingests; it has begun."""
    child = launch(run, root, index_dir, *options, errors=errors)
    assert child.stdout is not None
    assert child.stdout.readline() == "started\n"
    return child


def launch(
    run: str,
    root: Path,
    index_dir: Path,
    *options: str,
    under: tuple[str, ...] = (),
    errors: int = subprocess.DEVNULL,
) -> subprocess.Popen[str]:
    """A child that ingests, in a group of processes of its own. `under`: what traces it."""
    return subprocess.Popen(
        [*under, sys.executable, "-m", CHILD, run, str(root), str(index_dir), *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        cwd=REPOSITORY,
        start_new_session=True,
    )


def kill(child: subprocess.Popen[str], *, alone: bool = False) -> None:
    """As `kill -9` would: the process with those it started, or the process alone."""
    with contextlib.suppress(ProcessLookupError):
        if alone:
            child.send_signal(signal.SIGKILL)
        else:
            os.killpg(child.pid, signal.SIGKILL)
    child.communicate(timeout=LONGEST_S)


def kill_when(child: subprocess.Popen[str], seen: Callable[[], bool], later_s: float = 0.0) -> bool:
    """Kill the child and all it started as soon as this is seen; whether it was seen in time."""
    until = time.monotonic() + LONGEST_S
    while child.poll() is None and time.monotonic() < until:
        if seen():
            time.sleep(later_s)
            kill(child)
            return True
        time.sleep(0.0002)
    kill(child)
    return False


def changes_of(name: str, files: Callable[[], Stamps], wanted: int) -> Callable[[], bool]:
    """Whether a file of that name has been seen to change so often."""
    before = files()
    seen = 0

    def changed() -> bool:
        nonlocal before, seen
        now = files()
        seen += any(f.name == name and before.get(f) != stamp for f, stamp in now.items())
        before = now
        return seen >= wanted

    return changed


def index_files(index_dir: Path) -> Stamps:
    """Time of change and size of every file of a vector index below the folder."""
    return {
        file: stamp
        for folder in index_dir.glob("gen-*")
        for file, stamp in stamps_below(folder).items()
    }


def stamps_below(folder: Path) -> Stamps:
    """Time of change and size of every file below the folder."""
    found = {}
    for directory, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                stat = Path(directory, name).stat()
                found[Path(directory, name)] = (stat.st_mtime_ns, stat.st_size)
    return found


def names_in(index_dir: Path) -> list[str]:
    """What lies in the folder of an index; generations have names made by chance."""
    return sorted(re.sub(r"^gen-.*", "gen-", file.name) for file in index_dir.iterdir())


def size_of(folder: Path) -> int:
    """Bytes on the disk of everything below the folder."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return sum(file.stat().st_blocks * 512 for file in files)


def is_same(state_found: State, wanted: State) -> None:
    """Assert that nobody can tell the two apart."""
    told = differences(state_found, wanted)
    assert told == []
