"""Programs started, timed from outside and ended again; everything on loopback, bounded in time."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO

from assistant.errors import AssistantError
from evals.manifest import REPOSITORY

POLL_S = 0.02  # between two looks at a page that is not ready; a start takes seconds
GRACE_S = 10.0  # between asking a program to end and ending it

# What these libraries would otherwise do before the first line of ours.
QUIET = {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}


class BenchError(AssistantError):
    """A program that was to be timed failed, or took too long."""


def python(*arguments: str) -> list[str]:
    """A command that runs this interpreter."""
    return [sys.executable, *arguments]


def time_process(command: Sequence[str], *, timeout_s: float) -> float:
    """Seconds from start to end of a program, from a new process each time.

    Raises BenchError when it fails or does not end in time.
    """
    return run_process(command, timeout_s=timeout_s)[0]


def run_process(command: Sequence[str], *, timeout_s: float) -> tuple[float, str]:
    """Seconds from start to end, and what it wrote to standard output."""
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        started = time.perf_counter()
        process = _start(command, output, errors)
        try:
            code = process.wait(timeout_s)
            elapsed_s = time.perf_counter() - started
        except subprocess.TimeoutExpired as exc:
            raise BenchError(f"{_shown(command)}: did not end in {timeout_s:.0f} s") from exc
        finally:
            end_process(process)
        if code:
            raise BenchError(f"{_shown(command)}: exit code {code}; {_last_line(errors)}")
        output.seek(0)
        return elapsed_s, output.read()


def time_to_page(command: Sequence[str], url: str, *, timeout_s: float) -> float:
    """Seconds from starting a server to its first HTTP 200 at `url`; the server is ended.

    Raises BenchError when it ends by itself or is not ready in time.
    """
    with tempfile.TemporaryFile("w+") as errors:
        started = time.perf_counter()
        process = _start(command, errors, errors)
        try:
            while not _answers(url):
                if process.poll() is not None:
                    raise BenchError(
                        f"{_shown(command)}: ended with code {process.returncode} before its page"
                        f" was ready; {_last_line(errors)}"
                    )
                if time.perf_counter() - started > timeout_s:
                    raise BenchError(f"{_shown(command)}: no page at {url} in {timeout_s:.0f} s")
                time.sleep(POLL_S)
            return time.perf_counter() - started
        finally:
            end_process(process)


def free_port() -> int:
    """A port on loopback that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def end_process(process: subprocess.Popen[str]) -> None:
    """End a program started here with everything it started: its own process group, by its id."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with suppress(subprocess.TimeoutExpired):
            process.wait(GRACE_S)
            return


def _start(
    command: Sequence[str], output: IO[str], errors: IO[str], more: Mapping[str, str] = QUIET
) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603  # our own programs
        list(command),
        cwd=REPOSITORY,
        env={**os.environ, **more},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        text=True,
        start_new_session=True,  # a group of its own, so that children can be ended with it
    )


def _answers(url: str) -> bool:
    # No proxy: the page is on this machine, whatever the environment says.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _shown(command: Sequence[str]) -> str:
    return " ".join(["python", *command[1:]])


def _last_line(errors: IO[str]) -> str:
    errors.seek(0)
    lines = errors.read().strip().splitlines()
    return f"last words: {lines[-1]!r}" if lines else "it said nothing"
