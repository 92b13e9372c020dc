"""What the double remembers: requests, the queue, and which models are in memory."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.ollama_double.catalogue import Model
from tests.ollama_double.checks import RefusedError
from tests.ollama_double.prompt import Prompt
from tests.ollama_double.script import QUEUE_FULL
from tests.ollama_double.wire import timestamp

DEFAULT_KEEP_ALIVE_S = 300.0
_FOREVER_S = 100 * 365 * 86_400.0
_UNITS_S = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


@dataclass(eq=False, slots=True)
class Recorded:
    """One request and what became of it. The events are set while the server runs."""

    method: str
    path: str
    headers: Mapping[str, str]  # names in lower case
    raw: bytes
    body: dict[str, Any] = field(default_factory=dict[str, Any])  # {}: none, or not an object
    prompt: Prompt | None = None  # what the model would have seen; None: no model was asked
    pieces_sent: int = 0  # of the answer, thinking included
    client_left: threading.Event = field(default_factory=threading.Event)  # before the end
    finished: threading.Event = field(default_factory=threading.Event)  # in whichever way


class Slots:
    """The server's queue: `parallel` requests run, up to `max_queue` wait, in order of arrival."""

    def __init__(self, parallel: int, max_queue: int) -> None:
        self._parallel = parallel
        self._most = parallel + max_queue
        self._tickets: list[object] = []  # the first `parallel` ones run
        self._lock = threading.Lock()

    @property
    def taken(self) -> int:
        """How many requests run or wait."""
        return len(self._tickets)

    @contextmanager
    def turn(self) -> Iterator[Callable[[], bool]]:
        """A place in the queue; the function says whether it is this request's turn.

        Raises RefusedError when the queue is full.
        """
        ticket = object()
        with self._lock:
            if len(self._tickets) >= self._most:
                raise RefusedError(503, QUEUE_FULL)
            self._tickets.append(ticket)
        try:
            yield lambda: ticket in self._tickets[: self._parallel]
        finally:
            with self._lock:
                self._tickets.remove(ticket)


class Memory:
    """Loaded models. Another `num_ctx` loads the model again, as Ollama does."""

    def __init__(self) -> None:
        self.loads: list[tuple[str, int]] = []  # (model, num_ctx), in order
        self._loaded: dict[str, tuple[Model, int, float]] = {}  # with the time of unloading

    def needs_load(self, model: Model, context_tokens: int) -> bool:
        """Whether the request has to wait for the model."""
        loaded = self._loaded.get(model.name)
        return loaded is None or loaded[1] != context_tokens or loaded[2] <= time.time()

    def use(self, model: Model, context_tokens: int, keep_alive: object) -> None:
        """Count the load if there is one, and keep the model from now on."""
        if self.needs_load(model, context_tokens):
            self.loads.append((model.name, context_tokens))
        until = time.time() + keep_alive_s(keep_alive)
        self._loaded[model.name] = (model, context_tokens, until)

    def running(self) -> list[tuple[Model, int, str]]:
        """Models in memory, with their window and when they will be unloaded."""
        return [
            (model, context_tokens, timestamp(int(until * 1e9)))
            for model, context_tokens, until in self._loaded.values()
            if until > time.time()
        ]


def keep_alive_s(value: object) -> float:
    """Seconds of a `keep_alive`: a number, or a Go duration; negative is for ever."""
    if isinstance(value, int | float):
        return _FOREVER_S if value < 0 else float(value)
    if isinstance(value, str) and (text := value.strip()):
        if text.startswith("-"):
            return _FOREVER_S
        parts = re.findall(r"([\d.]+)(ms|s|m|h)", text)
        return sum(float(number) * _UNITS_S[unit] for number, unit in parts)
    return DEFAULT_KEEP_ALIVE_S
