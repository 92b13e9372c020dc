from __future__ import annotations

import pytest

from assistant.answering.choosing import Chosen, choose_model, settle
from assistant.answering.installed import InstalledModel
from assistant.answering.server import Server
from assistant.types import Writer
from tests.ollama_double import Model, OllamaDouble

HERE = Server("http://127.0.0.1:11434")


def settled(model: InstalledModel, *, context_tokens: int = 0, answer_tokens: int = 700) -> Writer:
    return settle(
        model, HERE, context_tokens=context_tokens, answer_tokens=answer_tokens, passages=8
    )


def test_writer_is_what_the_server_says_of_the_model() -> None:
    with OllamaDouble() as double:
        chosen = choose_model(Server(double.url), "qwen3:4b-instruct")
    assert chosen.about is not None

    writer = settled(chosen.about, context_tokens=8192)

    assert writer == Writer(
        name="qwen3:4b-instruct",
        context_tokens=8192,
        answer_tokens=700,
        digest=Model("qwen3:4b-instruct").digest,
        license="Apache-2.0",
        parameter_size="4.0B",
        quantization="Q4_K_M",
        temperature=0.0,
        seed=7,
        thinking="off",
    )


@pytest.mark.parametrize(
    ("model", "told"),
    [
        (
            Model("m", capabilities=("embedding",)),
            "Quoting only: 'm' makes vectors, not answers; choose another model with --model",
        ),
        (
            Model("m", remote_host="https://ollama.com:443"),
            "'m' runs on another machine and is not used: offline",
        ),
    ],
)
def test_model_that_writes_no_answers_here_is_not_chosen(model: Model, told: str) -> None:
    with OllamaDouble(models=[model]) as double:
        chosen = choose_model(Server(double.url), "m")

    assert chosen == Chosen(None, told)
    assert double.chats == []


def test_window_that_was_set_is_kept_within_the_models_own_limit() -> None:
    assert settled(InstalledModel("m", context_length=4096), context_tokens=32768) == Writer(
        "m", context_tokens=4096, answer_tokens=700, seed=7
    )


def test_sources_keep_half_of_a_small_window() -> None:
    writer = settled(InstalledModel("m", context_length=2048), answer_tokens=5000)

    assert (writer.context_tokens, writer.answer_tokens) == (2048, 1024)
