from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings, index_fingerprint, read_settings


def test_without_anything_set_the_defaults_hold() -> None:
    settings = read_settings({})

    assert settings == Settings(
        cache_dir=Path("~/.cache/openness-assistant").expanduser(),
        data_dir=Path("~/.local/share/openness-assistant").expanduser(),
    )


def test_environment_wins_over_the_default_and_the_command_line_over_both() -> None:
    environment = {"ASSISTANT_MODEL": "gemma3:4b", "ASSISTANT_PORT": "8000", "HOME": "/root"}

    settings = read_settings(environment, model="llama3.2", host=None)

    assert (settings.model, settings.port, settings.host) == ("llama3.2", 8000, "127.0.0.1")


def test_every_setting_can_come_from_the_environment() -> None:
    environment = {
        "ASSISTANT_INDEX_DIR": "/tmp/index",
        "ASSISTANT_EMBEDDING_MODEL": "/models/mine",
        "ASSISTANT_RERANKER": "/models/rerank",
        "ASSISTANT_ENTAILMENT": "/models/nli",
        "ASSISTANT_OLLAMA_URL": "https://[::1]:8443",
        "ASSISTANT_CA_FILE": "/etc/ssl/own.pem",
        "ASSISTANT_MODEL": "none",
        "ASSISTANT_CONTEXT_TOKENS": "4096",
        "ASSISTANT_ANSWER_TOKENS": "300",
        "ASSISTANT_SILENCE_S": "12.5",
        "ASSISTANT_PASSAGES": "3",
        "ASSISTANT_HOST": "0.0.0.0",
        "ASSISTANT_PORT": "80",
        "ASSISTANT_CACHE_DIR": "/tmp/cache",
        "ASSISTANT_DATA_DIR": "/tmp/data",
        "ASSISTANT_UPLOADS_MB": "20",
    }

    settings = read_settings(environment)

    assert settings == Settings(
        index_dir=Path("/tmp/index"),
        embedding_model="/models/mine",
        reranker="/models/rerank",
        entailment="/models/nli",
        ollama_url="https://[::1]:8443",
        ca_file="/etc/ssl/own.pem",
        model="none",
        context_tokens=4096,
        answer_tokens=300,
        silence_s=12.5,
        passages=3,
        host="0.0.0.0",
        port=80,
        cache_dir=Path("/tmp/cache"),
        data_dir=Path("/tmp/data"),
        uploads_mb=20,
    )
    assert len(environment) == len(fields(Settings))


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("ASSISTANT_MODLE", "ASSISTANT_MODEL"),
        ("ASSISTANT_OLLAMA_HOST", "ASSISTANT_OLLAMA_URL"),
        ("ASSISTANT_INDEX", "ASSISTANT_INDEX_DIR"),
    ],
)
def test_unknown_setting_is_an_error_with_the_nearest_name(name: str, meant: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({name: "x"})

    assert str(caught.value) == f"unknown setting {name!r}; did you mean {meant!r}?"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("PORT", "http", "ASSISTANT_PORT is 'http'; it must be a int"),
        ("SILENCE_S", "", "ASSISTANT_SILENCE_S is ''; it must be a float"),
        ("PORT", "0", "port is 0; it must be from 1 to 65535"),
        ("SILENCE_S", "nan", "silence_s is nan; it must be from 1 to 86400"),
        ("PASSAGES", "51", "passages is 51; it must be from 1 to 50"),
        (
            "CONTEXT_TOKENS",
            "512",
            "context_tokens is 512; it must be from 2048 to 1048576, or 0 to choose by the model"
            " and the memory",
        ),
        ("ANSWER_TOKENS", "-1", "answer_tokens is -1; it must be from 50 to 16384"),
        (
            "ANSWER_TOKENS",
            "8000",
            "answer_tokens is 8000; it must be at most half of context_tokens (8192): the sources"
            " need the rest",
        ),
    ],
)
def test_value_that_cannot_work_is_told_with_what_can(name: str, value: str, told: str) -> None:
    environment = {"ASSISTANT_CONTEXT_TOKENS": "8192", f"ASSISTANT_{name}": value}

    with pytest.raises(SettingsError) as caught:
        read_settings(environment)

    assert str(caught.value) == told


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:11434",
        "ftp://localhost",
        "http://",
        "http://[::1",
        "http://h:99999",
        "http://h:x",
    ],
)
def test_address_that_is_none_is_told_with_one_that_is(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({}, ollama_url=url)

    assert str(caught.value) == f"ollama_url is {url!r}; it must be like http://127.0.0.1:11434"


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        ({"OLLAMA_HOST": "0.0.0.0:11500"}, "http://127.0.0.1:11500"),
        ({"OLLAMA_HOST": " "}, "http://127.0.0.1:11434"),
        (
            {"OLLAMA_HOST": "gpu.lan", "ASSISTANT_OLLAMA_URL": "http://other.lan:1"},
            "http://other.lan:1",
        ),
    ],
)
def test_address_of_ollama_is_its_own_variable_unless_ours_is_set(
    environment: dict[str, str], url: str
) -> None:
    assert read_settings(environment).ollama_url == url


def test_home_folder_is_written_out() -> None:
    environment = {"ASSISTANT_CACHE_DIR": "~/c", "ASSISTANT_DATA_DIR": "~/d"}

    settings = read_settings(environment, index_dir=Path("~/i"))

    assert settings.cache_dir == Path("~/c").expanduser()
    assert settings.data_dir == Path("~/d").expanduser()
    assert settings.index_dir == Path("~/i").expanduser()


def test_fingerprint_tells_models_of_one_size_apart() -> None:
    one = index_fingerprint(model_sha256="a" * 64, dimensions=384)
    other = index_fingerprint(model_sha256="b" * 64, dimensions=384)

    assert one == "passages-3 model-aaaaaaaaaaaaaaaa dims-384"
    assert one != other
