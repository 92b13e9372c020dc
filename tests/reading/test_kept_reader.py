from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.reading.files import FoundFile
from assistant.reading.kept_reader import KeptReader
from assistant.reading.worker import ReadingWorker

pytestmark = pytest.mark.slow  # starts processes


def _file(folder: Path, name: str) -> FoundFile:
    path = folder / name
    path.write_text(f"words of {name}")
    return FoundFile(name, path)


def _read(reader: KeptReader, found: FoundFile) -> tuple[str, int | None]:
    """The text of a file, and which process read it."""
    with reader() as worker:
        text = worker.read(found).text
        assert worker._process is not None
        return text, worker._process.pid


def test_one_child_reads_the_files_of_many_runs(tmp_path: Path) -> None:
    reader = KeptReader()

    runs = [_read(reader, _file(tmp_path, f"{i}.md")) for i in range(3)]

    assert [text for text, _ in runs] == ["words of 0.md", "words of 1.md", "words of 2.md"]
    assert len({child for _, child in runs}) == 1


def test_a_child_that_nobody_asks_ends_and_the_next_run_has_another(tmp_path: Path) -> None:
    worker = ReadingWorker(idle_s=0.2)
    reader = KeptReader(worker)
    _, first = _read(reader, _file(tmp_path, "a.md"))
    assert worker._process is not None
    worker._process.join(30)

    text, second = _read(reader, _file(tmp_path, "b.md"))

    assert text == "words of b.md"
    assert second != first


def test_a_run_that_is_given_up_leaves_nothing_to_the_next(tmp_path: Path) -> None:
    reader = KeptReader()
    files = [_file(tmp_path, f"{i}.md") for i in range(4)]

    with pytest.raises(KeyboardInterrupt), reader() as worker:
        for _ in worker.read_many(files):
            raise KeyboardInterrupt

    assert _read(reader, files[3])[0] == "words of 3.md"


def test_the_child_ends_with_its_reader(tmp_path: Path) -> None:
    reader = KeptReader()
    _, child = _read(reader, _file(tmp_path, "a.md"))

    del reader

    assert _ends(child)


def _ends(pid: int | None) -> bool:
    """Whether the process is gone, or only waits to be forgotten, within 30 s."""
    status = Path(f"/proc/{pid}/stat")
    for _ in range(300):
        if not status.exists() or ") Z " in status.read_text():
            return True
        time.sleep(0.1)
    return False
