from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.catalogue import OpenedFile
from assistant.reading.files import RECORDING_SUFFIXES
from assistant.ui.opened_file import TYPES, send_file

Fetch = Callable[..., object]


def sent(path: Path, **headers: str) -> tuple[int, str, bytes]:
    """Status, type and body of what is sent for this file."""
    response = TestClient(send_file(OpenedFile(path.open("rb"), path))).get("/", headers=headers)
    return response.status_code, response.headers["content-type"], response.content


def made(tmp_path: Path, name: str, content: bytes) -> Path:
    (tmp_path / name).write_bytes(content)
    return tmp_path / name


@pytest.mark.parametrize(
    ("name", "content", "shown_as"),
    [
        ("a.pdf", b"%PDF-1.7", "application/pdf"),
        ("a.PDF", b"%PDF-1.7", "application/pdf"),
        ("a.md", "# Überschrift".encode(), "text/plain; charset=utf-8"),
        ("a.html", b"<script>alert(1)</script>", "text/plain; charset=utf-8"),
        ("a.xml", b"<x/>", "text/plain; charset=utf-8"),
        ("a.svg", b"<svg onload='x'/>", "text/plain; charset=utf-8"),
        ("LICENSE", b"MIT", "text/plain; charset=utf-8"),
        ("old.txt", "Überschrift".encode("latin-1"), "text/plain"),
        ("a.mp3", b"ID3", "audio/mpeg"),
    ],
)
def test_a_file_is_sent_as_something_that_runs_nothing(
    tmp_path: Path, name: str, content: bytes, shown_as: str
) -> None:
    assert sent(made(tmp_path, name, content)) == (200, shown_as, content)


def test_a_part_of_a_recording_is_sent_where_a_part_is_asked_for(tmp_path: Path) -> None:
    recording = made(tmp_path, "a.mp3", b"0123456789")

    assert sent(recording, Range="bytes=4-6") == (206, "audio/mpeg", b"456")
    assert sent(recording, Range="bytes=99-")[0] == 416


def test_what_was_opened_is_sent_though_its_name_has_become_a_link(tmp_path: Path) -> None:
    path, secret = made(tmp_path, "a.md", b"ours"), made(tmp_path, "secret.md", b"not ours")
    opened = OpenedFile(path.open("rb"), path)
    path.unlink()
    path.symlink_to(secret)

    response = TestClient(send_file(opened)).get("/")

    assert response.content == b"ours"
    assert opened.file.closed


def test_a_name_of_any_script_travels_in_its_header(tmp_path: Path) -> None:
    path = made(tmp_path, "定義 “x”.md", b"x")

    response = TestClient(send_file(OpenedFile(path.open("rb"), path))).get("/")

    assert response.headers["content-disposition"] == (
        "inline; filename*=utf-8''%E5%AE%9A%E7%BE%A9%20%E2%80%9Cx%E2%80%9D.md"
    )


def test_every_recording_that_is_known_has_a_type() -> None:
    assert TYPES.keys() >= RECORDING_SUFFIXES
