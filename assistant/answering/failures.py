"""What the clients of Ollama raise, as one of a few messages that say what to do next."""

from __future__ import annotations

from assistant.answering.choosing import missing
from assistant.answering.server import Server, not_reached
from assistant.errors import (
    AnswerCutOff,
    AnswerFailed,
    ModelBusy,
    ModelError,
    ModelMissing,
)
from assistant.reason import Reason, phrase

BUSY = 503
_LOADING = (  # beginnings of what Ollama says when a model does not come up
    "llama-server process has terminated",
    "timed out waiting for llama",
    "unable to load full model",
    "model requires more system memory",
    "model runner has unexpectedly stopped",
)


def explain(
    exc: Exception, server: Server, model: str, *, silence_s: float, wrote: bool
) -> ModelError | None:
    """Our words for a failure of a request; None for what no client of Ollama raises.

    `wrote`: part of the answer had come. `silence_s`: how long it was waited for the next part.
    """
    import httpx
    import ollama

    if isinstance(exc, ollama.ResponseError):
        return explain_refusal(exc.status_code, str(exc.error), model)
    if isinstance(exc, httpx.ConnectError | httpx.ConnectTimeout | ConnectionError):
        return not_reached(server, exc)
    if isinstance(exc, httpx.TimeoutException):
        return AnswerCutOff(
            "{model!r} sent nothing for {silence_s:g} s; ask again, choose a smaller model,"
            " or raise ASSISTANT_SILENCE_S",
            model=model,
            silence_s=silence_s,
        )
    if isinstance(exc, httpx.HTTPError):
        return AnswerCutOff("the connection to Ollama broke off; ask again")
    # The clients stumble over what is no JSON, and over JSON that is not what they expect.
    if isinstance(exc, ValueError | TypeError | AttributeError | LookupError):
        kind = AnswerCutOff if wrote else AnswerFailed
        return kind("Ollama sent no usable answer; ask again, or look at its log")
    return None


def explain_refusal(status: int, reason: str, model: str) -> ModelError:
    """Our words for an error of the server; status -1: it came in the middle of a stream."""
    shown = reason[:200]
    if status == 404:
        return ModelMissing(missing(model))
    if status == BUSY:
        return ModelBusy("Ollama is busy with other requests; ask again in a moment")
    if status == -1:
        return AnswerCutOff("the model stopped in the middle ({shown}); ask again", shown=shown)
    if 300 <= status < 400:
        told = phrase(
            "the address redirects elsewhere, which is not followed; set ASSISTANT_OLLAMA_URL to"
            " where Ollama itself is"
        )
    elif reason.lstrip().startswith("<"):
        told = Reason(
            "not Ollama but something before it answered, with status {status}; check"
            " ASSISTANT_OLLAMA_URL, and the proxy if there is one",
            status=status,
        )
    elif "context" in reason and ("exceed" in reason or "longer" in reason):
        told = phrase(
            "the sources do not fit into the model's context window; lower ASSISTANT_PASSAGES or"
            " raise ASSISTANT_CONTEXT_TOKENS"
        )
    elif reason.startswith(_LOADING):
        told = Reason(
            "{model!r} could not be loaded ({shown}); close other programs, or choose a"
            " smaller model",
            model=model,
            shown=shown,
        )
    else:
        told = Reason(
            "Ollama refused ({status}): {shown}; look at its log", status=status, shown=shown
        )
    return AnswerFailed(told)
