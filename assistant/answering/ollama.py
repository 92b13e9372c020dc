"""A model of the server, its stream, and what goes wrong with it in our words.

Only the native API is used: `/v1` takes no `num_ctx`, and Ollama's default window of 4,096 tokens
cuts what does not fit in silence. `num_ctx` never varies: a change makes the server load the model
again.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING

from assistant.answering.failures import BUSY, explain
from assistant.answering.server import PATIENCE_S, Server
from assistant.answering.thinking import OFF, THINKING_TOKENS, think_value
from assistant.answering.thoughts import Thoughts
from assistant.errors import AnswerCutOff, AnswerFailed

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage, BaseMessageChunk

    from assistant.answering.writing import Heard
    from assistant.types import Writer

KEEP_ALIVE = "30m"  # the model stays loaded between questions
# A full queue (OLLAMA_MAX_QUEUE) empties within seconds or not at all: waited for this often, for
# about this long each time, by different readers for different times.
RETRIES, RETRY_S = 3, 0.5


class OllamaModel:
    """Streams answers of one model through LangChain's `ChatOllama`."""

    def __init__(self, server: Server, writer: Writer, *, silence_s: float) -> None:
        """Build the chain: 3 s for the import, no request. `silence_s`: longest wait."""
        # LangChain brings LangSmith, which would send prompts out if a shell switched it on.
        os.environ.update(LANGSMITH_TRACING="false", LANGCHAIN_TRACING_V2="false")
        import httpx
        from langchain_ollama import ChatOllama

        self.writer = writer
        self.server = server
        self.silence_s = silence_s
        thinks = writer.thinking != OFF
        self._chat = ChatOllama(
            model=writer.name,
            base_url=server.url,
            num_ctx=writer.context_tokens,
            num_predict=writer.answer_tokens + THINKING_TOKENS * thinks,
            temperature=writer.temperature,
            seed=writer.seed,
            keep_alive=KEEP_ALIVE,
            reasoning=True,  # hand on what is thought; whether it may think is said per request
            # Reading has a limit per piece and none in all: a slow model may take its time.
            client_kwargs={
                **server.client_options(),
                "timeout": httpx.Timeout(silence_s, connect=PATIENCE_S * 5),
            },
        )

    async def stream(
        self, messages: Sequence[BaseMessage], heard: Heard | None = None
    ) -> AsyncIterator[str]:
        """The answer piece by piece, as it comes. Closing it closes the request.

        What it has read and thought is put into `heard`. Raises a ModelError that a person can act
        on; AnswerCutOff when the stream ended early.
        """
        done_reason, wrote, thoughts, beside = None, False, Thoughts(), ""
        try:
            async for chunk in self._chunks(messages):
                done_reason = chunk.response_metadata.get("done_reason") or done_reason
                counted = chunk.response_metadata.get("prompt_eval_count")
                if heard is not None and counted:
                    heard.read_tokens = int(counted)
                beside += str(chunk.additional_kwargs.get("reasoning_content", ""))
                text = thoughts.feed(chunk.text)
                wrote = wrote or bool(text.strip())
                if text:
                    yield text
            if rest := thoughts.rest():
                wrote = wrote or bool(rest.strip())
                yield rest
        except Exception as exc:
            told = explain(
                exc, self.server, self.writer.name, silence_s=self.silence_s, wrote=wrote
            )
            if told is None:
                raise
            raise told from exc
        finally:
            thoughts.rest()
            thought = "\n\n".join(filter(None, (beside.strip(), thoughts.thought)))
            if heard is not None:
                heard.thoughts = thought
        self._check_ending(done_reason, wrote=wrote, thought=bool(thought))

    async def _chunks(self, messages: Sequence[BaseMessage]) -> AsyncIterator[BaseMessageChunk]:
        """What LangChain makes of the stream; asked again while the server's queue is full."""
        import ollama

        think = think_value(self.writer.thinking)
        for attempt in range(RETRIES + 1):
            try:
                async for chunk in self._chat.astream(list(messages), think=think):
                    yield chunk
                return
            except ollama.ResponseError as exc:
                # Only ever before the first byte, so nothing is said twice.
                if exc.status_code != BUSY or attempt == RETRIES:
                    raise
            await asyncio.sleep(RETRY_S * 2**attempt * random.uniform(0.5, 1))  # noqa: S311

    def _check_ending(self, done_reason: str | None, *, wrote: bool, thought: bool) -> None:
        """Raise what a stream that ended without an error may still lack."""
        name = self.writer.name
        if not wrote and thought:
            raise AnswerFailed(
                "{name!r} spent its whole answer on thinking; ask again, raise"
                " ASSISTANT_ANSWER_TOKENS, or choose a model that does not think",
                name=name,
            )
        if not wrote:
            raise AnswerFailed(
                "{name!r} wrote nothing; ask again, or choose another model", name=name
            )
        if done_reason == "length":
            raise AnswerCutOff(
                "the model reached the longest answer it may write; ask for less, or raise"
                " ASSISTANT_ANSWER_TOKENS"
            )
        if done_reason is None:
            raise AnswerCutOff("Ollama ended the answer before it was complete; ask again")
