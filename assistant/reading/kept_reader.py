"""A reading child that outlives a run, for programs that read a file now and then.

Starting one takes 0.5 to 1 s, nearly all of it imports: as long as reading and encoding ten pages.
It ends by itself when nobody asks it for `IDLE_S`, and with the program.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.reading.worker import ReadingWorker


class KeptReader:
    """Opens the same reader again and again; one caller at a time, another waits."""

    def __init__(self, worker: ReadingWorker | None = None) -> None:
        """`worker`: None is one as it comes."""
        self._worker = worker or ReadingWorker()
        self._in_use = threading.Lock()

    @contextmanager
    def __call__(self) -> Iterator[ReadingWorker]:
        """The reader, its child started unless it is there."""
        with self._in_use:
            self._worker.start()
            yield self._worker
