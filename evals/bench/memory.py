"""How much memory a program takes at most, watched from outside while it runs."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Self

# Between two looks: a look takes 0.1 ms, and what is held for less time than this is missed.
EVERY_S = 0.05


class PeakMemory:
    """The most that a process and all it started held at once, between `with` and its end.

    Resident memory, added up: libraries that several of the processes share count in each.
    `peak_bytes` is None where there is no /proc, as on macOS. What the kernel itself remembers of
    a process is no use here: a new one begins with the peak of the process that started it.
    """

    def __init__(self, pid: int) -> None:
        self.peak_bytes: int | None = None
        self._pid = pid
        self._ended = threading.Event()
        self._watch = threading.Thread(target=self._look_again, name="memory", daemon=True)

    def __enter__(self) -> Self:
        self._look()
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._watch.join()

    def _look_again(self) -> None:
        while not self._ended.wait(EVERY_S):
            self._look()

    def _look(self) -> None:
        if found := resident_bytes(self._pid):
            self.peak_bytes = max(found, self.peak_bytes or 0)


def resident_bytes(pid: int) -> int:
    """What a process and everything it started hold in memory now; 0 when it is gone."""
    process = Path("/proc") / str(pid)
    try:
        pages = int((process / "statm").read_text().split()[1])
        children = [
            child
            for thread in (process / "task").iterdir()
            for child in (thread / "children").read_text().split()
        ]
    except (OSError, IndexError):
        return 0  # it ended while it was looked at
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(resident_bytes(int(c)) for c in children)
