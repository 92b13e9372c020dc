"""The Ollama model that judges: opened by name, asked with other seeds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace

from assistant.answering.choosing import choose_model, settle
from assistant.answering.ollama import OllamaModel
from assistant.answering.relay import Relay
from assistant.errors import AnswerCutOff, OllamaNotRunning
from assistant.local_models import ollama_server
from assistant.settings import Settings
from evals.judge import Ask

TEMPERATURE = 0.7  # votes that are all alike would be one vote
VERDICT_TOKENS = 16  # one word, and room for a model that says "Verdict: ..."


@contextmanager
def judging_model(settings: Settings, name: str) -> Iterator[Ask]:
    """A function that asks the model. Raises OllamaNotRunning when it is not there."""
    server = ollama_server(settings)
    chosen = choose_model(server, name)
    if chosen.about is None:
        raise OllamaNotRunning(chosen.reason or f"no model {name!r}")
    writer = settle(
        chosen.about,
        server,
        context_tokens=settings.context_tokens,
        answer_tokens=VERDICT_TOKENS,
        passages=settings.passages,
    )
    from langchain_core.messages import HumanMessage, SystemMessage  # late: brings LangChain

    with closing(Relay()) as relay:

        def ask(system: str, message: str, seed: int) -> str:
            voter = replace(writer, temperature=TEMPERATURE, seed=seed)
            model = OllamaModel(server, voter, silence_s=settings.silence_s)
            messages = [SystemMessage(system), HumanMessage(message)]
            said = ""
            with suppress(AnswerCutOff):  # it went on after its verdict
                for piece in relay.pieces(model.stream(messages)):
                    said += piece
            return said

        yield ask
