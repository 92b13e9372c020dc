from __future__ import annotations

import json
import logging
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.feedback.lines import append_line, read_lines
from tests.small_index import python

ONE: Mapping[str, object] = {"n": 1, "text": 'line\nend, "quote", \u2028, ü'}
TWO: Mapping[str, object] = {"n": 2}


def number(raw: Mapping[str, object]) -> int:
    return int(str(raw["n"]))


def test_objects_come_back_in_order_and_each_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"

    append_line(path, ONE, mode=0o600)
    append_line(path, TWO, mode=0o600)

    assert read_lines(path, dict) == [ONE, TWO]
    assert path.read_bytes().count(b"\n") == 2


def test_the_file_is_made_with_the_mode_that_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"

    append_line(path, ONE, mode=0o600)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_where_nothing_was_written_nothing_is_read(tmp_path: Path) -> None:
    assert read_lines(tmp_path / "log.jsonl", dict) == []


@pytest.mark.parametrize(
    "broken", [b'{"n": 2, "te', b"[3]", b'{"m": 3}', b'{"n": "x"}', b'{"n": "\xff"}', b"\x00\x00"]
)
def test_a_broken_last_line_costs_no_other(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, broken: bytes
) -> None:
    path = tmp_path / "log.jsonl"
    append_line(path, ONE, mode=0o600)
    with path.open("ab") as file:
        file.write(broken)

    with caplog.at_level(logging.WARNING):
        before = read_lines(path, number)
        append_line(path, TWO, mode=0o600)
        after = read_lines(path, number)

    assert (before, after) == ([1], [1, 2])
    assert "log.jsonl, line 2 is broken and left out" in caplog.text


def test_a_line_that_an_editor_left_open_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text('{"n": 1}')

    append_line(path, TWO, mode=0o600)

    assert read_lines(path, number) == [1, 2]


def test_half_a_surrogate_pair_does_not_stop_the_line(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"

    append_line(path, {"text": "half \ud83d!"}, mode=0o600)

    assert read_lines(path, dict) == [{"text": "half ?!"}]


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    append_line(path, ONE, mode=0o600)
    before = path.read_bytes()
    limit = len(before) + 100
    script = (  # the limit would hold for this whole process: another one is given it
        "import resource, signal, pathlib; from assistant.feedback.lines import append_line;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, resource.RLIM_INFINITY));"
        f"append_line(pathlib.Path({str(path)!r}), {{'text': 'x' * 500}}, mode=0o600)"
    )

    done = python("-c", script)

    assert "OSError: [Errno 27] File too large" in done.stderr
    assert path.read_bytes() == before


def test_only_the_new_line_is_written(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    append_line(path, ONE, mode=0o600)
    inode = path.stat().st_ino

    append_line(path, TWO, mode=0o600)

    assert path.stat().st_ino == inode
    assert json.loads(path.read_bytes().splitlines()[-1]) == TWO
