"""A model is downloaded by Ollama: how far it is, and what went wrong.

Only when a person asks for it. Closing the stream closes the request; Ollama keeps the part that
came, and the next pull goes on from there.
"""

from __future__ import annotations

import shutil
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.answering.installed import runs_elsewhere
from assistant.answering.server import PATIENCE_S, Server, not_reached
from assistant.errors import ModelError, PullFailed
from assistant.reason import phrase
from assistant.server_address import is_this_machine

# Below this the first layers are a license or a template, and the weights are still to be named.
LEAST_WEIGHTS = 20_000_000  # bytes
RATE_OVER_S = 5.0  # the rate is that of the last seconds: networks change
# Where Ollama keeps its models: as a user's program, and as a service of its installer on Linux.
_FOLDERS = ("~/.ollama/models", "/usr/share/ollama/.ollama/models")

SUCCESS = "success"  # Ollama's last word of a pull

Clock = Callable[[], float]


class Progress(NamedTuple):
    """How far a download is."""

    status: str = ""  # in Ollama's words: "pulling manifest", "verifying sha256 digest", "success"
    completed: int = 0  # bytes of all layers named so far, those that were there before included
    total: int = 0  # bytes of all layers named so far; 0: none yet
    rate: float = 0.0  # bytes a second over the last seconds; 0: not known

    @property
    def done(self) -> bool:
        """Whether the model can be used."""
        return self.status == SUCCESS

    @property
    def names_size(self) -> bool:
        """Whether the total holds the weights, and so is about the whole."""
        return self.total >= LEAST_WEIGHTS or self.status.startswith(("verifying", "writing"))


class Tally:
    """Adds up what Ollama says of each layer."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._layers: dict[str, tuple[int, int]] = {}  # digest -> (completed, total)
        self._times: deque[tuple[float, int]] = deque()
        self._clock = clock

    def add(self, status: str, digest: str, completed: int, total: int) -> Progress:
        """The progress after one more line."""
        if digest and total:
            before, _ = self._layers.get(digest, (0, 0))
            self._layers[digest] = (max(before, completed), total)
        done = sum(layer[0] for layer in self._layers.values())
        whole = sum(layer[1] for layer in self._layers.values())
        return Progress(status, done, whole, self._rate(done))

    def _rate(self, done: int) -> float:
        now = self._clock()
        self._times.append((now, done))
        while now - self._times[0][0] > RATE_OVER_S:
            self._times.popleft()
        then, before = self._times[0]
        return (done - before) / (now - then) if now > then else 0.0


async def pull(server: Server, name: str) -> AsyncIterator[Progress]:
    """The download as it goes on, to its end. Raises ModelError with the next step."""
    if runs_elsewhere(name):
        raise PullFailed(
            "{name!r} runs on another machine and is not used here: offline", name=name
        )
    import httpx
    import ollama

    # Checking the digest of a large model is silent for minutes; a person can stop it any time.
    client = ollama.AsyncClient(
        host=server.url,
        timeout=httpx.Timeout(None, connect=PATIENCE_S * 5),
        **server.client_options(),
    )
    tally, progress = Tally(), Progress()
    try:
        async for line in await client.pull(name, stream=True):
            progress = tally.add(
                line.status or "", line.digest or "", line.completed or 0, line.total or 0
            )
            yield progress
    except ollama.ResponseError as exc:
        raise _explain(str(exc.error), name) from exc
    except httpx.ConnectError as exc:
        raise not_reached(server, exc) from exc
    except (httpx.HTTPError, ValueError, TypeError, AttributeError) as exc:
        raise _broken_off(name) from exc
    finally:
        await client.close()  # type: ignore[no-untyped-call]  # the library gives it no types
    if not progress.done:
        raise _broken_off(name)


def free_bytes(
    server: Server, environment: Mapping[str, str], folders: Sequence[str] = _FOLDERS
) -> int | None:
    """Free space where Ollama keeps its models; None: on another machine, or not known."""
    if not is_this_machine(server.url):
        return None
    for folder in (environment.get("OLLAMA_MODELS", ""), *folders):
        if folder and Path(folder).expanduser().is_dir():
            return shutil.disk_usage(Path(folder).expanduser()).free
    return None


def _broken_off(name: str) -> PullFailed:
    return PullFailed(
        "the download of {name!r} broke off; get it again: Ollama goes on where it stopped",
        name=name,
    )


# What Ollama's own words hold, and what a person reads.
_REASONS = (
    (
        ("file does not exist", "not found"),
        phrase(
            "there is no model {name!r} in Ollama's library; look for its name at"
            " https://ollama.com/library"
        ),
    ),
    (
        ("invalid model name",),
        phrase("{name!r} is no name of a model; write it like 'qwen3:4b-instruct'"),
    ),
    (
        ("no space left", "not enough space", "disk quota"),
        phrase(
            "Ollama's disk is full; free some space and get {name!r} again: it goes on where it"
            " stopped"
        ),
    ),
    (
        ("newer version of Ollama",),
        phrase("{name!r} needs a newer Ollama; update it from https://ollama.com/download"),
    ),
    (
        ("no such host", "dial tcp", "timeout", "max retries", "connection refused", "TLS"),
        phrase(
            "Ollama cannot reach its library ({reason}); connect to the network and get {name!r}"
            " again: it goes on where it stopped"
        ),
    ),
)  # fmt: skip


def _explain(reason: str, name: str) -> ModelError:
    """Our words for what Ollama says; in a stream it does so with status 200."""
    for signs, told in _REASONS:
        if any(sign in reason for sign in signs):
            return PullFailed(told, name=name, reason=reason[:120])
    return PullFailed(
        "Ollama could not get {name!r}: {reason}; look at its log", name=name, reason=reason[:200]
    )
