from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.errors import ReadingError
from assistant.reading.files import FoundFile
from assistant.reading.worker import ReadingWorker
from tests.reading.hostile.bombs import pdf_bombs
from tests.reading.samples import make_pdf

pytestmark = pytest.mark.slow  # starts processes

MOST_RISE_MB = 50
_STATUS = Path("/proc/self/status")


@contextmanager
def _memory_watched(peaks_mb: list[float]) -> Iterator[None]:
    """Measure the memory of this process, the parent, while the child reads."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.01):
            peaks_mb.append(_resident_mb())

    before = _resident_mb()
    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
        peaks_mb[:] = [max(peaks_mb, default=before) - before]


def _resident_mb() -> float:
    (line,) = [x for x in _STATUS.read_text().splitlines() if x.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


@pytest.mark.skipif(not _STATUS.exists(), reason="no /proc to measure memory in")
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "limit_s", [2.0, pytest.param(60.0, marks=pytest.mark.long)], ids=["short", "as shipped"]
)
def test_pdf_bombs_are_stopped_with_a_status_and_the_next_file_is_read(
    tmp_path: Path, limit_s: float
) -> None:
    good = FoundFile("good.pdf", tmp_path / "good.pdf")
    good.path.write_bytes(make_pdf(["Some words."]))
    bombs = []
    for name, data in pdf_bombs().items():
        assert len(data) < 100_000
        bombs.append(FoundFile(f"{name}.pdf", tmp_path / f"{name}.pdf", tmp_path))
        bombs[-1].path.write_bytes(data)
    peaks_mb: list[float] = []

    with ReadingWorker() as worker, _memory_watched(peaks_mb):
        worker.read(good)
        worker._limit_s = limit_s
        results = [result for _, result in worker.read_many(bombs)]
        worker._limit_s = 60.0  # a new child imports pypdf first
        after = worker.read(good)

    assert all(isinstance(result, ReadingError) and str(result) for result in results)
    assert after.text == "Some words."
    assert peaks_mb[0] < MOST_RISE_MB
