"""What a click on the models does, step by step, as HTML for the page. No Gradio here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from assistant.answering.choosing import NO_MODEL
from assistant.answering.managing import Models
from assistant.errors import ModelError
from assistant.ui.models.jobs import (
    render_download,
    render_loading,
    render_problem,
    render_said,
    render_size,
)
from assistant.ui.models.render import render_looking, render_models
from assistant.ui.opening import Opening
from assistant.ui.words import Words
from assistant.ui.words.reasons import told

WATCH_S = 0.5  # how often a running job is looked at; Ollama tells 16 times a second
LONGEST_NAME = 200  # characters; with host, namespace and tag Ollama's own are far below
_COMMANDS = ("ollama pull ", "ollama run ")  # typed along with the name


class Shown(NamedTuple):
    """What changes on the page; None stays as it is."""

    listed: str | None = None  # server and models
    going: str | None = None  # what goes on, or was said
    switched: bool = False  # another model answers now


class Desk:
    """Answers clicks in one language."""

    def __init__(self, models: Models, opening: Opening, words: Words, *, manages: bool) -> None:
        self._models = models
        self._opening = opening
        self._words = words
        self._manages = manages

    def look(self) -> Iterator[Shown]:
        """The models as they are now, then what goes on until it ends."""
        yield Shown(listed=render_looking(self._words))
        yield self._look()
        yield from self.watch()

    def act(self, act: str, model: str) -> Iterator[Shown]:
        """What one button does. Anything but looking is refused to readers who may not."""
        acts: dict[str, Callable[[str], Iterator[Shown]]] = {
            "use": self._use,
            "get": self._get,
            "start": self._start,
            "stop": self._stop,
            "load": self._load,
            "stop-loading": self._stop_loading,
            "dismiss": self._dismiss,
        }
        if act == "look" or not self._manages or act not in acts:
            yield from self.look()
            return
        try:
            yield from acts[act](_cleaned(model))
        except ModelError as exc:
            yield Shown(going=render_problem(told(exc, self._words)))

    def watch(self) -> Iterator[Shown]:
        """What runs, as it goes on, and how it ended."""
        if not self._running():
            return
        while self._running():
            yield Shown(going=self._going(ended=False))
            time.sleep(WATCH_S)
        yield self._look()._replace(going=self._going(ended=True))

    def _use(self, model: str) -> Iterator[Shown]:
        words = self._words.models
        name = words.quotations if model == NO_MODEL else model
        yield Shown(going=render_said(words.switching.format(model=name)))
        chosen = self._models.switch(model)
        said = words.switched.format(model=chosen.model)
        if chosen.model is None:
            said = words.switched_to_quotations
        yield self._look()._replace(going=render_said(said), switched=True)

    def _get(self, model: str) -> Iterator[Shown]:
        words = self._words.models
        if not model:
            yield Shown(going=render_problem(words.no_name))
            return
        yield Shown(going=render_said(words.measuring.format(model=model)))
        size = self._models.size(model)
        yield Shown(going=render_size(model, size, self._models.look().free, self._words))

    def _start(self, model: str) -> Iterator[Shown]:
        self._models.downloads.start(model)
        yield from self.watch()

    def _load(self, model: str) -> Iterator[Shown]:
        self._models.loadings.start(model)
        yield from self.watch()

    def _stop(self, _: str) -> Iterator[Shown]:
        self._models.downloads.stop()
        yield Shown(going=self._going(ended=True))

    def _stop_loading(self, _: str) -> Iterator[Shown]:
        self._models.loadings.stop()
        yield Shown(going=self._going(ended=True))

    def _dismiss(self, _: str) -> Iterator[Shown]:
        yield Shown(going="")

    def _look(self) -> Shown:
        assistant = self._opening.assistant
        answering = assistant.model if assistant else None
        view = self._models.look()
        return Shown(render_models(view, answering, self._words, manage=self._manages))

    def _running(self) -> bool:
        jobs = (self._models.downloads.last, self._models.loadings.last)
        return any(job is not None and job.running for job in jobs)

    def _going(self, *, ended: bool) -> str:
        """The jobs that run, and those that ended where that is wanted."""
        parts = [
            render(job, self._words)
            for job, render in (
                (self._models.downloads.last, render_download),
                (self._models.loadings.last, render_loading),
            )
            if job is not None and (job.running or ended)
        ]
        return "".join(parts)


def _cleaned(name: str) -> str:
    """A model's name as it was typed or clicked, without a command in front."""
    name = " ".join(name.split())[:LONGEST_NAME]
    for command in _COMMANDS:
        name = name.removeprefix(command)
    return name
