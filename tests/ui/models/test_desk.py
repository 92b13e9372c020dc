from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from assistant.answering.choosing import Chosen
from assistant.answering.managing import Models
from assistant.local_models import open_models
from assistant.settings import Settings
from assistant.ui.models.desk import Desk
from assistant.ui.opening import Opening
from assistant.ui.words.english import ENGLISH
from tests.ollama_double import Model, OllamaDouble
from tests.ui.scripted import ScriptedAssistant

QWEN = Model("qwen3:4b-instruct")
GEMMA = Model("gemma3:1b", size_bytes=815_000_000)


@dataclass
class Place:
    """A desk with what stands behind it."""

    desk: Desk
    models: Models
    assistant: ScriptedAssistant

    def use(self, chosen: Chosen) -> None:
        self.assistant.model = chosen.model


@contextmanager
def a_desk(double: OllamaDouble, *, manages: bool = True) -> Iterator[Place]:
    assistant = ScriptedAssistant(model="qwen3:4b-instruct")
    opening = Opening(lambda: assistant)
    opening.start()
    opening.wait(5)
    with closing(open_models(Settings(ollama_url=double.url, silence_s=5))) as models:
        place = Place(Desk(models, opening, ENGLISH, manages=manages), models, assistant)
        models.attach(place.use)
        yield place


def going(place: Place, act: str, model: str = "") -> list[str]:
    """What was said, step by step."""
    return [s.going for s in place.desk.act(act, model) if s.going is not None]


def test_looking_says_so_first_and_then_what_is_there() -> None:
    with OllamaDouble(models=[QWEN]) as double, a_desk(double) as place:
        looking, found = place.desk.look()

    assert looking.listed is not None and "Asking Ollama" in looking.listed
    assert found.listed is not None and "qwen3:4b-instruct" in found.listed


def test_another_model_answers_from_now_on() -> None:
    with OllamaDouble(models=[QWEN, GEMMA]) as double, a_desk(double) as place:
        *_, last = place.desk.act("use", "gemma3:1b")

    assert place.assistant.model == "gemma3:1b"
    assert last.switched
    assert last.going is not None and "gemma3:1b writes the answers from now on." in last.going
    assert last.listed is not None


def test_quotations_alone_are_chosen() -> None:
    with OllamaDouble(models=[QWEN]) as double, a_desk(double) as place:
        said = going(place, "use", "none")

    assert place.assistant.model is None
    assert "Answers are quotations from now on." in said[-1]


def test_model_that_is_gone_is_told_and_the_other_stays() -> None:
    with OllamaDouble(models=[QWEN]) as double, a_desk(double) as place:
        said = going(place, "use", "gemma3:1b")

    assert place.assistant.model == "qwen3:4b-instruct"
    assert "<code>ollama pull gemma3:1b</code>" in said[-1]


def test_size_comes_before_the_download_and_nothing_is_got_without_a_yes() -> None:
    with (
        OllamaDouble(models=[QWEN], pullable=[GEMMA], pull_tick_s=0.5) as double,
        a_desk(double) as place,
    ):
        said = going(place, "get", " ollama pull gemma3:1b ")
        there = [model.name for model in double.backend.models]

    assert "Asking Ollama how large gemma3:1b is" in said[0]
    assert "gemma3:1b is 815 MB." in said[1]
    assert there == ["qwen3:4b-instruct"]


def test_download_is_shown_to_its_end_and_the_model_listed() -> None:
    with (
        OllamaDouble(models=[QWEN], pullable=[GEMMA], pull_tick_s=0.1) as double,
        a_desk(double) as place,
    ):
        *steps, last = place.desk.act("start", "gemma3:1b")

    assert any("<progress" in (step.going or "") for step in steps)
    assert last.going is not None and "gemma3:1b is here now." in last.going
    assert last.listed is not None and 'data-act="use" data-model="gemma3:1b"' in last.listed


def test_no_name_is_told() -> None:
    with OllamaDouble() as double, a_desk(double) as place:
        said = going(place, "get", "  ")

    assert "Type the name of a model first" in said[-1]
    assert double.requests == []


def test_reader_who_may_not_manage_changes_nothing() -> None:
    with (
        OllamaDouble(models=[QWEN, GEMMA], pullable=["qwen3:8b"]) as double,
        a_desk(double, manages=False) as place,
    ):
        for act in ("use", "start", "get", "load", "stop"):
            list(place.desk.act(act, "gemma3:1b"))

    assert place.assistant.model == "qwen3:4b-instruct"
    assert {r.path for r in double.requests} <= {
        "/api/version", "/api/tags", "/api/show", "/api/ps",
    }  # fmt: skip


def test_page_that_is_opened_during_a_download_goes_on_showing_it() -> None:
    with (
        OllamaDouble(models=[QWEN], pullable=[GEMMA], pull_tick_s=0.1) as double,
        a_desk(double) as place,
    ):
        place.models.downloads.start("gemma3:1b")
        said = [step.going for step in place.desk.look() if step.going]

    assert "<progress" in said[0]
    assert "gemma3:1b is here now." in said[-1]
