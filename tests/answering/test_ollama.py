from __future__ import annotations

import logging
import math
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Protocol

import pytest
from langchain_core.messages import HumanMessage, SystemMessage

from assistant.answering.choosing import SEED, Chosen, choose_model
from assistant.answering.installed import installed_models
from assistant.answering.ollama import KEEP_ALIVE, OllamaModel
from assistant.answering.relay import Relay
from assistant.answering.server import Server
from assistant.answering.start_command import next_step
from assistant.answering.thinking import THINKING_TOKENS
from assistant.answering.writing import Heard
from assistant.errors import (
    AnswerCutOff,
    AnswerFailed,
    ModelBusy,
    ModelError,
    ModelMissing,
    OllamaNotRunning,
)
from assistant.types import Writer
from tests.ollama_double import (
    BUSY,
    DROPPED,
    EMPTY_LINE,
    EMPTY_STREAM,
    GARBAGE,
    HTML_502,
    LOAD_ONLY,
    RUNNER_DIED,
    SILENT,
    THINKING_ONLY,
    Model,
    OllamaDouble,
    Script,
    refuses,
    says,
    too_long,
)

MODEL = "qwen3:4b-instruct"
MESSAGES = [SystemMessage("Be short."), HumanMessage("Is it open?")]
ENDLESS = Script(tokens=(" more",), endless=True, per_token_s=0.01)


@pytest.fixture(scope="module")
def relay() -> Iterator[Relay]:
    relay = Relay()
    yield relay
    relay.close()


def a_model(url: str, *, silence_s: float = 5.0, thinking: str = "off") -> OllamaModel:
    writer = Writer(MODEL, context_tokens=8192, answer_tokens=700, seed=SEED, thinking=thinking)
    return OllamaModel(Server(url), writer, silence_s=silence_s)


def read(relay: Relay, model: OllamaModel) -> tuple[str, ModelError | None]:
    """What was written, and how it failed."""
    text = ""
    try:
        for piece in relay.pieces(model.stream(MESSAGES)):
            text += piece
    except ModelError as exc:
        return text, exc
    return text, None


class Ask(Protocol):
    def __call__(self, *scripts: Script) -> tuple[str, ModelError | None]: ...


@pytest.fixture(scope="module")
def ask(relay: Relay) -> Iterator[Ask]:
    """What one server makes of a script, and nothing left running there afterwards."""
    with OllamaDouble() as double:
        model = a_model(double.url, silence_s=0.5)

        def ask(*scripts: Script) -> tuple[str, ModelError | None]:
            double.say(*scripts)
            said = read(relay, model)
            assert double.chats[-1].finished.wait(2), "the server still works for nobody"
            return said

        yield ask


def free_port_url() -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"http://127.0.0.1:{free.getsockname()[1]}"


@pytest.mark.parametrize("split_bytes", [None, 1, 3])
@pytest.mark.parametrize(
    "text", ["Yes, it is [1].", "a < b & c > d \u2028 é日本 😀 👩‍👩‍👧 שלום [1]."]
)
def test_answer_arrives_as_it_was_written(ask: Ask, text: str, split_bytes: int | None) -> None:
    script = replace(says(text), split_bytes=split_bytes)

    assert ask(script) == (text, None)


