from __future__ import annotations

import pytest

from assistant.answering.installed import InstalledModel, installed_models, same_model
from assistant.answering.server import Server
from assistant.errors import AnswerFailed, OllamaNotRunning
from tests.ollama_double import SILENT, Model, OllamaDouble, Script, refuses

QWEN = Model("qwen3:4b-instruct")
GPT_OSS = Model("gpt-oss:20b", capabilities=("completion", "thinking"), family="gptoss")
NOMIC = Model("nomic-embed-text", capabilities=("embedding",), family="nomic-bert", layers=0)
CLOUD = Model("deepseek-v3.1:671b-cloud", remote_host="https://ollama.com:443")
PASSED_ON = Model("my-helper", remote_host="https://ollama.com:443")


def test_each_model_comes_with_all_that_the_server_says_of_it() -> None:
    with OllamaDouble(models=[QWEN]) as double:
        found = installed_models(Server(double.url))

    assert found == [
        InstalledModel(
            name="qwen3:4b-instruct",
            size_bytes=2_497_293_918,
            digest=QWEN.digest,
            family="qwen3",
            parameter_size="4.0B",
            quantization="Q4_K_M",
            context_length=40960,
            license="Apache-2.0",
            capabilities=("completion", "tools"),
            # Keys and values of 36 layers, 8 heads of 128 numbers, 2 bytes each.
            cache_bytes_per_token=2 * 36 * 8 * 128 * 2,
        )
    ]


def test_loaded_model_is_told_with_its_window() -> None:
    with OllamaDouble(models=[QWEN, GPT_OSS]) as double:
        double.backend.memory.use(QWEN, 8192, "5m")
        found = {model.name: model for model in installed_models(Server(double.url))}

    assert found["qwen3:4b-instruct"].loaded_window == 8192
    assert found["qwen3:4b-instruct"].loaded_bytes > QWEN.size_bytes
    assert found["gpt-oss:20b"].loaded_bytes == 0


def test_models_that_write_no_answers_here_say_why() -> None:
    with OllamaDouble(models=[QWEN, NOMIC, CLOUD, PASSED_ON]) as double:
        found = installed_models(Server(double.url))

    assert {model.name: model.unfit for model in found} == {
        "qwen3:4b-instruct": "",
        "nomic-embed-text:latest": "makes vectors, not answers",
        "deepseek-v3.1:671b-cloud": "runs on another machine",
        "my-helper:latest": "runs on another machine",
    }


def test_server_that_lists_no_capabilities_is_judged_by_the_family() -> None:
    assert InstalledModel("old", family="llama").unfit == ""
    assert InstalledModel("old", family="bert").unfit == "makes vectors, not answers"


@pytest.mark.parametrize("path", ["/api/show", "/api/ps"])
def test_model_is_listed_when_the_server_says_no_more(path: str) -> None:
    with OllamaDouble(at={path: refuses(500, "broken")}) as double:
        (found,) = installed_models(Server(double.url))

    assert (found.name, found.size_bytes, found.loaded_bytes) == (
        "qwen3:4b-instruct",
        2_497_293_918,
        0,
    )


def test_window_of_a_model_that_is_built_otherwise_is_not_made_up() -> None:
    with OllamaDouble(models=[NOMIC]) as double:
        (found,) = installed_models(Server(double.url))

    assert found.cache_bytes_per_token == 0


def test_server_without_models_has_none() -> None:
    with OllamaDouble(models=[]) as double:
        assert installed_models(Server(double.url)) == []


def test_silent_server_is_told_after_a_second() -> None:
    with OllamaDouble(at={"/api/tags": SILENT}) as double, pytest.raises(OllamaNotRunning) as told:
        installed_models(Server(double.url))

    assert str(told.value) == f"{double.url!r} does not answer within 1 s; restart Ollama"


@pytest.mark.parametrize("body", ["[]", '{"models":5}', '{"models":[{"size":1}]}', "<html>"])
def test_what_is_no_list_of_models_is_another_protocol(body: str) -> None:
    with (
        OllamaDouble(at={"/api/tags": Script(body=body)}) as double,
        pytest.raises(AnswerFailed, match="does not speak Ollama's protocol"),
    ):
        installed_models(Server(double.url))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("llama3.2", "llama3.2:latest", True),
        ("Qwen3:4B", "qwen3:4b", True),
        ("qwen3", "qwen3:4b", False),
        ("host:5000/a/b", "host:5000/a/b:latest", True),
    ],
)
def test_names_are_compared_as_ollama_does(one: str, other: str, same: bool) -> None:
    assert same_model(one, other) is same
