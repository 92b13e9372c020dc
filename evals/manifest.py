"""What a run was made with: a number without machine, commit and settings cannot be repeated."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import fields
from datetime import datetime
from pathlib import Path

from assistant.settings import Settings

REPOSITORY = Path(__file__).resolve().parent.parent


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
