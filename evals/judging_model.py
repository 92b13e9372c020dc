"""The Ollama model that judges: opened by name, asked with other seeds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

from assistant.answering.ollama import OllamaModel, choose_model
from assistant.answering.relay import Relay
from assistant.errors import AnswerCutOff, OllamaNotRunning
from assistant.settings import Settings
from evals.judge import Ask

TEMPERATURE = 0.7  # votes that are all alike would be one vote
VERDICT_TOKENS = 16  # one word, and room for a model that says "Verdict: ..."


@contextmanager
def judging_model(settings: Settings, name: str) -> Iterator[Ask]:
    """A function that asks the model. Raises OllamaNotRunning when it is not there."""
    chosen = choose_model(settings.ollama_url, name)
    if chosen.model is None:
        raise OllamaNotRunning(chosen.notice.removeprefix("Quoting only: ") or f"no model {name!r}")
    from langchain_core.messages import HumanMessage, SystemMessage  # late: brings LangChain

    with closing(Relay()) as relay:

        def ask(system: str, message: str, seed: int) -> str:
            model = OllamaModel(
                name,
                url=settings.ollama_url,
                context_tokens=settings.context_tokens,
                answer_tokens=VERDICT_TOKENS,
                silence_s=settings.silence_s,
                temperature=TEMPERATURE,
                seed=seed,
            )
            messages = [SystemMessage(system), HumanMessage(message)]
            said = ""
            with suppress(AnswerCutOff):  # it went on after its verdict
                for piece in relay.pieces(model.stream(messages)):
                    said += piece
            return said

        yield ask
