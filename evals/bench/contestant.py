"""One side of a race in a process of its own: loaded once, run whenever it is told to.

Each side has its own memory that way, and none waits for another's imports. What is told and
what is answered is a line of JSON on its standard input and output (`contestants.py`).
"""

from __future__ import annotations

import json
import select
import subprocess
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, Self

from evals.bench.memory import PeakMemory
from evals.bench.processes import (
    BenchError,
    end_process,
    last_line,
    python,
    shown,
    start_process,
)
from evals.bench.race import Turn

LOAD_S = 300.0  # longest it may take to be ready; importing sentence-transformers took 27 s
TURN_S = 1800.0  # longest a turn may take


class Contestant:
    """Use it in a `with` block; entering waits until everything is loaded and has run once."""

    def __init__(self, name: str, index_dir: Path) -> None:
        """`name`: of `contestants.CONTESTANTS`; `index_dir`: an index of what is ingested."""
        self._command = python("-m", "evals.bench.contestants", name, str(index_dir))
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._errors: IO[str] = self._open.enter_context(tempfile.TemporaryFile("w+"))
        self._process = start_process(
            self._command, output=subprocess.PIPE, errors=self._errors, talk=True
        )
        self._open.callback(self._end)
        try:
            self._read_line(LOAD_S)
        except BaseException:
            self._open.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def turn(self, source: Path, target: Path) -> Turn:
        """Ingest the folder `source` into the new or known folder `target`.

        The clock is the contestant's own. Raises BenchError when it fails or takes too long.
        """
        assert self._process.stdin is not None
        with PeakMemory(self._process.pid) as memory:
            self._process.stdin.write(json.dumps([str(source), str(target)]) + "\n")
            self._process.stdin.flush()
            answer = json.loads(self._read_line(TURN_S))
        return Turn(answer["seconds"], memory.peak_bytes, answer["passages"])

    def _read_line(self, timeout_s: float) -> str:
        output = self._process.stdout
        assert output is not None
        if not select.select([output], [], [], timeout_s)[0]:
            raise BenchError(f"{shown(self._command)}: said nothing for {timeout_s:.0f} s")
        if line := output.readline():
            return line
        self._process.wait(TURN_S)
        raise BenchError(
            f"{shown(self._command)}: exit code {self._process.returncode};"
            f" {last_line(self._errors)}"
        )

    def _end(self) -> None:
        end_process(self._process)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(BrokenPipeError):  # what it was told last, it may not have read
                pipe.close()
