"""Which model writes: the wanted one if the server has it, and how it is set for this machine."""

from __future__ import annotations

from typing import NamedTuple

from assistant.answering.installed import (
    InstalledModel,
    describe,
    listed_models,
    runs_elsewhere,
    same_model,
)
from assistant.answering.memory import choose_window, total_memory
from assistant.answering.server import Server, connected
from assistant.answering.thinking import least_thinking
from assistant.errors import ModelError, ModelMissing
from assistant.reason import Reason, phrase
from assistant.server_address import is_this_machine
from assistant.types import Writer

_QUOTING_ONLY = phrase("Quoting only: {reason}")
NO_MODEL = "none"  # the name by which quotations are chosen
TEMPERATURE = 0.0  # the likeliest words: the same question gets the same answer
SEED = 7


class Chosen(NamedTuple):
    """The model that writes; None: quotations only, and `notice` says why."""

    model: str | None
    notice: str
    about: InstalledModel | None = None  # None: no model, or nothing was asked about it

    @property
    def digest(self) -> str:
        """Of the model's files, as Ollama gives it; empty without a model."""
        return self.about.digest if self.about else ""

    @property
    def reason(self) -> str:
        """The notice without "Quoting only: " before it; empty: there is none."""
        notice = self.notice
        return notice.parts.get("reason", notice) if isinstance(notice, Reason) else notice


def choose_model(server: Server, wanted: str) -> Chosen:
    """The wanted model if Ollama runs and has it. Never pulls; takes at most about a second."""
    if wanted == NO_MODEL:
        return Chosen(None, "")
    if runs_elsewhere(wanted):
        return Chosen(None, _elsewhere(wanted))
    try:
        about = find_model(server, wanted)
    except ModelError as exc:
        return Chosen(None, Reason(_QUOTING_ONLY, reason=exc))
    if about.remote_host:
        return Chosen(None, _elsewhere(wanted))
    if about.unfit:
        told = Reason(
            "{wanted!r} {unfit}; choose another model with --model",
            wanted=wanted,
            unfit=about.unfit,
        )
        return Chosen(None, Reason(_QUOTING_ONLY, reason=told))
    return Chosen(wanted, "", about)


def find_model(server: Server, wanted: str) -> InstalledModel:
    """All about one installed model. Raises ModelMissing, OllamaNotRunning or AnswerFailed."""
    with connected(server) as ask:
        for model in listed_models(server, ask):
            if same_model(model.name, wanted):
                return describe(ask, model)
    raise ModelMissing(missing(wanted))


def missing(model: str) -> str:
    """That a model is not there, with the command that gets it."""
    return Reason(
        "Ollama does not have the model {model!r}; get it with `ollama pull {model}`", model=model
    )


def settle(
    model: InstalledModel, server: Server, *, context_tokens: int, answer_tokens: int, passages: int
) -> Writer:
    """How the model is asked, decided once. `context_tokens`: 0 chooses by model and memory."""
    # The memory of another machine is not known here.
    memory = total_memory() if is_this_machine(server.url) else None
    window = context_tokens or choose_window(
        model, memory, passages=passages, answer_tokens=answer_tokens
    )
    # More than the model was trained with is cut by Ollama without a word, and the prompt with it.
    window = min(window, model.context_length or window)
    return Writer(
        name=model.name,
        digest=model.digest,
        license=model.license,
        parameter_size=model.parameter_size,
        quantization=model.quantization,
        context_tokens=window,
        answer_tokens=min(answer_tokens, window // 2),
        temperature=TEMPERATURE,
        seed=SEED,
        thinking=least_thinking(model),
    )


def _elsewhere(wanted: str) -> str:
    return Reason("{wanted!r} runs on another machine and is not used: offline", wanted=wanted)
