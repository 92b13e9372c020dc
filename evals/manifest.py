"""What a run was made with: a number without machine, commit and settings cannot be repeated."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from pathlib import Path

from assistant.settings import Settings

REPOSITORY = Path(__file__).resolve().parent.parent
CORPUS = REPOSITORY / "corpus"


def now() -> str:
    """Local time with its offset, ISO 8601, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def describe_machine() -> str:
    """Processor, cores and Python in one line: what a latency depends on."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python = platform.python_version()
    return f"{platform.system()} {platform.machine()}, {cores} cores, Python {python}"


def describe_commit(folder: Path = REPOSITORY) -> str:
    """The checkout's commit, with "+changes" when files differ from it; "" without git."""
    head = _git(folder, ["rev-parse", "HEAD"])
    if not head:
        return ""
    return head + ("+changes" if _git(folder, ["status", "--porcelain"]) else "")


def describe_settings(settings: Settings) -> dict[str, str]:
    """Every setting by name, as text."""
    return {f.name: str(getattr(settings, f.name)) for f in fields(settings)}


def footprint(counts: Mapping[str, int], index_dir: Path) -> dict[str, int]:
    """What the run weighed: `counts` of the library, index_bytes on disk, peak_memory_bytes.

    Memory is the most this process ever held, whatever it did before.
    """
    files = (file for file in index_dir.rglob("*") if file.is_file())
    return {
        **counts,
        "index_bytes": sum(file.stat().st_size for file in files),
        "peak_memory_bytes": _peak_memory_bytes(),
    }


def _peak_memory_bytes() -> int:
    try:
        import resource  # not on Windows
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _git(folder: Path, arguments: list[str]) -> str:
    try:
        done = subprocess.run(  # noqa: S603  # fixed words
            ["git", "-C", str(folder), *arguments],  # noqa: S607  # the user's own git
            capture_output=True,
            text=True,
            check=True,
            timeout=20,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()
