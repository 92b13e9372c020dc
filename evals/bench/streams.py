"""What we add to a model's own time, in what a reader waits for: first token, each token, readers.

The model is the double of Ollama's protocol in a process of its own; its own time is taken by a
client that does nothing but read. Whole answers pass through the real client, the engine and the
page's relay; many readers read the page's own endpoint over HTTP.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx

from assistant.settings import read_settings
from assistant.types import Found, Token
from assistant.ui.relay import relay
from assistant.wiring import OpenAssistant, open_assistant
from evals.bench.processes import BenchError, free_port, program
from evals.bench.race import Race, Side

MODEL = "qwen3:4b-instruct"
QUESTION = "Is Llama 3.1 open source?"
TOKENS = 400  # of each answer
PROMPT_CHARACTERS = 12_000  # what the passages of one question come to
READERS = 20
PACE_S = 0.02  # of the double, for the readers: 50 tokens a second is a fast model
WAIT_S = 120.0

FIRST_TOKEN_MS = 50.0  # of ours, on top of retrieval and of the model's own time
TOKEN_MS = 1.0  # of ours, for each token
READERS_TARGET = 1.2  # how much slower one of twenty may be than one alone


class Timed(NamedTuple):
    """One answer as it came."""

    first_s: float  # until its first token: from the question, or from when passages were found
    each_s: float  # between two tokens, on average


def race_streams(index_dir: Path, times: int) -> list[Race]:
    """First token and each token over their budgets; twenty readers over one."""
    turns = max(times, 3) * 5  # an answer takes a second
    with (
        double(token_s=0.0) as url,
        closing(_open(index_dir, url)) as assistant,
        httpx.Client(base_url=url, timeout=WAIT_S) as client,
    ):
        _ours(assistant), _plain(client)  # the first bring libraries and connections
        pairs = [(_ours(assistant), _plain(client)) for _ in range(turns)]
    firsts = [1e3 * (ours.first_s - plain.first_s) for ours, plain in pairs]
    tokens = [1e3 * (ours.each_s - plain.each_s) for ours, plain in pairs]
    return [
        over_budget("first token, over retrieval and model", firsts, FIRST_TOKEN_MS),
        over_budget("a token, over the model's", tokens, TOKEN_MS),
        _race_readers(index_dir, times),
    ]


def over_budget(name: str, figures_ms: Sequence[float], budget_ms: float) -> Race:
    """What was spent over what may be."""
    budget = Side("what it may take", (budget_ms,), None)
    return Race("stream", Side(name, tuple(figures_ms), None), budget, "ms", 1.0)


@contextmanager
def double(*, token_s: float, parallel: int = 1) -> Iterator[str]:
    """The address of a model that writes without end, for the length of a `with` block."""
    port = free_port()
    options = ("--character", "endless", "--token-s", str(token_s), "--parallel", str(parallel))
    with program("-m", "tests.ollama_double", "--port", str(port), *options, port=port):
        yield f"http://127.0.0.1:{port}"


def _open(index_dir: Path, url: str) -> OpenAssistant:
    settings = read_settings(index_dir=index_dir, ollama_url=url, answer_tokens=TOKENS)
    return open_assistant(settings, model=MODEL)


def _ours(assistant: OpenAssistant) -> Timed:
    """Through the client of the model, the engine and the page's relay."""
    found = first = last = 0.0
    tokens = 0
    for batch in relay(lambda: assistant.stream(QUESTION)):
        now = time.perf_counter()
        written = sum(1 for event in batch if isinstance(event, Token) and event.text)
        if any(isinstance(event, Found) for event in batch):
            found = now
        if written:
            first = first or now
            last, tokens = now, tokens + written
    if tokens < TOKENS / 2:
        raise BenchError(f"the double wrote {tokens} tokens through us, not about {TOKENS}")
    return Timed(first - found, (last - first) / tokens)


def _plain(client: httpx.Client) -> Timed:
    """By a client that only reads, with a prompt of the same size."""
    body = {
        "model": MODEL,
        "messages": [{"role": "user", "content": "x " * (PROMPT_CHARACTERS // 2)}],
        "options": {"num_ctx": 8192, "num_predict": TOKENS},
        "think": False,
    }
    started = time.perf_counter()
    with client.stream("POST", "/api/chat", json=body) as response:
        times = [time.perf_counter() for line in response.iter_lines() if line]
    return Timed(times[0] - started, (times[-1] - times[0]) / len(times))


def _race_readers(index_dir: Path, times: int) -> Race:
    port = free_port()
    with double(token_s=PACE_S, parallel=READERS) as url:
        options = ("--port", str(port), "--index", str(index_dir), "--model", MODEL)
        settings = {"ASSISTANT_OLLAMA_URL": url, "ASSISTANT_ANSWER_TOKENS": str(TOKENS // 4)}
        with program("app.py", *options, port=port, settings=settings):
            address = f"http://127.0.0.1:{port}"
            read_stream(address, threading.Barrier(1))
            one, many = [], []
            for _ in range(times):
                one += read_together(address, 1)
                many += read_together(address, READERS)
    return Race(
        "stream",
        Side(f"a token, for one of {READERS} readers", tuple(many), None),
        Side("for one alone", tuple(one), None),
        "ms",
        READERS_TARGET,
    )


def read_together(address: str, readers: int) -> list[float]:
    """Milliseconds between two tokens for each reader, all of them asking at once."""
    barrier = threading.Barrier(readers)
    with ThreadPoolExecutor(readers) as pool:
        return [
            t.result() for t in [pool.submit(read_stream, address, barrier) for _ in range(readers)]
        ]


def read_stream(address: str, barrier: threading.Barrier) -> float:
    """Milliseconds between two words of the answer, as they reach a reader of `ask_stream`."""
    with httpx.Client(base_url=f"{address}/gradio_api/call", timeout=WAIT_S) as client:
        barrier.wait(WAIT_S)
        event = client.post("/v2/ask_stream", json={"question": QUESTION}).json()["event_id"]
        seen: list[tuple[float, int]] = []  # when, and how many words stood there
        with client.stream("GET", f"/ask_stream/{event}") as response:
            for line in response.iter_lines():
                if line.startswith("data: [{"):
                    part = json.loads(line[6:])[0]
                    if part["outcome"] == "writing":
                        seen.append((time.perf_counter(), len(part["text"].split())))
    written = [(when, words) for when, words in seen if words]
    if len(written) < 2:
        raise BenchError(f"{address} streamed no answer")
    (began, before), (ended, after) = written[0], written[-1]
    return 1e3 * (ended - began) / max(after - before, 1)