@pytest.mark.parametrize(
    ("script", "kept", "kind", "told"),
    [
        (
            refuses(404, "model 'qwen3:4b-instruct' not found"),
            "",
            ModelMissing,
            "Ollama does not have the model 'qwen3:4b-instruct'; get it with"
            " `ollama pull qwen3:4b-instruct`",
        ),
        (
            too_long(8001, 4096),
            "",
            AnswerFailed,
            "the sources do not fit into the model's context window; lower ASSISTANT_PASSAGES or"
            " raise ASSISTANT_CONTEXT_TOKENS",
        ),
        (
            refuses(500, "llama-server process has terminated: exit status 1"),
            "",
            AnswerFailed,
            "'qwen3:4b-instruct' could not be loaded (llama-server process has terminated: exit"
            " status 1); close other programs, or choose a smaller model",
        ),
        (
            refuses(400, "something new"),
            "",
            AnswerFailed,
            "Ollama refused (400): something new; look at its log",
        ),
        (
            RUNNER_DIED,
            "Hello",
            AnswerCutOff,
            "the model stopped in the middle (an error was encountered while running the model:"
            " unexpected EOF); ask again",
        ),
        (DROPPED, "Hello", AnswerCutOff, "the connection to Ollama broke off; ask again"),
        (
            replace(DROPPED, ending="reset"),
            "Hello",
            AnswerCutOff,
            "the connection to Ollama broke off; ask again",
        ),
        (
            replace(DROPPED, stop_after=0),
            "",
            AnswerCutOff,
            "the connection to Ollama broke off; ask again",
        ),
        (
            Script(ending="no_done"),
            "Hello there.",
            AnswerCutOff,
            "Ollama ended the answer before it was complete; ask again",
        ),
        (
            Script(done_reason="length"),
            "Hello there.",
            AnswerCutOff,
            "the model reached the longest answer it may write; ask for less, or raise"
            " ASSISTANT_ANSWER_TOKENS",
        ),
        (
            GARBAGE,
            "Hello",
            AnswerCutOff,
            "Ollama sent no usable answer; ask again, or look at its log",
        ),
        (
            replace(GARBAGE, stop_after=0),
            "",
            AnswerFailed,
            "Ollama sent no usable answer; ask again, or look at its log",
        ),
        (
            EMPTY_STREAM,
            "",
            AnswerFailed,
            "Ollama sent no usable answer; ask again, or look at its log",
        ),
        (
            THINKING_ONLY,
            "",
            AnswerFailed,
            "'qwen3:4b-instruct' spent its whole answer on thinking; ask again, raise"
            " ASSISTANT_ANSWER_TOKENS, or choose a model that does not think",
        ),
    ],
)
def test_failure_keeps_what_came_and_says_what_to_do(
    ask: Ask, script: Script, kept: str, kind: type[ModelError], told: str
) -> None:
    text, failure = ask(script)

    assert (text, type(failure), str(failure)) == (kept, kind, told)


def test_full_queue_is_asked_again_a_few_times(ask: Ask) -> None:
    assert ask(BUSY, BUSY, says("Yes.")) == ("Yes.", None)


def test_queue_that_stays_full_is_told(relay: Relay) -> None:
    with OllamaDouble(scripts=[BUSY] * 9) as double:
        text, failure = read(relay, a_model(double.url))

    assert (text, type(failure)) == ("", ModelBusy)
    assert str(failure) == "Ollama is busy with other requests; ask again in a moment"
    assert len(double.chats) == 4


@pytest.mark.parametrize(
    "script",
    [
        EMPTY_LINE,
        HTML_502,
        LOAD_ONLY,
        replace(RUNNER_DIED, stop_after=0),
        Script(tokens=()),
        Script(status=500, body="[]"),
        Script(status=302, headers=(("Location", "/api/chat"),)),
        Script(raw=b'{"error":{"code":1}}\n', stop_after=1),
        Script(raw=b'{"model":"m","done":false}\n', stop_after=1),
        Script(raw=b'{"message":5}\n', stop_after=0),
        Script(raw=b"[]\n", stop_after=0),
        Script(raw=b"\xff\xfe\n", stop_after=1),
        Script(tokens=("Hello", "a\x85b"), stop_after=2),
    ],
)
def test_whatever_else_a_server_sends_is_explained(ask: Ask, script: Script) -> None:
    text, failure = ask(script)

    assert text in ("", "Hello", "Hello there.")
    assert isinstance(failure, AnswerFailed | AnswerCutOff)


@pytest.mark.parametrize(
    ("script", "kept"),
    [(SILENT, ""), (Script(ending="hang", stop_after=1), "Hello")],
)
def test_silence_ends_after_the_configured_time(ask: Ask, script: Script, kept: str) -> None:
    started = time.perf_counter()

    text, failure = ask(script)

    assert time.perf_counter() - started < 3
    assert (text, type(failure)) == (kept, AnswerCutOff)
    assert str(failure) == (
        "'qwen3:4b-instruct' sent nothing for 0.5 s; ask again, choose a smaller model, or raise"
        " ASSISTANT_SILENCE_S"
    )


def test_slow_model_may_take_longer_than_the_silence(ask: Ask) -> None:
    script = Script(tokens=("a",) * 8, per_token_s=0.1)

    assert ask(script) == ("a" * 8, None)


