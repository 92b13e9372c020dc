"""A model writes an answer: what is sent to it, and what it sends back piece by piece."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from assistant.answering.marker_stream import MarkerStream
from assistant.answering.rewriting import read_question, stands_for
from assistant.answering.thoughts import split_thoughts
from assistant.answering.words import AnswerWords, number
from assistant.answering.words.english import ENGLISH
from assistant.errors import AnswerCutOff, ModelError
from assistant.types import Hit, Token, Turn, Writer

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

    from assistant.answering.window import Gauge

LONGEST_TOKEN = 24  # characters, on average; more than that and a server ignores `num_predict`
FENCE_BYTES = 6  # of randomness in a fence: no document can guess it


@dataclass(slots=True)
class Heard:
    """What a stream tells beside the answer; filled in while it runs."""

    read_tokens: int = 0  # of the messages, as the model counted them; 0: it did not say
    thoughts: str = ""  # what it thought aloud


class LanguageModel(Protocol):
    """A language model. `OllamaModel` is one; tests have theirs."""

    @property
    def writer(self) -> Writer:
        """Who it is and how it is asked."""
        ...

    def stream(
        self, messages: Sequence[BaseMessage], heard: Heard | None = None
    ) -> AsyncIterator[str]:
        """The answer piece by piece; the rest is put into `heard`. Raises ModelError."""
        ...


Relayed = Callable[[AsyncIterator[str]], Iterator[str]]  # an async stream, read synchronously


class Draft(NamedTuple):
    """What a model wrote, before anything in it was checked."""

    text: str
    hits: Sequence[Hit]  # those it was given: its [n] means `hits[n - 1]`
    failure: ModelError | None  # None: it came to its own end
    notice: str = ""  # what it did not get to read; empty: it read everything
    thoughts: str = ""


class Writing:
    """One model writes answers, and what is known of it: how many tokens it makes of a text."""

    def __init__(self, model: LanguageModel, relay: Relayed) -> None:
        self.writer = model.writer
        self._model = model
        self._relay = relay
        self._gauge: Gauge | None = None

    def standalone(self, question: str, history: Sequence[Turn]) -> str | None:
        """A follow-up in words that need no conversation; None: the model gave none to be used.

        The same window as for an answer: another one makes the server load the model again.
        """
        from assistant.answering.prompts import rewrite_messages  # late, as below

        messages = rewrite_messages(question, history, fence=_fence())
        try:
            rewritten = read_question(self._relay(self._model.stream(messages)))
        except ModelError:
            return None
        return rewritten if stands_for(rewritten, question, history) else None

    def write(
        self,
        question: str,
        hits: Sequence[Hit],
        history: Sequence[Turn],
        words: AnswerWords = ENGLISH,
    ) -> Generator[Token, None, Draft]:
        """What may be shown while the model writes, then its draft. Closing it stops the model.

        A marker is shown when it is known to name a source, under its final number.
        """
        # Late: prompts bring langchain_core, which quotations do without (1 s).
        from assistant.answering.window import Gauge, fit_messages

        writer, heard = self.writer, Heard()
        gauge = self._gauge = self._gauge or Gauge()
        written, used, failure, notice = "", 0, None, ""
        try:
            messages, used = fit_messages(
                question,
                hits,
                history,
                fence=_fence(),
                tokens=writer.context_tokens - writer.answer_tokens,
                rate=gauge.rate,
            )
            markers = MarkerStream(used)
            stream = self._model.stream(messages, heard)
            with closing(self._relay(stream)) as pieces:  # type: ignore[type-var]
                for piece in pieces:
                    written += piece
                    yield Token(markers.feed(piece))
                    if len(written) > writer.answer_tokens * LONGEST_TOKEN:
                        raise AnswerCutOff("the model did not come to an end; ask for less")
            yield Token(markers.rest())
        except ModelError as exc:
            failure = exc
        read = heard.read_tokens
        if read and (expected := gauge.learn(messages, read)):
            notice = words.sources_dropped.format(
                model=writer.name, read=number(read, words), expected=number(expected, words)
            )
        text, aloud = split_thoughts(written)
        thoughts = "\n\n".join(filter(None, (heard.thoughts.strip(), aloud)))
        return Draft(text, hits[:used], failure, notice, thoughts)


def _fence() -> str:
    return f"source-{secrets.token_hex(FENCE_BYTES)}"
