"""Work of a server in the background: it goes on when a page is closed, and any number may watch.

A download and the loading of a model are such jobs.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field, replace

from assistant.answering.pull import Progress
from assistant.errors import ModelError
from assistant.reason import Reason, phrase

Begin = Callable[[str], Generator[Progress]]  # of a model; closing it closes the request
UNEXPECTED = phrase("the work on {name!r} broke off for a reason that is in the log; try again")
STOPPING_S = 2.0  # within which the request is closed; a heartbeat comes each half second

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """How far the work on one model is."""

    name: str
    progress: Progress = field(default_factory=Progress)
    running: bool = True
    problem: str = ""  # why it ended before its end, with the next step
    stopped: bool = False  # by a person; Ollama keeps what came


class Jobs:
    """At most one job of a sort at a time: two downloads share a line, two loadings the memory."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        self._last: Job | None = None

    @property
    def last(self) -> Job | None:
        """The job that runs, or the last that ran; None: there was none."""
        return self._last

    def start(self, name: str) -> None:
        """Begin. Raises ModelError when another one runs."""
        with self._lock:
            if self._last is not None and self._last.running:
                raise ModelError(
                    "{name!r} is still on its way; wait for it, or stop it first",
                    name=self._last.name,
                )
            self._last, self._stop = Job(name), threading.Event()
            run = threading.Thread(target=self._run, args=(name, self._stop), daemon=True)
            self._thread = run
            run.start()

    def stop(self) -> None:
        """End the job; returns when its request is closed."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(STOPPING_S)

    def _run(self, name: str, stop: threading.Event) -> None:
        state = Job(name)
        try:
            with closing(self._begin(name)) as items:
                for progress in items:
                    if stop.is_set():
                        state = replace(state, stopped=True)
                        break
                    # A heartbeat says nothing new.
                    state = replace(state, progress=progress) if progress.status else state
                    self._last = state
        except ModelError as exc:
            state = replace(state, problem=str(exc))
        except Exception:  # noqa: BLE001  # outermost loop of this thread: who watches must hear of it
            _log.exception("the work on a model broke off")
            state = replace(state, problem=Reason(UNEXPECTED, name=name))
        finally:
            self._last = replace(state, running=False)
