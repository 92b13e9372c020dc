from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.answering.installed import installed_models
from assistant.answering.pull import Progress, Tally, free_bytes, pull
from assistant.answering.relay import Relay
from assistant.answering.server import Server
from assistant.errors import ModelError, OllamaNotRunning, PullFailed
from tests.ollama_double import Model, OllamaDouble, Script, refuses
from tests.ollama_double.pulling import TICKS

GEMMA = Model("gemma3:1b", size_bytes=815_000_000)
NOTHING = Progress()


@pytest.fixture(scope="module")
def relay() -> Iterator[Relay]:
    relay = Relay()
    yield relay
    relay.close()


def come(relay: Relay, url: str, name: str = "gemma3:1b") -> list[Progress]:
    """Everything a download says, heartbeats left out."""
    items = relay.items(pull(Server(url), name), NOTHING)
    return [progress for progress in items if progress is not NOTHING]


def failure(relay: Relay, double: OllamaDouble, name: str = "gemma3:1b") -> ModelError:
    with pytest.raises(ModelError) as caught:
        come(relay, double.url, name)
    return caught.value


def test_download_says_how_far_it_is_and_the_model_is_there_afterwards(relay: Relay) -> None:
    with OllamaDouble(models=[], pullable=[GEMMA]) as double:
        said = come(relay, double.url)
        installed = installed_models(Server(double.url))

    shares = [p.completed for p in said]
    assert shares == sorted(shares)
    assert (said[0].status, said[-1].status) == ("pulling manifest", "success")
    assert said[-1].completed == said[-1].total > GEMMA.size_bytes
    assert [model.name for model in installed] == ["gemma3:1b"]


def test_size_is_named_before_much_has_come(relay: Relay) -> None:
    with OllamaDouble(models=[], pullable=[GEMMA]) as double:
        first = next(p for p in come(relay, double.url) if p.names_size)

    assert (first.completed, first.total) == (0, GEMMA.size_bytes)


def test_small_first_layer_is_not_taken_for_the_size() -> None:
    tally = Tally()

    assert not tally.add("pulling a", "sha256:a", 0, 11_338).names_size
    assert tally.add("pulling b", "sha256:b", 0, 815_000_000).names_size


def test_rate_is_that_of_the_last_seconds() -> None:
    now = iter([0.0, 1.0, 2.0, 20.0])
    tally = Tally(clock=lambda: next(now))

    rates = [tally.add("pulling a", "sha256:a", done, 1000).rate for done in (500, 600, 700, 700)]

    assert rates == [0.0, 100.0, 100.0, 0.0]


def test_stopped_download_closes_its_request_and_goes_on_where_it_stopped(relay: Relay) -> None:
    with OllamaDouble(models=[], pullable=[GEMMA], pull_tick_s=0.05) as double:
        with closing(relay.items(pull(Server(double.url), "gemma3:1b"), NOTHING)) as items:  # type: ignore[type-var]
            stopped = next(p for p in items if p.completed)
        started = time.monotonic()
        request = double.wait_for("/api/pull")
        left, took_s = request.client_left.wait(2), time.monotonic() - started
        again = come(relay, double.url)

    assert left and took_s < 2
    assert double.backend.models == [GEMMA]
    first = next(p for p in again if p.total)
    assert first.completed >= stopped.completed >= GEMMA.size_bytes // TICKS


def test_nobody_there_is_told_with_the_next_step(relay: Relay) -> None:
    with pytest.raises(OllamaNotRunning, match="Ollama is not running at"):
        come(relay, "http://127.0.0.1:9")


def test_model_that_runs_elsewhere_is_refused_unasked(relay: Relay) -> None:
    with OllamaDouble() as double:
        told = failure(relay, double, "glm-4.6:cloud")

    assert str(told) == "'glm-4.6:cloud' runs on another machine and is not used here: offline"
    assert double.requests == []


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (
            "pull model manifest: file does not exist",
            "there is no model 'gemma3:1b' in Ollama's library; look for its name at"
            " https://ollama.com/library",
        ),
        (
            "write /root/.ollama/models/blobs/sha256-ab-partial: no space left on device",
            "Ollama's disk is full; free some space and get 'gemma3:1b' again: it goes on where it"
            " stopped",
        ),
        (
            'pull model manifest: Get "https://registry.ollama.ai/v2/": dial tcp: lookup'
            " registry.ollama.ai: no such host",
            'Ollama cannot reach its library (pull model manifest: Get "https://registry.ollama.ai/'
            'v2/": dial tcp: lookup registry.ollama.ai: no such host); connect to the network and'
            " get 'gemma3:1b' again: it goes on where it stopped",
        ),
        (
            "pull model manifest: 412: The model you are attempting to pull requires a newer"
            " version of Ollama.",
            "'gemma3:1b' needs a newer Ollama; update it from https://ollama.com/download",
        ),
        (
            "digest mismatch, file must be downloaded again",
            "Ollama could not get 'gemma3:1b': digest mismatch, file must be downloaded again; look"
            " at its log",
        ),
    ],
)
@pytest.mark.parametrize("status", [200, 500])
def test_what_ollama_says_is_told_with_the_next_step(
    relay: Relay, status: int, reason: str, told: str
) -> None:
    body = refuses(status, reason).body
    with OllamaDouble(at={"/api/pull": Script(status=status, body=body)}) as double:
        caught = failure(relay, double)

    assert (type(caught), str(caught)) == (PullFailed, told)


def test_name_that_is_none_is_told(relay: Relay) -> None:
    with OllamaDouble() as double:
        told = failure(relay, double, "not a name!")

    assert str(told) == "'not a name!' is no name of a model; write it like 'qwen3:4b-instruct'"


@pytest.mark.parametrize("body", ['{"status":"pulling manifest"}\n', "<html>\n", "[]\n"])
def test_download_that_ends_without_success_broke_off(relay: Relay, body: str) -> None:
    with OllamaDouble(at={"/api/pull": Script(body=body)}) as double:
        told = failure(relay, double)

    assert str(told) == (
        "the download of 'gemma3:1b' broke off; get it again: Ollama goes on where it stopped"
    )


def test_free_space_is_known_where_the_models_lie_here(tmp_path: Path) -> None:
    here, away = Server("http://127.0.0.1:11434"), Server("http://gpu.lan:11434")

    assert free_bytes(here, {"OLLAMA_MODELS": str(tmp_path)}, ()) is not None
    assert free_bytes(here, {}, (str(tmp_path / "none"),)) is None
    assert free_bytes(away, {"OLLAMA_MODELS": str(tmp_path)}, ()) is None
