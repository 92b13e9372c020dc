"""A model writes an answer: what is sent to it, and what it sends back piece by piece."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple, Protocol

from assistant.answering.marker_stream import MarkerStream
from assistant.errors import ModelError
from assistant.types import Hit, Token, Turn

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

FENCE_BYTES = 6  # of randomness in a fence: no document can guess it


class Writer(Protocol):
    """A language model. `OllamaModel` is one; tests have theirs."""

    name: str
    context_tokens: int
    answer_tokens: int

    def stream(self, messages: Sequence[BaseMessage]) -> AsyncIterator[str]:
        """The answer piece by piece. Raises ModelError."""
        ...


Relayed = Callable[[AsyncIterator[str]], Iterator[str]]  # an async stream, read synchronously


class Draft(NamedTuple):
    """What a model wrote, before anything in it was checked."""

    text: str
    hits: Sequence[Hit]  # those it was given: its [n] means `hits[n - 1]`
    failure: ModelError | None  # None: it came to its own end


def write(
    question: str, hits: Sequence[Hit], history: Sequence[Turn], writer: Writer, relay: Relayed
) -> Generator[Token, None, Draft]:
    """What may be shown while the model writes, then its draft. Closing it stops the model.

    A marker is shown when it is known to name a source, under its final number.
    """
    # Late: prompts bring langchain_core, which quotations do without (1 s).
    from assistant.answering.window import fit_messages

    written, used, failure = "", 0, None
    try:
        messages, used = fit_messages(
            question,
            hits,
            history,
            fence=f"source-{secrets.token_hex(FENCE_BYTES)}",
            tokens=writer.context_tokens - writer.answer_tokens,
        )
        markers = MarkerStream(used)
        with closing(relay(writer.stream(messages))) as pieces:  # type: ignore[type-var]
            for piece in pieces:
                written += piece
                yield Token(markers.feed(piece))
        yield Token(markers.rest())
    except ModelError as exc:
        failure = exc
    return Draft(written, hits[:used], failure)
