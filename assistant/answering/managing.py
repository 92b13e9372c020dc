"""What a person does with the models of one server: look, get, load, choose."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, replace
from threading import Lock
from typing import NamedTuple

from assistant.answering.choosing import Chosen, choose_model
from assistant.answering.installed import InstalledModel, installed_models, same_model
from assistant.answering.jobs import Jobs
from assistant.answering.loading import load
from assistant.answering.memory import Need, need, total_memory
from assistant.answering.pull import Progress, free_bytes, pull
from assistant.answering.recommended import LARGER, SMALL, Recommendation, Recommended, recommend
from assistant.answering.relay import Relay
from assistant.answering.server import Server, connected, text_of
from assistant.errors import ModelError, PullFailed
from assistant.server_address import is_this_machine, stays_near
from assistant.types import Writer

Settle = Callable[[InstalledModel], Writer]  # how a model would be asked
Use = Callable[[Chosen], None]  # lets a model answer from now on
HEARTBEAT = Progress()  # nothing new yet
MEASURING_S = 20.0  # a manifest comes within seconds, or the network is not there


class Offered(NamedTuple):
    """An installed model, as it would be used here."""

    model: InstalledModel
    writer: Writer  # how it would be asked
    need: Need  # with that window


@dataclass(frozen=True, slots=True)
class View:
    """What is known of the server and its models at one moment."""

    url: str
    near: bool  # this machine or a private network; else questions leave both
    problem: str  # why nothing can be listed, with the next step; empty: it runs
    version: str  # of Ollama; empty when it does not say
    memory: int | None  # bytes of this machine; None: another machine, or not known
    free: int | None  # bytes where Ollama keeps its models; None: not known
    models: tuple[Offered, ...]  # by name; those that write no answers among them
    recommended: Recommendation

    @property
    def able(self) -> list[Offered]:
        """The installed models that write answers, by name."""
        return [each for each in self.models if not each.model.unfit]

    def find(self, name: str) -> Offered | None:
        """The installed model of that name; None: it is not there."""
        return next((o for o in self.models if same_model(o.model.name, name)), None)


class Models:
    """The models of one server. Every stream can be closed, which closes its request."""

    def __init__(self, server: Server, settle: Settle, *, silence_s: float) -> None:
        self.server = server
        self.downloads = Jobs(self._pull)
        self.loadings = Jobs(self._load)
        self._settle = settle
        self._silence_s = silence_s
        self._choosing = Lock()  # the last choice is the one that answers
        self._opening_relay = Lock()
        self._relay: Relay | None = None
        self._use: Use | None = None
        self._wanted: Chosen | None = None  # chosen while nobody was there to be told

    def attach(self, use: Use) -> None:
        """From now on `use` is told which model answers; also of the last choice before."""
        with self._choosing:
            self._use = use
            if self._wanted is not None:
                use(self._wanted)

    def look(self) -> View:
        """Everything about the server now; takes at most some seconds, and raises nothing."""
        models: list[InstalledModel] = []
        version = problem = ""
        try:
            with connected(self.server) as ask:
                version = text_of(ask("/api/version", None), "version")
            models = installed_models(self.server)
        except ModelError as exc:
            problem = str(exc)
        # The memory of another machine is not known here.
        memory = total_memory() if is_this_machine(self.server.url) else None
        return View(
            url=self.server.url,
            near=stays_near(self.server.url),
            problem=problem,
            version=version,
            memory=memory,
            free=free_bytes(self.server, os.environ),
            models=tuple(self._offer(model, memory) for model in models),
            recommended=recommend(memory),
        )

    def switch(self, name: str) -> Chosen:
        """Let that model answer from now on; `none` for quotations.

        Raises ModelError when it cannot; what answered before goes on answering.
        """
        chosen = self._find(name)
        with self._choosing:
            self._wanted = chosen
            if self._use is not None:
                self._use(chosen)
        return chosen

    def size(self, name: str) -> Progress:
        """How large a model is: total and what is there of it. Raises ModelError.

        The listed size of a recommended one. Else the download is begun, its layers are read, and
        it is held: Ollama goes on from there.
        """
        for each in (*SMALL, *LARGER):
            if same_model(each.name, name):
                return Progress("listed", 0, each.size_bytes)
        until = time.monotonic() + MEASURING_S
        with closing(self._pull(name)) as items:
            for progress in items:
                if progress.names_size or progress.done:
                    return progress
                if time.monotonic() > until:
                    break
        raise PullFailed(
            "Ollama did not say within {seconds:g} s how large {name!r} is; see whether it"
            " has a network",
            seconds=MEASURING_S,
            name=name,
        )

    def close(self) -> None:
        """End what still runs."""
        self.downloads.stop()
        self.loadings.stop()
        if self._relay is not None:
            self._relay.close()

    def _find(self, name: str) -> Chosen:
        chosen = choose_model(self.server, name)
        if chosen.model is None and chosen.notice:
            raise ModelError(chosen.reason)
        return chosen

    def _pull(self, name: str) -> Generator[Progress]:
        yield from self._relayed().items(pull(self.server, name), HEARTBEAT)

    def _load(self, name: str) -> Generator[Progress]:
        about = self._find(name).about
        if about is None:
            return
        # Under the name that will be asked, or the server loads it twice.
        writer = replace(self._settle(about), name=name)
        yield from self._relayed().items(
            load(self.server, writer, silence_s=self._silence_s), HEARTBEAT
        )

    def _offer(self, model: InstalledModel, memory: int | None) -> Offered:
        writer = self._settle(model)
        return Offered(model, writer, need(model, writer.context_tokens, memory))

    def _relayed(self) -> Relay:
        with self._opening_relay:
            self._relay = self._relay or Relay()
            return self._relay


def not_there(view: View) -> list[Recommended]:
    """The recommended models that are not installed yet, the small one first."""
    found = [view.recommended.small, view.recommended.larger]
    return [each for each in found if each is not None and view.find(each.name) is None]
