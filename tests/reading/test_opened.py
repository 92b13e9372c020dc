from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from assistant.errors import ReadingError
from assistant.reading.opened import open_regular, read_regular

MOST = 1_000_000


def test_a_file_in_its_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.md").write_text("text")

    assert read_regular(tmp_path / "a" / "b.md", root=tmp_path, most_bytes=MOST) == b"text"


def test_a_link_that_took_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "a.md").symlink_to(tmp_path / "secret")

    with pytest.raises(ReadingError, match="became a link"):
        read_regular(tmp_path / "root" / "a.md", root=tmp_path / "root", most_bytes=MOST)


def test_a_folder_that_became_a_link_does_not_lead_out_of_the_root(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.md").write_text("secret")
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "folder").symlink_to(tmp_path / "outside")

    with pytest.raises(ReadingError, match="became a link"):
        read_regular(tmp_path / "root" / "folder" / "a.md", root=tmp_path / "root", most_bytes=MOST)


def test_a_root_that_is_reached_through_a_link_is_read(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("text")
    (tmp_path / "link").symlink_to(tmp_path / "docs")

    data = read_regular(tmp_path / "link" / "a.md", root=tmp_path / "link", most_bytes=MOST)

    assert data == b"text"


def test_a_file_that_was_named_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "v2.md").write_text("text")
    (tmp_path / "current.md").symlink_to("v2.md")

    assert read_regular(tmp_path / "current.md", most_bytes=MOST) == b"text"


@pytest.mark.timeout(10)
@pytest.mark.parametrize("looked_at_before", [True, False])
def test_a_pipe_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, looked_at_before: bool
) -> None:
    pipe = tmp_path / "a.md"
    os.mkfifo(pipe)
    if not looked_at_before:  # exchanged between the look and the opening
        (tmp_path / "regular").write_text("")
        status = (tmp_path / "regular").stat()
        monkeypatch.setattr(Path, "stat", lambda self, **_: status)

    with pytest.raises(ReadingError, match="not a regular file"):
        read_regular(pipe, root=tmp_path, most_bytes=MOST)


def test_devices_sockets_and_folders_are_refused(tmp_path: Path) -> None:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "socket.md"))

    for path in (Path("/dev/zero"), tmp_path / "socket.md", tmp_path):
        with pytest.raises(ReadingError, match="not a regular file"):
            read_regular(path, most_bytes=MOST)
    listener.close()


def test_a_file_that_has_grown_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("text" * 10)

    with pytest.raises(ReadingError, match="too large"):
        read_regular(tmp_path / "a.md", root=tmp_path, most_bytes=30)


def test_a_refused_file_leaves_no_handle_open(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("text")
    handles = Path("/proc/self/fd")
    if not handles.is_dir():
        pytest.skip("no /proc to count open files in")
    before = len(list(handles.iterdir()))

    for _ in range(20):
        with pytest.raises(ReadingError):
            open_regular(tmp_path / "a.md", root=tmp_path / "elsewhere")

    assert len(list(handles.iterdir())) == before
