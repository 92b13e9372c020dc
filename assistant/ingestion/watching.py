"""A folder that is followed: what changes in it is in the index a few seconds later.

It is looked at again and again, which works on every disk, also on one of another machine, where
no system tells of changes. A look asks for the size and the times of each file, nothing else.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from assistant.errors import AssistantError
from assistant.indexing.encoder import OpenEncoder, open_encoder
from assistant.indexing.report import Report
from assistant.ingestion.ingest import ingest
from assistant.reading.kept_reader import KeptReader
from assistant.settings import Settings

EVERY_S = 2.0  # between two looks

Look = dict[str, tuple[int, int, int]]  # size, time and inode by path


def watch(
    settings: Settings,
    paths: Sequence[Path],
    *,
    encoder: OpenEncoder | None = None,
    every_s: float = EVERY_S,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[str]:
    """A line for each change, for ever.

    A change is taken in when two looks in a row find the same: a file that is still being copied
    is left until it is whole. A round that fails is told, and tried again at the next change.
    """
    opened = cache(encoder or (lambda: open_encoder(settings.embedding_model, settings.cache_dir)))
    reader = KeptReader()
    told: set[str] = set()  # what failed before: it fails again with every round
    done: Look | None = None
    before: Look | None = None
    while True:
        now = _look(paths)
        if now == before and now != done:
            done = now
            for line in _round(settings, paths, opened, reader):
                if line not in told:
                    yield line
                if line.startswith(("failed", "not done")):
                    told.add(line)
        before = now
        sleep(every_s)


def _round(
    settings: Settings, paths: Sequence[Path], encoder: OpenEncoder, reader: KeptReader
) -> Iterator[str]:
    try:
        for step in ingest(settings, paths, encoder=encoder, reader=reader):
            if isinstance(step, Report):
                yield from _changes(step)
    except AssistantError as exc:
        yield f"not done: {exc}"


def _changes(report: Report) -> Iterator[str]:
    for name, passages in report.read:
        yield f"read {name} ({passages} passages)"
    for name in report.gone:
        yield f"removed {name}"
    for name, reason in report.failed:
        yield f"failed {name}: {reason}"


def _look(paths: Sequence[Path]) -> Look:
    """Every file, also those that only describe others."""
    found: Look = {}
    for path in paths:
        for file in _files(path):
            try:
                status = file.stat()
            except OSError:
                continue  # gone since, or a link that leads nowhere
            found[str(file)] = status.st_size, status.st_mtime_ns, status.st_ino
    return found


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
    for folder, subfolders, names in os.walk(path):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        yield from (Path(folder) / name for name in names if not name.startswith("."))
