"""W01: many readers at once: each is answered, or told that too many wait, and hears no other."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from assistant.types import EVERYTHING, Answer, Event, Found, Outcome, Scope, Token, Turn
from tests.faults.tally import Tally
from tests.ui.scripted import ScriptedAssistant

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


class EchoingAssistant(ScriptedAssistant):
    """Answers every reader with the reader's own words, slowly."""

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        scope: Scope = EVERYTHING,
        language: str = "en",
    ) -> Iterator[Event]:
        yield Found(())
        for _ in range(10):
            time.sleep(0.02)
            yield Token(f"{question} ")
        text = " ".join([question] * 10)
        yield Answer(question, text, Outcome.ANSWERED, 0.9, (), (), model="echo")


def heard(client: httpx.Client, question: str) -> list[str] | None:
    """Every text that reached a reader; None: told that too many are waiting."""
    called = client.post("/v2/ask_stream", json={"question": question})
    if called.status_code == 503:
        return None
    event = called.json()["event_id"]
    lines = client.get(f"/ask_stream/{event}").text.splitlines()
    return [json.loads(line[6:])[0]["text"] for line in lines if line.startswith("data: [{")]


def test_many_readers_are_each_answered_with_their_own(
    serve_page: Callable[..., str], tally: Tally, full: bool
) -> None:
    readers, seconds = (50, 30.0) if full else (8, 3.0)
    address = serve_page(EchoingAssistant)
    ends = time.monotonic() + seconds
    busy: list[int] = []

    def read(number: int) -> None:
        asked = 0
        with httpx.Client(base_url=f"{address}/gradio_api/call", timeout=60) as client:
            while time.monotonic() < ends or not asked:
                asked += 1
                question = f"reader{number}question{asked}?"
                with tally.run(question):
                    texts = heard(client, question)
                    if texts is None:
                        busy.append(number)
                        continue
                    assert texts[-1] == " ".join([question] * 10)
                    assert {word for text in texts for word in text.split()} == {question}

    with ThreadPoolExecutor(readers) as pool:
        list(pool.map(read, range(readers)))
    tally.notes.append(f"{readers} readers for {seconds:.0f} s, {len(busy)} told to wait")

    assert tally.failures == []
    assert tally.runs > len(busy)
