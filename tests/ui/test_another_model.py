from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import gradio as gr
import pytest

from assistant.answering.choosing import Chosen
from assistant.answering.managing import Models
from assistant.local_models import open_models
from assistant.settings import Settings
from assistant.ui.another_model import AnotherModel
from assistant.ui.chat import answer_last, ask
from assistant.ui.chat_events import ChatEvents
from assistant.ui.conversation import Conversation
from assistant.ui.keeping import Keeping
from assistant.ui.opening import Opening
from assistant.ui.render import render_hint
from assistant.ui.words.english import ENGLISH
from tests.ollama_double import Model, OllamaDouble
from tests.ui.scripted import ANSWERED, ScriptedAssistant

QUESTION, HINT = 3, 4  # places among the updates: what is typed, and the hint above it
HERE = ENGLISH.models


@pytest.fixture(scope="module")
def models() -> Iterator[Models]:
    installed = [
        Model("qwen3:4b-instruct"),
        Model("llama3.2:3b"),
        Model("nomic-embed-text", capabilities=("embedding",)),
    ]
    with (
        OllamaDouble(installed) as double,
        closing(open_models(Settings(ollama_url=double.url))) as models,
    ):
        yield models


def test_every_model_that_can_answer_and_does_not_is_offered_and_quotations_last(
    models: Models,
) -> None:
    html = AnotherModel(models, ENGLISH).offer(7, "qwen3:4b-instruct")

    assert [piece.split('"')[0] for piece in html.split('data-model="')[1:]] == [
        "llama3.2:3b",
        "none",
    ]
    assert html.count('data-do="with" data-of="7"') == 2


def test_who_only_quotes_is_offered_models_only(models: Models) -> None:
    html = AnotherModel(models, ENGLISH).offer(1, None)

    assert 'data-model="qwen3:4b-instruct"' in html
    assert 'data-model="none"' not in html


def test_a_server_that_does_not_run_is_told_with_the_next_step() -> None:
    with closing(open_models(Settings(ollama_url="http://127.0.0.1:9"))) as models:
        quoting = AnotherModel(models, ENGLISH).offer(1, None)
        writing = AnotherModel(models, ENGLISH).offer(1, "qwen3:4b-instruct")

    assert "ollama serve" in quoting
    assert "data-model" not in quoting
    assert "ollama serve" in writing
    assert 'data-model="none"' in writing


def test_a_reader_who_may_not_choose_is_told_who_does() -> None:
    assert AnotherModel(None, ENGLISH).offer(1, None) == render_hint(HERE.read_only)


def answered(models: Models | None) -> tuple[ChatEvents, Conversation, ScriptedAssistant]:
    assistant = ScriptedAssistant(model="qwen3:4b-instruct")
    opening = Opening(lambda: assistant)
    if models is not None:

        def use(chosen: Chosen) -> None:
            assistant.model = chosen.model

        models.attach(use)
    assistant.model = "qwen3:4b-instruct"  # the last choice was told on attaching
    talk = Conversation()
    ask(ANSWERED.question, talk, ENGLISH)
    list(answer_last(talk, opening, ENGLISH))
    return ChatEvents(opening, Keeping(None, ENGLISH), ENGLISH, models), talk, assistant


def press(events: ChatEvents, talk: Conversation, **told: str) -> tuple[object, ...]:
    return events.on_click(talk, "", "half a question", gr.EventData(None, told), gr.Request())


def test_the_question_goes_to_the_model_that_was_pressed(models: Models) -> None:
    events, talk, assistant = answered(models)

    press(events, talk, do="with", of="1", model="llama3.2:3b")

    assert assistant.model == "llama3.2:3b"
    assert talk.busy
    assert [one.question for one in talk.exchanges] == [ANSWERED.question]


@pytest.mark.parametrize("model", ["gone:1b", "nomic-embed-text"])
def test_a_model_that_cannot_answer_leaves_all_as_it_was_and_says_why(
    models: Models, model: str
) -> None:
    events, talk, assistant = answered(models)

    updates = press(events, talk, do="with", of="1", model=model)

    assert assistant.model == "qwen3:4b-instruct"
    assert not talk.busy
    assert talk.editing == ""
    assert updates[QUESTION] == "half a question"
    assert model in str(updates[HINT])


def test_leaving_it_takes_the_choice_away_and_keeps_what_is_typed(models: Models) -> None:
    events, talk, _ = answered(models)
    offered = press(events, talk, do="another", of="1")

    left = press(events, talk, do="leave")

    assert HERE.which_other in str(offered[HINT])
    assert left[QUESTION] == "half a question"
    assert left[HINT] == ""


def test_a_reader_who_may_not_choose_changes_nothing() -> None:
    events, talk, assistant = answered(None)

    updates = press(events, talk, do="with", of="1", model="llama3.2:3b")

    assert assistant.model == "qwen3:4b-instruct"
    assert not talk.busy
    assert updates[HINT] == render_hint(HERE.read_only)
