"""The double on the wire: statuses, bytes, queue, window, and who left."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from tests.ollama_double import (
    BUSY,
    CHARACTERS,
    EMPTY_STREAM,
    LOAD_ONLY,
    RUNNER_DIED,
    SILENT,
    Message,
    Model,
    OllamaDouble,
    Script,
    pieces_of,
    says,
)
from tests.ollama_double.__main__ import main
from tests.ollama_double.state import keep_alive_s
from tests.ollama_double.wire import timestamp

MODEL = "qwen3:4b-instruct"
THINKER = Model("qwen3:4b", capabilities=("completion", "thinking"))
ENCODER = Model("bert", capabilities=("embedding",))


def chat_body(content: str = "hi", **more: object) -> dict[str, Any]:
    return {"model": MODEL, "messages": [{"role": "user", "content": content}], **more}


def chat(double: OllamaDouble, content: str = "hi", **more: object) -> httpx.Response:
    return httpx.post(f"{double.url}/api/chat", json=chat_body(content, **more), timeout=10)


def objects(response: httpx.Response) -> list[dict[str, Any]]:
    return [json.loads(line) for line in response.content.splitlines()]


@pytest.fixture
def double() -> Iterator[OllamaDouble]:
    with OllamaDouble(models=(MODEL, THINKER, ENCODER), pullable=("gemma3:1b",)) as double:
        yield double


def test_stream_has_the_servers_bytes_and_key_order(double: OllamaDouble) -> None:
    double.say(says("a <b> & é"))

    response = chat(double)

    first, *_, last = response.content.splitlines()
    assert response.headers["content-type"] == "application/x-ndjson"
    assert response.headers["transfer-encoding"] == "chunked"
    assert b'"content":" \\u003cb\\u003e"' in response.content
    assert b'"content":" \\u0026"' in response.content
    assert "é".encode() in response.content
    assert list(json.loads(first)) == ["model", "created_at", "message", "done"]
    assert list(json.loads(last)) == [
        "model", "created_at", "message", "done", "done_reason", "total_duration",
        "load_duration", "prompt_eval_count", "prompt_eval_duration", "eval_count",
        "eval_duration",
    ]  # fmt: skip
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z",
                        json.loads(first)["created_at"])  # fmt: skip


def test_answer_without_stream_is_one_object_with_a_length(double: OllamaDouble) -> None:
    double.say(Script(thinking=("Hm",), tokens=("Yes", ".")))

    response = chat(double, stream=False)

    assert response.headers["content-type"] == "application/json; charset=utf-8"
    assert int(response.headers["content-length"]) == len(response.content)
    assert response.json()["message"] == {
        "role": "assistant", "content": "Yes.", "thinking": "Hm",
    }  # fmt: skip
    assert response.json()["done_reason"] == "stop"


def test_generate_words_its_objects_in_its_own_way(double: OllamaDouble) -> None:
    double.say(says("Yes."))

    response = httpx.post(f"{double.url}/api/generate", json={"model": MODEL, "prompt": "hi"})

    part, last = objects(response)
    assert list(part) == ["model", "created_at", "response", "done"]
    assert (part["response"], last["response"]) == ("Yes.", "")
    assert "context" in last


def test_timestamps_trim_trailing_zeros() -> None:
    assert timestamp(1_700_000_000_120_000_000) == "2023-11-14T22:13:20.12Z"
    assert timestamp(1_700_000_000_000_000_000) == "2023-11-14T22:13:20Z"


def test_bytes_are_equal_however_the_packets_are_cut() -> None:
    script = replace(says("é日本 😀 <b>&</b> مرحبا"), done_reason=None)
    with OllamaDouble(scripts=[replace(script, split_bytes=n) for n in (None, 1, 2, 3)]) as double:
        texts = ["".join(o["message"]["content"] for o in objects(chat(double))) for _ in range(4)]

    assert texts == ["é日本 😀 <b>&</b> مرحبا"] * 4


@pytest.mark.parametrize(
    ("path", "body", "status", "error"),
    [
        ("chat", "", 400, "missing request body"),
        ("chat", "hello", 400, "invalid character 'h' looking for beginning of value"),
        ("chat", '{"model":', 400, "unexpected EOF"),
        ("chat", "{}", 400, "model is required"),
        ("generate", "{}", 404, "model '' not found"),
        ("chat", '{"model":"a b"}', 400, "invalid model name"),
        ("chat", '{"model":"nope"}', 404, "model 'nope' not found"),
        ("show", '{"model":"nope"}', 404, "model 'nope:latest' not found"),
        ("embed", '{"model":"nope"}', 404, 'model "nope" not found, try pulling it first'),
        ("embed", '{"model":"bert","input":5}', 400, "invalid input type"),
        ("chat", '{"model":"bert"}', 400, '"bert" does not support chat'),
        ("generate", '{"model":"bert"}', 400, '"bert" does not support generate'),
        ("chat", f'{{"model":"{MODEL}","think":true}}', 400,
         f'"{MODEL}" does not support thinking'),
        (
            "chat",
            f'{{"model":"{MODEL}","think":"x"}}',
            400,
            'invalid think value: "x" (must be "high", "medium", "low", "max", true, or false)',
        ),
        (
            "chat",
            f'{{"model":"{MODEL}","options":{{"num_ctx":"8k"}}}}',
            500,
            'option "num_ctx" must be of type integer',
        ),
        (
            "chat",
            '{"model":"kimi:cloud"}',
            403,
            "ollama cloud is disabled: remote model is unavailable",
        ),
    ],
)  # fmt: skip
def test_refusals_have_the_servers_status_and_words(
    double: OllamaDouble, path: str, body: str, status: int, error: str
) -> None:
    response = httpx.post(f"{double.url}/api/{path}", content=body)

    assert (response.status_code, response.json()) == (status, {"error": error})


def test_unknown_paths_methods_and_hosts_are_refused_as_gin_does(double: OllamaDouble) -> None:
    foreign = httpx.get(f"{double.url}/api/tags", headers={"Host": "evil.example"})
    assert (foreign.status_code, foreign.text) == (403, "")
    missing = httpx.get(f"{double.url}/api/nothing")
    assert (missing.status_code, missing.text) == (404, "404 page not found")
    wrong = httpx.get(f"{double.url}/api/chat")
    assert (wrong.status_code, wrong.text) == (405, "405 method not allowed")
    assert httpx.get(double.url).text == "Ollama is running"
    assert httpx.head(double.url).status_code == 200
    assert httpx.get(f"{double.url}/api/version").json() == {"version": "0.33.0"}


def test_models_are_listed_shown_and_running_after_use(double: OllamaDouble) -> None:
    chat(double, options={"num_ctx": 8192})

    tags = httpx.get(f"{double.url}/api/tags").json()["models"]
    show = httpx.post(f"{double.url}/api/show", json={"model": MODEL}).json()
    running = httpx.get(f"{double.url}/api/ps").json()["models"]
    assert [m["name"] for m in tags] == [MODEL, "qwen3:4b", "bert:latest"]
    assert list(show) == [
        "license", "modelfile", "template", "details", "model_info", "capabilities", "modified_at"
    ]  # fmt: skip
    assert [(m["name"], m["context_length"]) for m in running] == [(MODEL, 8192)]


def test_a_num_ctx_that_varies_loads_the_model_again(double: OllamaDouble) -> None:
    for num_ctx in (8192, 8192, 4096):
        chat(double, options={"num_ctx": num_ctx})

    assert double.loads == [(MODEL, 8192), (MODEL, 4096)]


def test_no_messages_load_or_unload_without_a_stream(double: OllamaDouble) -> None:
    loaded = chat(double, messages=[])
    unloaded = chat(double, messages=[], keep_alive=0)

    assert (loaded.json()["done_reason"], unloaded.json()["done_reason"]) == ("load", "unload")
    assert httpx.get(f"{double.url}/api/ps").json() == {"models": []}


def test_model_that_runs_elsewhere_is_listed_with_its_host() -> None:
    passed_on = Model("glm-4.6:cloud", remote_host="https://ollama.com:443")
    with OllamaDouble(models=[passed_on]) as double:
        (listed,) = httpx.get(f"{double.url}/api/tags").json()["models"]
        shown = httpx.post(f"{double.url}/api/show", json={"model": passed_on.name}).json()

    assert (listed["remote_model"], listed["remote_host"]) == ("glm-4.6", passed_on.remote_host)
    assert shown["remote_host"] == passed_on.remote_host


def test_layer_that_has_come_is_named_once_when_it_is_pulled_again() -> None:
    with OllamaDouble(models=[], pullable=["gemma3:1b"]) as double:
        first, again = (
            objects(httpx.post(f"{double.url}/api/pull", json={"model": "gemma3:1b"}))
            for _ in range(2)
        )

    assert [o["completed"] == o["total"] for o in again if "total" in o] == [True] * 4
    assert len(first) > len(again)


def test_pull_streams_progress_and_fails_inside_a_stream(double: OllamaDouble) -> None:
    good = objects(httpx.post(f"{double.url}/api/pull", json={"model": "gemma3:1b"}))
    bad = httpx.post(f"{double.url}/api/pull", json={"model": "nope"})

    assert good[-1] == {"status": "success"}
    assert "completed" not in good[1]
    assert (bad.status_code, objects(bad)[-1]) == (
        200, {"error": "pull model manifest: file does not exist"},
    )  # fmt: skip


def test_embeddings_have_length_one_and_empty_input_none(double: OllamaDouble) -> None:
    def embed(texts: list[str]) -> dict[str, Any]:
        body = {"model": "bert", "input": texts}
        return dict(httpx.post(f"{double.url}/api/embed", json=body).json())

    (vector,) = embed(["open weights"])["embeddings"]

    assert sum(x * x for x in vector) == pytest.approx(1)
    assert embed([]) == {"model": "bert", "embeddings": []}


def test_thinking_is_on_unless_refused(double: OllamaDouble) -> None:
    double.backend.character = CHARACTERS["thinking-aloud"]
    thought = objects(chat(double, model="qwen3:4b"))
    told_not_to = objects(chat(double, model="qwen3:4b", think=False))

    assert thought[0]["message"] == {"role": "assistant", "content": "", "thinking": "Okay,"}
    assert all("thinking" not in o["message"] for o in told_not_to)
    assert told_not_to[0]["message"]["content"] == "<think>"


@pytest.mark.parametrize(
    ("script", "status", "last"),
    [
        (RUNNER_DIED, 200, {"error": "an error was encountered while running the model:"
                                     " unexpected EOF"}),
        (replace(RUNNER_DIED, stop_after=0), 500, {"error": "an error was encountered while"
                                                            " running the model: unexpected EOF"}),
    ],
)  # fmt: skip
def test_error_has_a_status_only_before_the_first_byte(
    script: Script, status: int, last: dict[str, str]
) -> None:
    with OllamaDouble(scripts=[script]) as double:
        response = chat(double)

    assert response.status_code == status
    assert objects(response)[-1] == last


def test_nothing_generated_without_a_stream_is_the_zero_object() -> None:
    with OllamaDouble(scripts=[EMPTY_STREAM]) as double:
        answer = chat(double, stream=False).json()

    assert answer == {
        "model": "", "created_at": "0001-01-01T00:00:00Z",
        "message": {"role": "", "content": ""}, "done": False,
    }  # fmt: skip


def test_load_only_has_no_metrics() -> None:
    with OllamaDouble(scripts=[LOAD_ONLY]) as double:
        (answer,) = objects(chat(double))

    assert list(answer) == ["model", "created_at", "message", "done", "done_reason"]


def test_num_predict_ends_an_endless_model() -> None:
    with OllamaDouble(character=lambda _: Script(endless=True)) as double:
        answer = objects(chat(double, options={"num_predict": 50}))

    assert (len(answer), answer[-1]["done_reason"], answer[-1]["eval_count"]) == (51, "length", 50)


def test_long_prompt_is_cut_in_silence_and_loses_its_middle() -> None:
    with OllamaDouble() as double:
        answer = objects(chat(double, "A" * 20_000 + " B", options={"num_ctx": 4096}))

    assert answer[-1]["prompt_eval_count"] == 2050
    prompt = double.chats[0].prompt
    assert prompt is not None
    assert prompt.messages[0].content.endswith("A B")


def test_long_history_loses_its_oldest_messages_first() -> None:
    history = [Message("system", "rules"), Message("user", "x" * 9000), Message("user", "new")]
    body = [{"role": m.role, "content": m.content} for m in history]
    with OllamaDouble() as double:
        chat(double, messages=body, options={"num_ctx": 2048})

    prompt = double.chats[0].prompt
    assert prompt is not None
    assert [m.content for m in prompt.messages] == ["rules", "new"]


def test_long_prompt_can_be_refused_in_both_ways() -> None:
    with OllamaDouble(overflow="nested") as nested, OllamaDouble(overflow="refuse") as plain:
        inside = json.loads(chat(nested, "A" * 32_004).json()["error"])["error"]
        outside = chat(plain, "A" * 32_004)

    assert (inside["n_prompt_tokens"], inside["n_ctx"]) == (8001, 4096)
    assert outside.status_code == 400
    assert outside.json()["error"].startswith("the prompt is longer than the context length")


def test_requests_are_remembered_whole(double: OllamaDouble) -> None:
    chat(double, "what?", options={"num_ctx": 8192}, keep_alive="10m", think=False)

    (request,) = double.requests
    assert (request.method, request.path) == ("POST", "/api/chat")
    assert request.headers["content-type"] == "application/json"
    assert request.body["options"] == {"num_ctx": 8192}
    assert request.body["messages"][0]["content"] == "what?"
    assert (request.body["keep_alive"], request.body["think"]) == ("10m", False)


def test_whole_endpoints_can_be_replaced() -> None:
    with OllamaDouble(at={"/api/tags": BUSY, "/api/version": SILENT}) as double:
        busy = httpx.get(f"{double.url}/api/tags")
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{double.url}/api/version", timeout=0.1)

    assert busy.status_code == 503


@pytest.mark.parametrize("text", ["", "a", " a b\n\nc  ", "\n", "日本 語"])
def test_pieces_joined_are_the_text(text: str) -> None:
    assert "".join(pieces_of(text)) == text


def test_keep_alive_is_read_as_ollama_does() -> None:
    assert [keep_alive_s(v) for v in (0, 10, "1h30m", "0s", None)] == [0, 10, 5400, 0, 300]
    assert keep_alive_s(-1) == keep_alive_s("-1m") > 1e9


def test_command_names_the_option_when_its_port_is_taken(
    double: OllamaDouble, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--port", double.url.rpartition(":")[2]]) == 2
    assert "choose another with --port" in capsys.readouterr().err
