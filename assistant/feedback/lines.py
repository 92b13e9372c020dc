"""A file of one JSON object a line that only grows: nothing in it is ever changed.

A line is written whole or not at all, and is on the disk when `append_line` returns. What a crash
or an editor has broken costs that line and no other.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from assistant.indexing.flush import flush

T = TypeVar("T")
_log = logging.getLogger(__name__)


def append_line(path: Path, record: Mapping[str, object], *, mode: int) -> None:
    """Add one object; the file is made with `mode` when it is not there. Raises OSError.

    One writer at a time: the caller holds a lock, or is alone.
    """
    text = json.dumps(record, ensure_ascii=False)
    # Half of a surrogate pair has no UTF-8; a question mark in its place keeps every position.
    data = text.encode("utf-8", "replace") + b"\n"
    made = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, mode)
    try:
        _write_whole(handle, data)
    finally:
        os.close(handle)
    if made:
        flush(path.parent)


def read_lines(path: Path, make: Callable[[Mapping[str, object]], T]) -> list[T]:
    """What `make` makes of each object, in the order of the file; empty when there is no file.

    A line that is no JSON object, or of which `make` raises ValueError, KeyError or TypeError, is
    left out with a warning. Raises OSError when the file cannot be read.
    """
    if not path.exists():
        return []
    values = []
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
            if not isinstance(raw, dict):
                raise TypeError("it is not an object")
            values.append(make(raw))
        except (ValueError, KeyError, TypeError) as exc:
            _log.warning(
                "%s, line %d is broken and left out: %s: %s",
                path,
                number,
                type(exc).__name__,
                exc,
            )
    return values


def _write_whole(handle: int, data: bytes) -> None:
    """Write at the end of the file; on an error the file is as it was."""
    size = os.fstat(handle).st_size
    if size and os.pread(handle, 1, size - 1) != b"\n":
        data = b"\n" + data  # after a line that a crash cut short, or an editor left open
    try:
        while data:
            data = data[os.write(handle, data) :]
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, size)
        raise