def test_nothing_at_the_address_is_told_with_the_command_that_starts_it(relay: Relay) -> None:
    url = free_port_url()

    text, failure = read(relay, a_model(url))

    assert (text, type(failure)) == ("", OllamaNotRunning)
    assert str(failure) == f"Ollama is not running at {url}; {next_step(url)}"


@pytest.mark.parametrize(
    "script",
    [
        says("<think>\nLet me look.\n</think>\n\nIt is open [1]."),
        Script(thinking=("Let", " me", " look."), tokens=("It is", " open [1].")),
    ],
    ids=["inside", "beside"],
)
def test_thoughts_are_kept_apart_from_the_answer(relay: Relay, script: Script) -> None:
    heard = Heard()
    with OllamaDouble(scripts=[script]) as double:
        answer = "".join(relay.pieces(a_model(double.url).stream(MESSAGES, heard)))

    assert (answer, heard.thoughts) == ("It is open [1].", "Let me look.")


def test_model_that_must_think_gets_its_level_and_room_for_it(relay: Relay) -> None:
    thinker = Model(MODEL, capabilities=("completion", "thinking"))
    with OllamaDouble(models=[thinker], scripts=[says("Yes.")]) as double:
        answered = read(relay, a_model(double.url, thinking="low"))

    assert answered == ("Yes.", None)
    assert double.chats[0].body["think"] == "low"
    assert double.chats[0].body["options"]["num_predict"] == 700 + THINKING_TOKENS


def test_every_request_asks_for_the_same_model_window_and_seed(relay: Relay) -> None:
    with OllamaDouble() as double:
        model = a_model(double.url)
        for _ in range(3):
            read(relay, model)

    for request in double.chats:
        settings = {key: value for key, value in request.body.items() if key != "messages"}
        assert settings == {
            "model": MODEL,
            "stream": True,
            "think": False,
            "keep_alive": KEEP_ALIVE,
            "options": {"num_ctx": 8192, "num_predict": 700, "temperature": 0.0, "seed": 7},
            "tools": [],
        }
    assert double.loads == [(MODEL, 8192)]


def test_messages_are_sent_as_they_are(relay: Relay) -> None:
    with OllamaDouble() as double:
        read(relay, a_model(double.url))

    assert [(m["role"], m["content"]) for m in double.chats[0].body["messages"]] == [
        ("system", "Be short."),
        ("user", "Is it open?"),
    ]


def test_proxies_of_the_environment_are_ignored(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, free_port_url())
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)

    with OllamaDouble(scripts=[says("Yes.")]) as double:
        installed = installed_models(Server(double.url))
        answered = read(relay, a_model(double.url))

    assert [model.name for model in installed] == [MODEL]
    assert answered == ("Yes.", None)


@pytest.mark.parametrize("path", ["/api/chat", "/api/tags"])
def test_redirects_are_not_followed(relay: Relay, path: str) -> None:
    with OllamaDouble() as elsewhere:
        away = Script(status=307, body="", headers=(("Location", f"{elsewhere.url}{path}"),))
        with OllamaDouble(at={path: away}) as double:
            chosen = choose_model(Server(double.url), MODEL)
            _, failure = read(relay, a_model(double.url))

    assert elsewhere.requests == []
    assert (chosen.model is None) == (path == "/api/tags")
    assert (failure is not None) == (path == "/api/chat")


def test_tracing_of_the_surroundings_is_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGCHAIN_TRACING_V2", "true")

    a_model("http://127.0.0.1:9")

    assert (os.environ["LANGSMITH_TRACING"], os.environ["LANGCHAIN_TRACING_V2"]) == (
        "false",
        "false",
    )


@pytest.mark.parametrize("script", [ENDLESS, SILENT, replace(ENDLESS, before_headers_s=math.inf)])
def test_stop_closes_the_request_within_two_seconds(relay: Relay, script: Script) -> None:
    with OllamaDouble(scripts=[script]) as double:
        with closing(relay.pieces(a_model(double.url).stream(MESSAGES))) as pieces:  # type: ignore[type-var]
            next(pieces)
            request = double.wait_for()
        left = request.client_left.wait(2)
        finished = request.finished.wait(2)

    assert left and finished


