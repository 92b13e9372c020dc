"""The local model server: is it there, which model writes, and its stream in our words.

Only the native API is used: `/v1` takes no `num_ctx`, and Ollama's default window of 4,096 tokens
cuts what does not fit in silence. `num_ctx` never varies: a change makes the server load the model
again.
"""

from __future__ import annotations

import os
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from assistant.answering.thoughts import Thoughts
from assistant.errors import (
    AnswerCutOff,
    AnswerFailed,
    ModelBusy,
    ModelError,
    ModelMissing,
    OllamaNotRunning,
)

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

PATIENCE_S = 1.0  # for the question whether a server is there; a local one answers in milliseconds
KEEP_ALIVE = "30m"  # the model stays loaded between questions
SEED = 7

# No proxy and no redirect: what is asked goes to the configured address or nowhere.
CLIENT = {"trust_env": False, "follow_redirects": False}


class Chosen(NamedTuple):
    """The model that writes; None: quotations only, and `notice` says why."""

    model: str | None
    notice: str
    digest: str = ""  # of the model's files, as Ollama gives it


def choose_model(url: str, wanted: str) -> Chosen:
    """The wanted model if Ollama runs and has it. Never pulls; takes at most about a second."""
    if wanted == "none":
        return Chosen(None, "")
    if wanted.lower().removesuffix(":latest").endswith((":cloud", "-cloud")):
        return Chosen(None, f"{wanted!r} runs on another machine and is not used: offline")
    try:
        installed = installed_models(url)
    except ModelError as exc:
        return Chosen(None, f"Quoting only: {exc}")
    # As Ollama compares them: upper and lower case are equal, no tag means the latest.
    digests = {name.lower(): digest for name, digest in installed.items()}
    for name in (wanted.lower(), f"{wanted}:latest".lower()):
        if name in digests:
            return Chosen(wanted, "", digests[name])
    return Chosen(None, f"Quoting only: {_missing(wanted)}")


def installed_models(url: str) -> dict[str, str]:
    """The models Ollama has: their digests by name. Raises OllamaNotRunning or AnswerFailed."""
    try:
        # Asked of the socket first: the client library takes half a second to import.
        address = urlsplit(url)
        port = address.port or (443 if address.scheme == "https" else 80)
        socket.create_connection((address.hostname or "", port), timeout=PATIENCE_S).close()
    except (OSError, ValueError) as exc:  # ValueError: no port has that number
        raise OllamaNotRunning(_not_running(url)) from exc
    import httpx
    import ollama

    client = ollama.Client(host=url, timeout=PATIENCE_S, **CLIENT)
    try:
        return {str(model.model): model.digest or "" for model in client.list().models}
    except httpx.TimeoutException as exc:
        raise OllamaNotRunning(
            f"{url!r} does not answer within {PATIENCE_S:g} s; restart Ollama"
        ) from exc
    # TypeError: JSON that is not an object.
    except (ollama.ResponseError, OSError, httpx.HTTPError, ValueError, TypeError) as exc:
        raise AnswerFailed(
            f"{url!r} does not speak Ollama's protocol ({exc}); check ASSISTANT_OLLAMA_URL"
        ) from exc


