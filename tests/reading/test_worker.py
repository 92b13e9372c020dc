from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import ReadingError
from assistant.reading.files import FoundFile
from assistant.reading.parsed import Described
from assistant.reading.worker import FILES_PER_CHILD, ReadingWorker
from assistant.reason import Reason
from tests.reading.samples import assert_covered

pytestmark = pytest.mark.slow  # starts processes


@pytest.fixture(scope="module")
def worker() -> Iterator[ReadingWorker]:
    with ReadingWorker() as started:
        yield started


def _file(folder: Path, name: str, text: str | bytes) -> FoundFile:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return FoundFile(name, path)


def test_a_file_is_read_in_another_process(worker: ReadingWorker, tmp_path: Path) -> None:
    document = worker.read(_file(tmp_path, "a.md", "# T\n\nx"), Described(publisher="P"))

    assert_covered(document)
    assert document.source.publisher == "P"


def test_an_error_is_the_same_as_without_the_worker(worker: ReadingWorker, tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="check its suffix"):
        worker.read(_file(tmp_path, "a.md", b"\0\0\0"))


def test_a_reason_from_the_other_process_can_be_told_in_another_language(
    worker: ReadingWorker, tmp_path: Path
) -> None:
    with pytest.raises(ReadingError) as refused:
        worker.read(_file(tmp_path, "a.md", b"\x89PNG\r\n\x1a\n\0\0"))

    said = str(refused.value)
    assert isinstance(said, Reason)
    assert said == Reason("is a picture ({what}); only text is read", what="PNG")
    assert said.parts == {"what": "PNG"}


def test_a_note_from_the_other_process_can_be_told_in_another_language(
    worker: ReadingWorker, tmp_path: Path
) -> None:
    (note,) = worker.read(_file(tmp_path, "a.csv", "a,b,c\n1,x,\n2,y,\n")).notes

    assert note.template == "columns in which no row has a value are left out: {named}"
    assert note.parts == {"named": "c"}


def test_many_files_come_back_in_order_with_their_errors(
    worker: ReadingWorker, tmp_path: Path
) -> None:
    files = [_file(tmp_path, f"{i}.md", f"text {i}" if i % 3 else " ") for i in range(7)]

    results = list(worker.read_many(files))

    assert [found for found, _ in results] == files
    assert [isinstance(r, ReadingError) for _, r in results] == [i % 3 == 0 for i in range(7)]


def test_a_file_that_takes_too_long_is_stopped_and_the_others_are_read(tmp_path: Path) -> None:
    slow = _file(tmp_path, "slow.md", "# a\n\nb\n\n" * 20_000)
    after = _file(tmp_path, "after.md", "words")

    with ReadingWorker(limit_s=0.0) as worker:
        ((_, result),) = worker.read_many([slow])
        worker._limit_s = 60.0
        document = worker.read(after)

    assert isinstance(result, ReadingError)
    assert "takes too long to read: stopped after 0 s" in str(result)
    assert result.may_pass
    assert document.text == "words"


def test_a_file_that_needs_too_much_memory_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    big = _file(tmp_path, "big.md", "word " * 6_000_000)
    small = _file(tmp_path, "small.md", "words")

    with ReadingWorker(memory_bytes=120 * 1024**2) as worker:
        results = dict(worker.read_many([big, small]))

    problem = results[big]
    assert isinstance(problem, ReadingError)
    assert "needs more than 120 MB of memory" in str(problem)
    assert problem.may_pass
    assert not isinstance(results[small], ReadingError)


def test_a_child_that_dies_is_replaced(tmp_path: Path) -> None:
    files = [_file(tmp_path, f"{i}.md", "words") for i in range(3)]

    with ReadingWorker() as worker:
        reading = worker.read_many(files)
        next(reading)
        assert worker._process is not None
        worker._process.kill()
        worker._process.join()
        results = [result for _, result in reading]

    assert not any(isinstance(result, ReadingError) for result in results)


def test_a_caller_who_leaves_early_gets_no_stale_document_later(tmp_path: Path) -> None:
    files = [_file(tmp_path, f"{i}.md", f"words {i}") for i in range(5)]

    with ReadingWorker() as worker:
        reading = worker.read_many(files)
        next(reading)
        del reading
        document = worker.read(files[4])

    assert document.text == "words 4"


def test_a_child_is_replaced_after_its_share_of_files(tmp_path: Path) -> None:
    found = _file(tmp_path, "a.md", "words")

    with ReadingWorker() as worker:
        first = worker._process
        worker._served = FILES_PER_CHILD
        document = worker.read(found)
        second = worker._process

    assert document.text == "words"
    assert first is not second


def test_a_file_that_kills_the_child_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    slow = _file(tmp_path, "slow.md", "# a\n\nb\n\n" * 60_000)
    after = _file(tmp_path, "after.md", "words")
    killed: list[int] = []

    with ReadingWorker() as worker:
        reading = worker.read_many([slow, after])
        killer = threading.Thread(target=_kill_twice, args=(worker, killed))
        killer.start()
        results = [result for _, result in reading]
        killer.join()

    assert len(killed) == 2
    assert isinstance(results[0], ReadingError)
    assert "made the reader stop twice" in str(results[0])
    assert results[0].may_pass
    assert not isinstance(results[1], ReadingError)


def _kill_twice(worker: ReadingWorker, killed: list[int]) -> None:
    while len(killed) < 2:
        time.sleep(0.05)
        process = worker._process
        if process and process.pid and process.pid not in killed and worker._served:
            killed.append(process.pid)
            process.kill()


def test_a_pipe_is_not_waited_for(worker: ReadingWorker, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")

    with pytest.raises(ReadingError, match="not a regular file"):
        worker.read(FoundFile("pipe.md", tmp_path / "pipe.md"))


_PROBE = """
import json, multiprocessing, sys
from assistant.reading.confine import confine

def probe(pipe):
    confine(2 * 1024**3)
    import assistant.reading.read
    heavy = {"torch", "chromadb", "gradio", "pypdf", "trafilatura", "langchain", "numpy"}
    found = sorted(heavy & {name.split(".")[0] for name in sys.modules})
    refused = []
    import socket, subprocess
    for attempt in (lambda: socket.socket(), lambda: socket.create_connection(("127.0.0.1", 9)),
                    lambda: subprocess.run(["true"])):
        try:
            attempt()
        except PermissionError:
            refused.append(True)
    pipe.send((found, refused))

if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=probe, args=(theirs,))
    child.start()
    print(json.dumps(ours.recv()))
    child.join()
"""


def test_the_child_is_light_and_can_reach_nothing(tmp_path: Path) -> None:
    script = tmp_path / "probe.py"
    script.write_text(_PROBE)

    out = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )

    assert json.loads(out.stdout) == [[], [True, True, True]]


_PARENT = """
import sys, time
from pathlib import Path
from assistant.reading.worker import ReadingWorker

if __name__ == "__main__":
    with ReadingWorker() as worker:
        print(worker._process.pid, flush=True)
        time.sleep(60)
"""


def test_the_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(_PARENT)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    parent = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, env=environment
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())

    parent.kill()
    parent.wait()

    deadline = time.monotonic() + 20
    while _is_running(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_running(child)
    parent.stdout.close()


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"  # a zombie waits for whoever adopted it
