"""What the real clients make of each way an answer can go; the answering code relies on it."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Iterator
from dataclasses import replace

import httpx
import ollama
import pytest
from langchain_ollama import ChatOllama

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
CLIENT = {"timeout": 0.3, "trust_env": False, "follow_redirects": False}
# U+0085 ends a line for httpx but is not escaped by Go.
NEXT_LINE = Script(tokens=("Hello", "a\x85b"), stop_after=2)
LIST_500 = Script(status=500, body="[]")
ERROR_OBJECT = Script(raw=b'{"error":{"code":1}}\n', stop_after=1)
NO_MESSAGE = Script(raw=b'{"model":"m","done":false}\n', stop_after=1)


def chat_model(url: str) -> ChatOllama:
    return ChatOllama(
        model=MODEL, base_url=url, client_kwargs=CLIENT, reasoning=False, num_ctx=8192
    )


def stream(url: str) -> tuple[str, Exception | None]:
    """What was yielded, and how it ended."""
    text = ""
    try:
        for chunk in chat_model(url).stream("hi"):
            text += str(chunk.content)
    except Exception as exc:  # noqa: BLE001 - the test says which one it must be
        return text, exc
    return text, None


@pytest.mark.parametrize(
    ("script", "kind", "words"),
    [
        (refuses(404, "model 'x' not found"), ollama.ResponseError, "(status code: 404)"),
        (BUSY, ollama.ResponseError, "(status code: 503)"),
        (too_long(8001, 4096), ollama.ResponseError, "(status code: 400)"),
        (HTML_502, ollama.ResponseError, "(status code: 502)"),
        (Script(status=302, headers=(("Location", "/"),)), ollama.ResponseError, "302"),
        (RUNNER_DIED, ollama.ResponseError, "(status code: -1)"),
        (replace(RUNNER_DIED, stop_after=0), ollama.ResponseError, "(status code: 500)"),
        (GARBAGE, json.JSONDecodeError, "Expecting value"),
        (EMPTY_LINE, json.JSONDecodeError, "Expecting value"),
        (NEXT_LINE, json.JSONDecodeError, "Unterminated string"),
        (DROPPED, httpx.RemoteProtocolError, "incomplete chunked read"),
        (replace(DROPPED, stop_after=0), httpx.RemoteProtocolError, "without sending a response"),
        (replace(DROPPED, ending="reset"), httpx.ReadError, "reset"),
        (EMPTY_STREAM, ValueError, "No generation chunks were returned"),
        (LOAD_ONLY, ValueError, "No generation chunks were returned"),
        (SILENT, httpx.ReadTimeout, "timed out"),
        (Script(ending="hang", stop_after=1), httpx.ReadTimeout, "timed out"),
        (LIST_500, AttributeError, "'list' object has no attribute 'get'"),
        (ERROR_OBJECT, TypeError, "must be str, bytes or bytearray"),
        (NO_MESSAGE, ValueError, "1 validation error for ChatResponse"),
    ],
)
def test_chat_ollama_raises(script: Script, kind: type[Exception], words: str) -> None:
    with OllamaDouble(scripts=[script]) as double:
        text, ended = stream(double.url)

    assert type(ended).__mro__.count(kind) == 1, repr(ended)
    assert words in str(ended)
    assert text == ("Hello" if script.stop_after else "")


@pytest.mark.parametrize(
    ("script", "content", "done_reason"),
    [
        (says("a < b & é 日本 😀"), "a < b & é 日本 😀", "stop"),
        (replace(says("é日本 😀 <b>"), split_bytes=1), "é日本 😀 <b>", "stop"),
        (Script(done_reason="length"), "Hello there.", "length"),
        (Script(ending="no_done"), "Hello there.", None),
        (THINKING_ONLY, "", "length"),
        (Script(tokens=()), "", "stop"),
    ],
)
def test_chat_ollama_succeeds(script: Script, content: str, done_reason: str | None) -> None:
    with OllamaDouble(scripts=[script]) as double:
        message = chat_model(double.url).invoke("hi")

    assert message.content == content
    assert message.response_metadata.get("done_reason") == done_reason


def test_chat_ollama_ends_a_stream_with_a_chunk_that_says_nothing(double: OllamaDouble) -> None:
    *_, before, last = chat_model(double.url).stream("hi")

    assert before.response_metadata["done_reason"] == "stop"
    assert (last.content, last.response_metadata) == ("", {})


def test_chat_ollama_sends_what_it_was_told(double: OllamaDouble) -> None:
    chat_model(double.url).bind(keep_alive="10m").invoke("hi")

    body = double.chats[0].body
    assert body["options"] == {"num_ctx": 8192}
    assert (body["think"], body["keep_alive"], body["stream"]) == (False, "10m", True)


def test_chat_ollama_keeps_thoughts_apart() -> None:
    thinker = Model("qwen3:4b", capabilities=("completion", "thinking"))
    script = Script(thinking=("Hm", "m"), tokens=("Yes",))
    with OllamaDouble(models=[thinker], scripts=[script]) as double:
        model = ChatOllama(model="qwen3:4b", base_url=double.url, reasoning=True)
        message = model.invoke("hi")

    assert message.content == "Yes"
    assert message.additional_kwargs["reasoning_content"] == "Hmm"


def test_chat_ollama_finds_nobody_at_a_closed_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    _, ended = stream(f"http://127.0.0.1:{port}")

    assert isinstance(ended, httpx.ConnectError)


def test_cancelled_async_stream_closes_the_request() -> None:
    async def read_three_and_leave(url: str) -> None:
        chunks = chat_model(url).astream("hi")
        for _ in range(3):
            await anext(chunks)
        await chunks.aclose()  # type: ignore[attr-defined]  # an async generator

    with OllamaDouble(character=lambda _: Script(endless=True, per_token_s=0.01)) as double:
        asyncio.run(read_three_and_leave(double.url))
        left = double.chats[0].client_left.wait(2)

    assert left


def test_ollama_client_reads_every_list(double: OllamaDouble) -> None:
    client = ollama.Client(double.url)
    client.generate(MODEL, "hi", options={"num_ctx": 8192})

    assert [m.model for m in client.list().models] == [MODEL]
    assert [m.context_length for m in client.ps().models] == [8192]
    assert client.show(MODEL).capabilities == ["completion", "tools"]
    assert len(client.embed(MODEL, ["a", "b"]).embeddings) == 2
    assert [p.status for p in client.pull(MODEL, stream=True)][-1] == "success"


def test_ollama_client_succeeds_with_an_empty_stream() -> None:
    with OllamaDouble(scripts=[EMPTY_STREAM]) as double:
        assert list(ollama.Client(double.url).chat(MODEL, stream=True, messages=[
            {"role": "user", "content": "hi"}])) == []  # fmt: skip


@pytest.fixture
def double() -> Iterator[OllamaDouble]:
    with OllamaDouble(scripts=[says("Yes.")]) as double:
        yield double
