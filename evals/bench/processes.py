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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import IO, NamedTuple

from assistant.errors import AssistantError
from evals.bench.memory import PeakMemory
from evals.bench.race import Turn
from evals.manifest import REPOSITORY

POLL_S = 0.02  # between two looks at a page that is not ready; a start takes seconds
SERVER_S = 300.0  # longest a server may take to listen
GRACE_S = 10.0  # between asking a program to end and ending it

# What these libraries would otherwise do before the first line of ours.
QUIET = {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}


class BenchError(AssistantError):
    """A program that was to be timed failed, or took too long."""


class Ended(NamedTuple):
    """A program that has run."""

    turn: Turn
    output: str  # what it wrote to standard output


def python(*arguments: str) -> list[str]:
    """A command that runs this interpreter."""
    return [sys.executable, *arguments]


def time_process(command: Sequence[str], *, timeout_s: float) -> Turn:
    """A program from start to end, in a new process each time. Raises as `run_process`."""
    return run_process(command, timeout_s=timeout_s).turn


def run_process(command: Sequence[str], *, timeout_s: float) -> Ended:
    """A program from start to end, with what it wrote.

    Raises BenchError when it fails or does not end in time.
    """
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        started = time.perf_counter()
        process = start_process(command, output=output, errors=errors)
        try:
            with PeakMemory(process.pid) as memory:
                code = process.wait(timeout_s)
                elapsed_s = time.perf_counter() - started
        except subprocess.TimeoutExpired as exc:
            raise BenchError(f"{shown(command)}: did not end in {timeout_s:.0f} s") from exc
        finally:
            end_process(process)
        if code:
            raise BenchError(f"{shown(command)}: exit code {code}; {last_line(errors)}")
        output.seek(0)
        return Ended(Turn(elapsed_s, memory.peak_bytes), output.read())


def time_to_page(command: Sequence[str], url: str, *, timeout_s: float) -> Turn:
    """A server from its start to its first HTTP 200 at `url`; it is ended then.

    Raises BenchError when it ends by itself or is not ready in time.
    """
    with tempfile.TemporaryFile("w+") as errors:
        started = time.perf_counter()
        process = start_process(command, output=errors, errors=errors)
        try:
            with PeakMemory(process.pid) as memory:
                while not _answers(url):
                    if process.poll() is not None:
                        raise BenchError(
                            f"{shown(command)}: ended with code {process.returncode} before its"
                            f" page was ready; {last_line(errors)}"
                        )
                    if time.perf_counter() - started > timeout_s:
                        raise BenchError(f"{shown(command)}: no page at {url} in {timeout_s:.0f} s")
                    time.sleep(POLL_S)
                elapsed_s = time.perf_counter() - started
            return Turn(elapsed_s, memory.peak_bytes)
        finally:
            end_process(process)


@contextmanager
def program(
    *arguments: str, port: int, settings: Mapping[str, str] | None = None
) -> Iterator[None]:
    """A server of our own, once it listens on the port, until the end of the `with` block.

    Raises BenchError when it ends by itself or is not there in time.
    """
    with tempfile.TemporaryFile("w+") as errors:
        command = python(*arguments)
        process = start_process(command, output=errors, errors=errors, settings=settings)
        try:
            started = time.perf_counter()
            while not _answers(f"http://127.0.0.1:{port}/"):
                if process.poll() is not None:
                    raise BenchError(f"{shown(command)}: ended; {last_line(errors)}")
                if time.perf_counter() - started > SERVER_S:
                    raise BenchError(f"{shown(command)}: not there after {SERVER_S:.0f} s")
                time.sleep(POLL_S)
            yield
        finally:
            end_process(process)


def free_port() -> int:
    """A port on loopback that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_process(
    command: Sequence[str],
    *,
    output: IO[str] | int,
    errors: IO[str],
    talk: bool = False,
    settings: Mapping[str, str] | None = None,
) -> subprocess.Popen[str]:
    """Start a program in the repository's folder; `talk`: its standard input stays open."""
    return subprocess.Popen(  # noqa: S603  # our own programs
        list(command),
        cwd=REPOSITORY,
        env={**os.environ, **QUIET, **(settings or {})},
        stdin=subprocess.PIPE if talk else subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        text=True,
        start_new_session=True,  # a group of its own, so that children can be ended with it
    )


def end_process(process: subprocess.Popen[str]) -> None:
    """End a program started here with everything it started: its own process group, by its id."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with suppress(subprocess.TimeoutExpired):
            process.wait(GRACE_S)
            return


def say(text: str) -> None:
    """Progress, to standard error."""
    print(text, file=sys.stderr, flush=True)


def shown(command: Sequence[str]) -> str:
    """A command as a person would type it."""
    return " ".join(["python", *command[1:]])


def last_line(errors: IO[str]) -> str:
    """What a program said last before it ended."""
    errors.seek(0)
    lines = errors.read().strip().splitlines()
    return f"last words: {lines[-1]!r}" if lines else "it said nothing"


def _answers(url: str) -> bool:
    # No proxy: the page is on this machine, whatever the environment says.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False
