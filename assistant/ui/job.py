"""One change of the documents that goes on behind the page, whoever looks at it.

It is no request of one reader: who closes the page does not stop it, and everyone sees how far it
is.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from assistant.catalogue import Changed, FileResult, Stopped
from assistant.errors import AssistantError
from assistant.indexing.report import Progress

Steps = Iterator[Progress | Changed]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JobState:
    """How far the change is, or how it ended."""

    running: bool = False
    stopping: bool = False
    progress: Progress | None = None  # None: nothing was told yet
    results: tuple[FileResult, ...] = ()
    problem: str = ""  # why it ended without results
    fault: bool = False  # it ended by a fault that the program does not know


class Job:
    """Runs one change at a time, in a thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._done.set()
        self._stopped = threading.Event()
        self._state = JobState()

    @property
    def state(self) -> JobState:
        """How it stands now."""
        return self._state

    def start(self, steps: Callable[[Stopped], Steps]) -> bool:
        """Begin a change, which is handed what tells it to stop. False: another is running."""
        with self._lock:
            if self._state.running:
                return False
            self._state = JobState(running=True)
            self._stopped.clear()
            self._done.clear()
        thread = threading.Thread(target=self._run, args=(steps,), name="change", daemon=True)
        thread.start()
        return True

    def stop(self) -> None:
        """Ask the change to end; what is read by then is kept."""
        with self._lock:
            if self._state.running:
                self._stopped.set()
                self._state = replace(self._state, stopping=True)

    def wait(self, timeout_s: float) -> bool:
        """Whether it has ended within this time."""
        return self._done.wait(timeout_s)

    def _run(self, steps: Callable[[Stopped], Steps]) -> None:
        ended = JobState()
        try:
            for step in steps(self._stopped.is_set):
                if isinstance(step, Changed):
                    ended = JobState(results=step.results)
                else:
                    with self._lock:
                        self._state = replace(self._state, progress=step)
        except AssistantError as exc:
            _log.warning("documents not changed: %s", exc)
            ended = JobState(problem=str(exc))
        except Exception:  # noqa: BLE001  # outermost loop of this thread: the page must hear of it
            _log.exception("documents not changed")
            ended = JobState(fault=True)
        with self._lock:
            self._state = ended
        self._done.set()
