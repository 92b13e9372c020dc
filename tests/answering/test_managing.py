from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager

import pytest

from assistant.answering.choosing import Chosen
from assistant.answering.jobs import Job, Jobs
from assistant.answering.managing import Models, not_there
from assistant.answering.pull import Progress
from assistant.errors import ModelError
from assistant.local_models import open_models
from assistant.settings import Settings
from tests.ollama_double import SILENT, Model, OllamaDouble

QWEN = Model("qwen3:4b-instruct")
GEMMA = Model("gemma3:1b", size_bytes=815_000_000)
NOMIC = Model("nomic-embed-text", capabilities=("embedding",))


@contextmanager
def models_of(double: OllamaDouble) -> Iterator[Models]:
    with closing(open_models(Settings(ollama_url=double.url, silence_s=5))) as models:
        yield models


def ended(jobs: Jobs) -> Job:
    """The last job, once it has ended."""
    wait_until(lambda: jobs.last is not None and not jobs.last.running)
    assert jobs.last is not None
    return jobs.last


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_look_tells_the_server_its_models_and_what_suits_the_machine() -> None:
    with OllamaDouble(models=[QWEN, NOMIC]) as double, models_of(double) as models:
        view = models.look()

    assert (view.url, view.near, view.problem, view.version) == (double.url, True, "", "0.33.0")
    assert [offered.model.name for offered in view.models] == [
        "nomic-embed-text:latest",
        "qwen3:4b-instruct",
    ]
    qwen = view.find("Qwen3:4b-instruct")
    assert qwen is not None and qwen.writer.license == "Apache-2.0"
    assert view.recommended.small not in not_there(view)


def test_look_at_nothing_tells_the_next_step() -> None:
    with closing(open_models(Settings(ollama_url="http://127.0.0.1:9"))) as models:
        view = models.look()

    assert view.problem.startswith("Ollama is not running at http://127.0.0.1:9; ")
    assert (view.models, view.version) == ((), "")


def test_switch_tells_who_answers() -> None:
    told: list[Chosen] = []
    with OllamaDouble(models=[QWEN, GEMMA]) as double, models_of(double) as models:
        models.attach(told.append)
        models.switch("gemma3:1b")
        models.switch("none")

    assert [chosen.model for chosen in told] == ["gemma3:1b", None]


def test_switch_before_the_documents_are_open_counts_when_they_are() -> None:
    told: list[Chosen] = []
    with OllamaDouble(models=[QWEN]) as double, models_of(double) as models:
        models.switch("qwen3:4b-instruct")
        models.attach(told.append)

    assert [chosen.model for chosen in told] == ["qwen3:4b-instruct"]


def test_switch_to_what_is_not_there_changes_nothing() -> None:
    told: list[Chosen] = []
    with OllamaDouble(models=[QWEN]) as double, models_of(double) as models:
        models.attach(told.append)
        with pytest.raises(ModelError) as caught:
            models.switch("gemma3:1b")

    assert str(caught.value) == (
        "Ollama does not have the model 'gemma3:1b'; get it with `ollama pull gemma3:1b`"
    )
    assert told == []


def test_size_of_a_recommended_model_is_known_without_asking() -> None:
    with OllamaDouble(models=[]) as double, models_of(double) as models:
        assert models.size("qwen3:8b").total == 5_200_000_000

    assert double.requests == []


def test_size_of_another_is_read_and_the_download_held() -> None:
    with (
        OllamaDouble(models=[], pullable=[GEMMA], pull_tick_s=0.5) as double,
        models_of(double) as models,
    ):
        size = models.size("gemma3:1b")
        held = double.wait_for("/api/pull").client_left.wait(2)

    assert size.total == GEMMA.size_bytes
    assert held
    assert double.backend.models == []


def test_download_goes_on_in_the_background_to_its_end() -> None:
    with OllamaDouble(models=[], pullable=[GEMMA]) as double, models_of(double) as models:
        models.downloads.start("gemma3:1b")
        last = ended(models.downloads)
        found = models.look().find("gemma3:1b")

    assert (last.progress.done, last.problem, last.stopped) == (True, "", False)
    assert found is not None


def test_download_is_stopped_within_two_seconds() -> None:
    with (
        OllamaDouble(models=[], pullable=[GEMMA], pull_tick_s=60) as double,
        models_of(double) as models,
    ):
        models.downloads.start("gemma3:1b")
        request = double.wait_for("/api/pull")
        started = time.monotonic()
        models.downloads.stop()
        left, took_s = request.client_left.wait(2), time.monotonic() - started

    assert left and took_s < 2
    last = ended(models.downloads)
    assert (last.stopped, last.progress.done) == (True, False)


def test_second_download_waits_for_the_first() -> None:
    with (
        OllamaDouble(models=[], pullable=[GEMMA], pull_tick_s=60) as double,
        models_of(double) as models,
    ):
        models.downloads.start("gemma3:1b")
        with pytest.raises(ModelError) as caught:
            models.downloads.start("qwen3:8b")

    assert str(caught.value) == ("'gemma3:1b' is still on its way; wait for it, or stop it first")


def test_download_that_fails_keeps_its_reason() -> None:
    with OllamaDouble(models=[]) as double, models_of(double) as models:
        models.downloads.start("nope:1b")
        last = ended(models.downloads)

    assert last.problem == (
        "there is no model 'nope:1b' in Ollama's library; look for its name at"
        " https://ollama.com/library"
    )


def test_work_that_breaks_off_for_an_unknown_reason_is_no_success() -> None:
    def broken(_: str) -> Generator[Progress]:
        yield Progress("pulling manifest")
        raise RuntimeError("secret")

    jobs = Jobs(broken)
    jobs.start("gemma3:1b")

    assert ended(jobs).problem == (
        "the work on 'gemma3:1b' broke off for a reason that is in the log; try again"
    )


def test_load_waits_and_says_when_the_model_is_there() -> None:
    with OllamaDouble(models=[QWEN], load_s=0.7) as double, models_of(double) as models:
        models.loadings.start("qwen3:4b-instruct")
        job = ended(models.loadings)
        loaded = models.look().find("qwen3:4b-instruct")

    assert (job.progress.status, job.problem) == ("loaded", "")
    assert loaded is not None and loaded.model.loaded_window == loaded.writer.context_tokens


def test_closing_leaves_nothing_behind() -> None:
    before = threading.active_count()
    with OllamaDouble(models=[QWEN], at={"/api/chat": SILENT}) as double:
        with models_of(double) as models:
            models.loadings.start("qwen3:4b-instruct")
            request = double.wait_for()
        left = request.client_left.wait(2)

    assert left
    wait_until(lambda: threading.active_count() <= before)
