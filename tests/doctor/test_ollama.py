from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.start_command import next_step
from assistant.doctor.finding import Finding
from assistant.doctor.ollama import examine_ollama, findings_of
from assistant.settings import Settings
from tests.ollama_double import Model, OllamaDouble
from tests.ui.models.made import VIEW

MODELS = (
    Model("qwen3:4b-instruct"),
    Model("gpt-oss:20b", size_bytes=13_800_000_000, family="gptoss", quantization="MXFP4",
          parameter_size="20.9B", capabilities=("completion", "thinking"), license=""),
    Model("nomic-embed-text", capabilities=("embedding",)),
    Model("glm-4.6:cloud", remote_host="https://ollama.com:443"),
    Model("llama3.1:405b", size_bytes=230_000_000_000_000),
)  # fmt: skip


def found(url: str, **fields: object) -> dict[str, Finding]:
    """The findings by what was looked at."""
    settings = Settings(ollama_url=url, **fields)  # type: ignore[arg-type]  # names of knobs
    return {finding.what: finding for finding in examine_ollama(settings)}


@pytest.fixture(scope="module")
def findings() -> dict[str, Finding]:
    with OllamaDouble(models=MODELS) as double:
        double.backend.memory.use(MODELS[0], 8192, "5m")
        return found(double.url)


def test_nothing_of_ollama_is_needed(findings: dict[str, Finding]) -> None:
    assert not any(finding.needed for finding in findings.values())


def test_server_that_runs_is_told_with_its_version(findings: dict[str, Finding]) -> None:
    finding = findings["Ollama"]

    assert finding.ok
    assert finding.told.startswith("version 0.33.0 runs at http://127.0.0.1:")
    assert finding.told.endswith("; 5 model(s)")


def test_model_is_told_with_all_that_decides_about_it(findings: dict[str, Finding]) -> None:
    assert findings["Model qwen3:4b-instruct"].told == (
        "2.5 GB, 4.0B, Q4_K_M, license Apache-2.0, window 8,192 of 40,960 tokens, needs about"
        " 4.2 GB, which fits this memory, in memory now with a window of 8,192, digest"
        f" {MODELS[0].digest[:12]}"
    )


def test_model_that_must_think_says_so(findings: dict[str, Finding]) -> None:
    assert "license not said" in findings["Model gpt-oss:20b"].told
    assert "thinking low" in findings["Model gpt-oss:20b"].told


def test_models_that_are_not_for_answers_say_why(findings: dict[str, Finding]) -> None:
    assert findings["Model nomic-embed-text:latest"].told == (
        "not used for answers: it makes vectors, not answers"
    )
    assert findings["Model glm-4.6:cloud"].told == (
        "not used for answers: it runs on another machine"
    )


def test_model_that_does_not_fit_is_a_note(findings: dict[str, Finding]) -> None:
    finding = findings["Model llama3.1:405b"]

    assert not finding.ok
    assert "is more than this memory has to spare" in finding.told


def test_answering_model_is_named(findings: dict[str, Finding]) -> None:
    assert findings["Answering model"] == Finding(
        "Answering model", True, "qwen3:4b-instruct", needed=False
    )


@pytest.mark.parametrize(
    ("model", "ok", "told"),
    [
        ("none", True, "none: quotations only, as it is set"),
        (
            "gemma3:4b",
            False,
            "'gemma3:4b' is not installed; get it with `ollama pull gemma3:4b`, or choose another"
            " with ASSISTANT_MODEL",
        ),
        (
            "nomic-embed-text",
            False,
            "'nomic-embed-text' makes vectors, not answers; choose another with ASSISTANT_MODEL",
        ),
    ],
)
def test_answering_model_that_is_none_is_told_with_the_next_step(
    model: str, ok: bool, told: str
) -> None:
    with OllamaDouble(models=MODELS) as double:
        finding = found(double.url, model=model)["Answering model"]

    assert (finding.ok, finding.told) == (ok, told)


def test_server_that_does_not_run_is_told_with_the_command_and_a_model_to_get() -> None:
    url = "http://127.0.0.1:9"

    findings = found(url)

    assert findings["Ollama"] == Finding(
        "Ollama",
        False,
        f"Ollama is not running at {url}; {next_step(url)} (answers are quotations until then)",
        needed=False,
    )
    assert findings["Recommended model"].told.startswith("`ollama pull qwen3:")


def test_address_that_leaves_this_network_is_told() -> None:
    far = replace(VIEW, url="http://models.example.org", near=False)

    first = next(iter(findings_of(far, Settings())))

    assert (first.what, first.ok) == ("Ollama address", False)
    assert first.told == (
        "http://models.example.org is neither this machine nor in its network: questions and"
        " passages are sent there, readable on the way: use https. It is used because"
        " ASSISTANT_OLLAMA_URL or OLLAMA_HOST names it; unset both to stay here"
    )
