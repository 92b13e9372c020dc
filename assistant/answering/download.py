"""A download in the background: it goes on when a page is closed, and any number may watch it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field, replace

from assistant.answering.pull import Progress
from assistant.errors import ModelError

Fetch = Callable[[str], Generator[Progress]]  # closing it closes the request
STOPPING_S = 2.0  # within which the request is closed; a heartbeat comes each half second


@dataclass(frozen=True, slots=True)
class Download:
    """What is known of the last download."""

    name: str
    progress: Progress = field(default_factory=Progress)
    running: bool = True
    problem: str = ""  # why it ended before its end, with the next step
    stopped: bool = False  # by a person; Ollama keeps what came

    @property
    def done(self) -> bool:
        """Whether the model is there now."""
        return self.progress.done


class Downloads:
    """At most one download at a time: two would share one line, and the disk."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        self._last: Download | None = None

    @property
    def last(self) -> Download | None:
        """The download that runs, or the last that ran; None: there was none."""
        return self._last

    def start(self, name: str) -> None:
        """Begin. Raises ModelError when another one runs."""
        with self._lock:
            if self._last is not None and self._last.running:
                raise ModelError(
                    f"{self._last.name!r} is being downloaded; wait for it, or stop it first"
                )
            self._last, self._stop = Download(name), threading.Event()
            run = threading.Thread(target=self._run, args=(name, self._stop), daemon=True)
            self._thread = run
            run.start()

    def stop(self) -> None:
        """End the download; returns when its request is closed."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(STOPPING_S)

    def _run(self, name: str, stop: threading.Event) -> None:
        state = Download(name)
        try:
            with closing(self._fetch(name)) as items:
                for progress in items:
                    if stop.is_set():
                        state = replace(state, stopped=True)
                        break
                    # A heartbeat says nothing new.
                    state = replace(state, progress=progress) if progress.status else state
                    self._last = state
        except ModelError as exc:
            state = replace(state, problem=str(exc))
        finally:
            self._last = replace(state, running=False)
