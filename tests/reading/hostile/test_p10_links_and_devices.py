from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from assistant.indexing.library import Library
from assistant.indexing.plan import list_root
from assistant.reading.files import FoundFile, find_files
from assistant.reading.worker import ReadingWorker
from tests.reading.hostile.ingesting import ingested, write_all

pytestmark = [
    pytest.mark.slow,  # starts processes
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders"),
    pytest.mark.timeout(120),
]


def _hostile_folder(tmp_path: Path) -> tuple[Path, socket.socket]:
    root = tmp_path / "root"
    write_all(root, {"good.md": b"good words", "sub/b.md": b"more words"})
    write_all(tmp_path, {"outside/secret.md": b"secret", "outside/linked.md": b"linked words"})
    (root / "file.md").symlink_to(tmp_path / "outside" / "secret.md")
    (root / "relative.md").symlink_to("../outside/secret.md")
    (root / "folder").symlink_to(tmp_path / "outside")
    (root / "loop").symlink_to(root)
    (root / "sub" / "up").symlink_to("..")
    (root / "self.md").symlink_to("self.md")
    (root / "ping.md").symlink_to("pong.md")
    (root / "pong.md").symlink_to("ping.md")
    (root / "proc").symlink_to("/proc")
    (root / "zero.md").symlink_to("/dev/zero")
    (root / "environ.txt").symlink_to("/proc/self/environ")
    (root / "stdin.md").symlink_to("/dev/stdin")
    os.link(tmp_path / "outside" / "linked.md", root / "hard.md")
    os.mkfifo(root / "pipe.md")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(os.path.relpath(root / "socket.md"))
    return root, listener


def test_links_pipes_and_devices_neither_escape_nor_hang(tmp_path: Path) -> None:
    root, listener = _hostile_folder(tmp_path)

    with Library(tmp_path / "index", create=True) as library:
        report = ingested(library, root)
        texts = {s.doc_id: library.document(s.doc_id).text for s in library.sources()}
    listener.close()

    # A hard link is the file itself: whoever put it there may read it.
    assert texts == {"good.md": "good words", "sub/b.md": "more words", "hard.md": "linked words"}
    assert report.failed == []
    assert {name for name, _ in report.skipped} == {
        "file.md", "relative.md", "folder", "loop", "sub/up", "self.md", "ping.md", "pong.md",
        "proc", "zero.md", "environ.txt", "stdin.md", "pipe.md", "socket.md",
    }  # fmt: skip


def test_a_file_exchanged_after_it_was_listed_neither_escapes_nor_hangs(tmp_path: Path) -> None:
    root = tmp_path / "root"
    names = ("link.md", "pipe.md", "folder/a.md", "gone.md", "good.md")
    write_all(root, dict.fromkeys(names, b"words"))
    write_all(tmp_path, {"secret.md": b"secret", "outside/a.md": b"secret"})
    found = find_files(root).files

    for name in ("link.md", "pipe.md", "folder/a.md", "gone.md"):
        (root / name).unlink()
    (root / "folder").rmdir()
    (root / "folder").symlink_to(tmp_path / "outside")
    (root / "link.md").symlink_to(tmp_path / "secret.md")
    os.mkfifo(root / "pipe.md")
    with ReadingWorker() as worker:
        results = {f.doc_id: str(result) for f, result in worker.read_many(found)}

    assert "became a link" in results["link.md"]
    assert "became a link" in results["folder/a.md"]
    assert "not a regular file" in results["pipe.md"]
    assert "No such file" in results["gone.md"]
    assert "words" in results["good.md"]
    assert not any("secret" in result for result in results.values())


def test_the_plan_hashes_no_file_that_became_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "a.md").write_text("words")

    root = list_root(tmp_path, None)

    assert root.plan.read == ("a.md",)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may make a device")
def test_a_device_is_not_opened(tmp_path: Path) -> None:
    import stat

    device = tmp_path / "zero.md"
    try:
        os.mknod(device, 0o600 | stat.S_IFCHR, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("this system lets nobody make a device")

    with ReadingWorker() as worker:
        ((_, result),) = worker.read_many([FoundFile("zero.md", device, tmp_path)])

    assert "not a regular file" in str(result)