def test_stopped_and_failed_streams_leave_nothing_behind(
    caplog: pytest.LogCaptureFixture,
) -> None:
    own, before = Relay(), threading.active_count()
    scripts = [ENDLESS, GARBAGE, DROPPED, BUSY, says("Yes.")]

    with OllamaDouble(scripts=scripts) as double, caplog.at_level(logging.WARNING):
        model = a_model(double.url)
        with closing(own.pieces(model.stream(MESSAGES))) as pieces:  # type: ignore[type-var]
            next(pieces)
        for _ in scripts[1:]:
            read(own, model)
        own.close()
        deadline = time.monotonic() + 2
        while double.in_progress and time.monotonic() < deadline:
            time.sleep(0.01)
        in_progress = double.in_progress

    assert in_progress == 0
    assert threading.active_count() < before + 1
    assert not [record for record in caplog.records if record.name == "asyncio"]


def test_model_that_is_there_is_chosen_without_loading_it() -> None:
    with OllamaDouble() as double:
        chosen = choose_model(Server(double.url), MODEL)

    assert (chosen.model, chosen.notice) == (MODEL, "")
    assert [request.path for request in double.requests] == ["/api/tags", "/api/show"]


@pytest.mark.parametrize(
    ("installed", "wanted"),
    [("llama3.2:latest", "llama3.2"), ("Qwen3:4B-Instruct", MODEL), (MODEL, "QWEN3:4b-instruct")],
)
def test_names_are_compared_as_ollama_does(installed: str, wanted: str) -> None:
    with OllamaDouble(models=[Model(installed)]) as double:
        chosen = choose_model(Server(double.url), wanted)

    assert (chosen.model, chosen.notice) == (wanted, "")
    assert chosen.digest


@pytest.mark.parametrize("wanted", ["nope", "qwen3", "llama3.2:3b"])
def test_missing_model_is_told_with_the_command_that_gets_it(wanted: str) -> None:
    with OllamaDouble() as double:
        chosen = choose_model(Server(double.url), wanted)

    assert chosen == Chosen(
        None,
        f"Quoting only: Ollama does not have the model {wanted!r}; get it with"
        f" `ollama pull {wanted}`",
    )
    assert all(request.path != "/api/pull" for request in double.requests)


def test_none_asks_nobody() -> None:
    assert choose_model(Server("http://127.0.0.1:9"), "none") == Chosen(None, "")


@pytest.mark.parametrize("wanted", ["gpt-oss:120b-cloud", "glm-4.6:cloud", "GLM-4.6:Cloud"])
def test_model_that_runs_elsewhere_is_refused_unasked(wanted: str) -> None:
    with OllamaDouble(models=[wanted]) as double:
        chosen = choose_model(Server(double.url), wanted)

    assert chosen == Chosen(None, f"{wanted!r} runs on another machine and is not used: offline")
    assert double.requests == []


def test_choosing_without_a_server_takes_no_time() -> None:
    url = free_port_url()
    started = time.perf_counter()

    chosen = choose_model(Server(url), MODEL)

    assert time.perf_counter() - started < 1.5
    assert chosen == Chosen(
        None,
        f"Quoting only: Ollama is not running at {url}; {next_step(url)}",
    )


def test_choosing_from_a_silent_server_gives_up_after_a_second() -> None:
    with OllamaDouble(at={"/api/tags": SILENT}) as double:
        started = time.perf_counter()
        chosen = choose_model(Server(double.url), MODEL)
        took_s = time.perf_counter() - started

    assert took_s < 2.5
    assert chosen == Chosen(
        None,
        f"Quoting only: {double.url!r} does not answer within 1 s; restart Ollama",
    )


@pytest.mark.parametrize(
    "script",
    [
        HTML_502,
        Script(status=200, body="<html></html>", content_type="text/html"),
        Script(status=200, body="[]"),
        Script(status=200, body='{"models":[{"name":5}]}'),
        Script(status=404, body="404 page not found", content_type="text/plain"),
    ],
)
def test_other_server_at_the_address_is_told_from_ollama(script: Script) -> None:
    with OllamaDouble(at={"/api/tags": script}) as double:
        chosen = choose_model(Server(double.url), MODEL)

    assert chosen.model is None
    assert chosen.notice.startswith("Quoting only: ")


@pytest.mark.parametrize("url", ["http://127.0.0.1:99999", "http://[::1", "http://localhost:x"])
def test_address_that_is_none_is_told(url: str) -> None:
    assert choose_model(Server(url), MODEL).notice.startswith(
        f"Quoting only: Ollama is not running at {url}"
    )
