from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from langchain_core.messages import HumanMessage

from assistant.answering.loading import LOADED, load
from assistant.answering.ollama import OllamaModel
from assistant.answering.pull import Progress
from assistant.answering.relay import Relay
from assistant.answering.server import Server
from assistant.errors import AnswerFailed, ModelMissing
from assistant.types import Writer
from tests.ollama_double import OllamaDouble, refuses, says

WRITER = Writer("qwen3:4b-instruct", context_tokens=8192, answer_tokens=700, seed=7)


@pytest.fixture(scope="module")
def relay() -> Iterator[Relay]:
    relay = Relay()
    yield relay
    relay.close()


def loaded(relay: Relay, url: str, writer: Writer = WRITER) -> list[Progress]:
    return list(relay.items(load(Server(url), writer, silence_s=5), Progress()))


def test_loaded_model_is_not_loaded_again_by_the_first_question(relay: Relay) -> None:
    with OllamaDouble(scripts=[says("Yes.")], load_s=0.1) as double:
        said = loaded(relay, double.url)
        model = OllamaModel(Server(double.url), WRITER, silence_s=5)
        answer = "".join(relay.pieces(model.stream([HumanMessage("Is it?")])))

    assert (said[-1], answer) == (LOADED, "Yes.")
    assert double.loads == [("qwen3:4b-instruct", 8192)]


def test_waiting_is_told_and_can_be_stopped(relay: Relay) -> None:
    with OllamaDouble(load_s=30) as double:
        stream = load(Server(double.url), WRITER, silence_s=60)
        with closing(relay.items(stream, Progress())) as items:  # type: ignore[type-var]
            assert next(items) == Progress()
        left = double.wait_for().client_left.wait(2)

    assert left


def test_model_that_is_gone_is_told(relay: Relay) -> None:
    with OllamaDouble(models=["other:1b"]) as double, pytest.raises(ModelMissing) as told:
        loaded(relay, double.url)

    assert str(told.value) == (
        "Ollama does not have the model 'qwen3:4b-instruct'; get it with"
        " `ollama pull qwen3:4b-instruct`"
    )


def test_model_that_does_not_fit_is_told(relay: Relay) -> None:
    reason = "model requires more system memory (21.3 GiB) than is available (7.6 GiB)"
    at = {"/api/chat": refuses(500, reason)}
    with OllamaDouble(at=at) as double, pytest.raises(AnswerFailed) as told:
        loaded(relay, double.url)

    assert str(told.value) == (
        f"'qwen3:4b-instruct' could not be loaded ({reason}); close other programs, or choose a"
        " smaller model"
    )
