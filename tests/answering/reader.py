"""A reader of answers: the whole engine over a few passages, through the real clients over HTTP."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import NamedTuple

from assistant.answering.choosing import SEED
from assistant.answering.compose import Lookup
from assistant.answering.engine import Engine
from assistant.answering.ollama import OllamaModel
from assistant.answering.relay import Relay
from assistant.answering.server import Server
from assistant.answering.writing import Writing
from assistant.types import Answer, Event, Found, Passage, Token, Writer
from tests.answering.test_engine import ASKED, PASSAGES, Searches, locate
from tests.doubles import WordEncoder

MODEL = "qwen3:4b-instruct"
FREE = "Redistribution of the software must be free [1]."


class Seen(NamedTuple):
    """What a reader saw of one answer."""

    shown: str  # while it was written
    answer: Answer
    took_s: float
    longest_wait_s: float  # between two signs of life

    @property
    def told(self) -> str:
        """The sentence about how the answer came about."""
        return self.answer.notice


class Reader:
    """Asks one engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def stream(self, question: str = ASKED) -> Iterator[Event]:
        """See `Engine.stream`."""
        return self._engine.stream(question)

    def ask(self, question: str = ASKED, *, language: str = "en") -> Seen:
        """The answer, read to its end."""
        started = last = time.monotonic()
        longest, shown, answer = 0.0, "", None
        for event in self._engine.stream(question, language=language):
            longest, last = max(longest, time.monotonic() - last), time.monotonic()
            if isinstance(event, Token):
                shown += event.text
            elif not isinstance(event, Found):
                answer = event
        assert answer is not None
        return Seen(shown, answer, time.monotonic() - started, longest)


@contextmanager
def a_reader(
    url: str,
    *,
    silence_s: float = 5.0,
    window: int = 8192,
    answer_tokens: int = 700,
    passages: Sequence[Passage] = PASSAGES,
    shown: int = 3,
) -> Iterator[Reader]:
    """A reader whose model is at the address; `shown`: passages handed to the model."""
    writer = Writer(MODEL, context_tokens=window, answer_tokens=answer_tokens, seed=SEED)
    with closing(Relay()) as relay:
        model = OllamaModel(Server(url), writer, silence_s=silence_s)
        yield Reader(
            Engine(
                retrieve=Searches(*passages),
                encode=WordEncoder().encode,
                lookup=Lookup(locate, documents=lambda: len(passages)),
                passages=shown,
                writing=Writing(model, relay.pieces),
            )
        )
