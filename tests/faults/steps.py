"""Every step of a run that changes a file, one by one. Needs strace, and the right to use it.

A process that stands still has written exactly what it would have written had it been killed:
a copy taken then is what `kill -9` leaves.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.trial import kill, launch

CALLS = (
    "write,pwrite64,writev,pwritev,fsync,fdatasync,rename,renameat,renameat2,ftruncate,fallocate,"
    "unlink,unlinkat,mkdir,mkdirat,rmdir"
)
_STOPPED = re.compile(rb"(\d+) +--- stopped by SIGSTOP ---")
_CALLED = re.compile(rb"\d+ +\w+\(")
PAUSE_S = 0.001


def needs_strace() -> None:
    """Skip the test where nothing can be traced."""
    if shutil.which("strace") is None:
        pytest.skip("no strace: run `sudo apt-get install strace`")
    tried = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False)
    if tried.returncode != 0:
        pytest.skip("strace is not allowed to trace here")


def killed_at(step: int) -> tuple[str, ...]:
    """What to run a command under, so that the process that first comes to this step is killed."""
    return _strace("/dev/null", f"signal=KILL:when={step}")


def steps(run: str, root: Path, index_dir: Path, aside: Path) -> Iterator[int]:
    """The number of each step, from 1. Whoever made it stands still until the next is asked for."""
    os.mkfifo(aside)
    told = os.open(aside, os.O_RDONLY | os.O_NONBLOCK)
    child = launch(run, root, index_dir, under=_strace(str(aside), "signal=STOP"))
    number, called, rest = 0, False, b""
    try:
        while (read := _read(told)) or child.poll() is None:
            *lines, rest = (rest + read).split(b"\n")
            for line in lines:
                called = called or _CALLED.match(line) is not None
                stopped = _STOPPED.match(line)
                if stopped is None:
                    continue
                if called:  # else another thread of a process that was seen to stand still
                    number, called = number + 1, False
                    yield number
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(stopped[1]), signal.SIGCONT)
        assert child.returncode == 0
    finally:
        os.close(told)
        kill(child)


def _read(told: int) -> bytes:
    try:
        read = os.read(told, 65_536)
    except BlockingIOError:
        read = b""
    if not read:
        time.sleep(PAUSE_S)
    return read


def _strace(output: str, fault: str) -> tuple[str, ...]:
    traced = ("-e", f"trace={CALLS}", "-e", f"inject={CALLS}:{fault}")
    return ("strace", "-f", "-qq", "-o", output, *traced)
