from __future__ import annotations

import subprocess
import sys

import pytest

from evals.bench.memory import PeakMemory, resident_bytes

MB = 1_000_000

# Takes what it is told for a moment and gives it back, itself or in a process of its own.
TAKE = (
    "import time; held = b'x' * {size}; time.sleep(0.5); del held; print('given back', flush=True)"
)
TAKE_IN_CHILD = "import subprocess, sys; subprocess.run([sys.executable, '-S', '-c', {code!r}])"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")


def peak_of(code: str) -> int:
    process = subprocess.Popen(
        [sys.executable, "-S", "-c", code], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
    )
    with PeakMemory(process.pid) as memory:
        process.communicate()
    assert memory.peak_bytes is not None
    return memory.peak_bytes


def test_what_was_given_back_before_the_end_counts() -> None:
    assert 200 * MB < peak_of(TAKE.format(size=200 * MB)) < 300 * MB


def test_what_a_child_takes_counts() -> None:
    code = TAKE.format(size=200 * MB)

    assert peak_of(TAKE_IN_CHILD.format(code=code)) > 200 * MB


def test_what_the_watching_process_holds_does_not_count() -> None:
    held = b"x" * 200 * MB

    assert peak_of("pass") < len(held) / 2


def test_a_process_that_is_gone_holds_nothing() -> None:
    process = subprocess.Popen([sys.executable, "-S", "-c", "pass"])
    process.wait()

    with PeakMemory(process.pid) as memory:
        pass

    assert resident_bytes(process.pid) == 0
    assert memory.peak_bytes is None
