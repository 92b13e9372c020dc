"""`OllamaDouble`: starts the server, hands out what was asked, stops it within seconds."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType, TracebackType
from typing import Self

from tests.ollama_double.backend import Backend, Overflow
from tests.ollama_double.catalogue import Model
from tests.ollama_double.characters import Character, quoting
from tests.ollama_double.listener import Listener
from tests.ollama_double.script import Script
from tests.ollama_double.state import Recorded, Slots

_NO_SCRIPTS: Mapping[str, Script] = MappingProxyType({})


class OllamaDouble:
    """A server on 127.0.0.1 for the length of a `with` block.

    Chat and generate requests that are valid and find a place take the `scripts` one by one; when
    those are used up, `character` answers. `at` replaces whole endpoints: `{"/api/tags": SILENT}`.
    """

    def __init__(
        self,
        models: Iterable[str | Model] = ("qwen3:4b-instruct",),
        scripts: Iterable[Script] = (),
        *,
        character: Character = quoting,
        at: Mapping[str, Script] = _NO_SCRIPTS,
        port: int = 0,
        parallel: int = 1,  # Ollama's OLLAMA_NUM_PARALLEL
        max_queue: int = 512,  # OLLAMA_MAX_QUEUE
        load_s: float = 0.0,
        overflow: Overflow = "cut",
        pullable: Iterable[str | Model] = (),
        pull_tick_s: float = 0.0,  # before each line that says more has come
        tls: ssl.SSLContext | None = None,  # with its certificate loaded
        on_request: Callable[[Recorded], None] | None = None,
    ) -> None:
        self.backend = Backend(
            _as_models(models),
            scripts,
            character,
            at=at,
            slots=Slots(parallel, max_queue),
            load_s=load_s,
            overflow=overflow,
            pullable=_as_models(pullable),
            pull_tick_s=pull_tick_s,
        )
        self.requests: list[Recorded] = []  # in order of arrival
        self._arrived = threading.Condition()
        self._on_request = on_request
        self._scheme = "https" if tls else "http"
        self._listener = Listener(port, self.backend, self._record, tls)

    def start(self) -> Self:
        """Begin to answer; `with` does it by itself."""
        self._listener.start()
        return self

    def stop(self) -> None:
        """End every connection and every thread. Raises RuntimeError for a fault of the double."""
        self._listener.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """The address to configure, without a slash at the end."""
        return f"{self._scheme}://127.0.0.1:{self._listener.server_port}"

    @property
    def chats(self) -> list[Recorded]:
        """The requests to `/api/chat`, in order of arrival."""
        return [r for r in self.requests if r.path == "/api/chat"]

    @property
    def in_progress(self) -> int:
        """How many chat and generate requests run or wait; not 0 afterwards: one leaked."""
        return self.backend.slots.taken

    @property
    def loads(self) -> list[tuple[str, int]]:
        """(model, num_ctx) of each time a model was loaded; twice is a `num_ctx` that varied."""
        return self.backend.memory.loads

    def say(self, *scripts: Script) -> None:
        """Put more scripts behind those that are left."""
        self.backend.scripts.extend(scripts)

    def wait_for(self, path: str = "/api/chat", *, count: int = 1, within_s: float = 5) -> Recorded:
        """The `count`-th request to the path, as soon as it is there. Raises TimeoutError."""

        def found() -> Recorded | None:
            there = [r for r in self.requests if r.path == path]
            return there[count - 1] if len(there) >= count else None

        with self._arrived:
            request = self._arrived.wait_for(found, within_s)
        if request is None:
            raise TimeoutError(f"request {count} to {path!r} did not come in {within_s} s")
        return request

    def _record(self, request: Recorded) -> None:
        with self._arrived:
            self.requests.append(request)
            self._arrived.notify_all()
        if self._on_request is not None:
            self._on_request(request)


def _as_models(models: Iterable[str | Model]) -> list[Model]:
    return [Model(m) if isinstance(m, str) else m for m in models]