class OllamaModel:
    """Streams answers of one model through LangChain's `ChatOllama`."""

    def __init__(
        self,
        name: str,
        *,
        url: str,
        context_tokens: int,
        answer_tokens: int,
        silence_s: float,
        temperature: float = 0.0,
        seed: int = SEED,
    ) -> None:
        """Build the chain: 3 s for the import, no request. `silence_s`: longest wait."""
        # LangChain brings LangSmith, which would send prompts out if a shell switched it on.
        os.environ.update(LANGSMITH_TRACING="false", LANGCHAIN_TRACING_V2="false")
        import httpx
        from langchain_ollama import ChatOllama

        self.name = name
        self.url = url
        self.context_tokens = context_tokens
        self.answer_tokens = answer_tokens
        self.silence_s = silence_s
        self._chat = ChatOllama(
            model=name,
            base_url=url,
            num_ctx=context_tokens,
            num_predict=answer_tokens,
            temperature=temperature,
            seed=seed,
            keep_alive=KEEP_ALIVE,
            reasoning=False,  # unset, capable models think and may spend the whole answer on it
            # Reading has a limit per piece and none in all: a slow model may take its time.
            client_kwargs={**CLIENT, "timeout": httpx.Timeout(silence_s, connect=PATIENCE_S * 5)},
        )

    async def stream(
        self, messages: Sequence[BaseMessage], read: Callable[[int], None] | None = None
    ) -> AsyncIterator[str]:
        """The answer piece by piece, as it comes. Closing it closes the request.

        `read` is told how many tokens of the messages the model has read. Raises a ModelError that
        a person can act on; AnswerCutOff when the stream ended early.
        """
        done_reason, wrote, thoughts = None, False, Thoughts()
        try:
            async for chunk in self._chat.astream(list(messages)):
                done_reason = chunk.response_metadata.get("done_reason") or done_reason
                counted = chunk.response_metadata.get("prompt_eval_count")
                if read is not None and counted:
                    read(int(counted))
                text = thoughts.feed(chunk.text)
                wrote = wrote or bool(text.strip())
                if text:
                    yield text
            if rest := thoughts.rest():
                wrote = wrote or bool(rest.strip())
                yield rest
        except Exception as exc:
            translated = self._translate(exc, wrote=wrote)
            if translated is None:
                raise
            raise translated from exc
        if done_reason == "length" and wrote:
            raise AnswerCutOff(
                "the model reached the longest answer it may write; ask for less, or raise"
                " ASSISTANT_ANSWER_TOKENS"
            )
        if not wrote:
            raise AnswerFailed(
                f"{self.name!r} wrote nothing (it may have spent its answer on thinking); ask"
                " again, or choose another model with --model"
            )
        if done_reason is None:
            raise AnswerCutOff("Ollama ended the answer before it was complete; ask again")

    def _translate(self, exc: Exception, *, wrote: bool) -> ModelError | None:
        """Our words for what the clients raise; None for what is not theirs."""
        import httpx
        import ollama

        if isinstance(exc, ollama.ResponseError):
            return self._refusal(exc)
        if isinstance(exc, httpx.ConnectError | httpx.ConnectTimeout | ConnectionError):
            return OllamaNotRunning(_not_running(self.url))
        if isinstance(exc, httpx.TimeoutException):
            return AnswerCutOff(
                f"{self.name!r} sent nothing for {self.silence_s:g} s; ask again, choose a smaller"
                " model, or raise ASSISTANT_SILENCE_S"
            )
        if isinstance(exc, httpx.HTTPError):
            return AnswerCutOff("the connection to Ollama broke off; ask again")
        # The clients stumble over what is no JSON, and over JSON that is not what they expect.
        if isinstance(exc, ValueError | TypeError | AttributeError | LookupError):
            kind = AnswerCutOff if wrote else AnswerFailed
            return kind("Ollama sent no usable answer; ask again, or look at its log")
        return None

    def _refusal(self, exc: Exception) -> ModelError:
        status = getattr(exc, "status_code", -1)
        reason = str(getattr(exc, "error", exc))
        if status == 404:
            return ModelMissing(_missing(self.name))
        if status == 503:
            return ModelBusy("Ollama is busy with other requests; ask again in a moment")
        if status == -1:
            return AnswerCutOff(f"the model stopped in the middle ({reason}); ask again")
        if "context" in reason and ("exceed" in reason or "longer" in reason):
            return AnswerFailed(
                "the sources do not fit into the model's context window; lower"
                " ASSISTANT_PASSAGES or raise ASSISTANT_CONTEXT_TOKENS"
            )
        return AnswerFailed(f"Ollama refused ({status}): {reason[:200]}")


def _not_running(url: str) -> str:
    return f"Ollama is not running at {url}; start it with `ollama serve`"


def _missing(model: str) -> str:
    return f"Ollama does not have the model {model!r}; get it with `ollama pull {model}`"
