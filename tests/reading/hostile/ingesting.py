"""One run of an ingest with the real reading child, and what it did with each file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from assistant.indexing.library import Library
from assistant.indexing.plan import list_root
from assistant.indexing.report import Report
from assistant.indexing.sync import sync_roots
from tests.indexing.made import OpenedEncoders


def ingested(library: Library, folder: Path) -> Report:
    """Read a folder into a library, each file in the child process."""
    steps = sync_roots(library, [list_root(folder, library)], OpenedEncoders())
    while True:
        try:
            next(steps)
        except StopIteration as end:
            assert isinstance(end.value, Report)
            return end.value


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """The folder with these files in it, by name."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def assert_each_reason_is_a_sentence(report: Report) -> None:
    """No crash stands behind a failed file, and its reason can be shown."""
    for name, reason in [*report.failed, *report.skipped]:
        assert "cannot be read:" not in reason, (name, reason)  # an exception nobody foresaw
        assert "made the reader stop" not in reason, (name, reason)
        assert reason.isprintable(), (name, reason)
        assert len(reason) > 5, (name, reason)
