"""Rows L01 to L10 of the reliability plan: what a reader gets when the server misbehaves.

Small numbers here; those of the plan run with `make long`.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest

from assistant.answering.ollama import KEEP_ALIVE
from assistant.types import Found, Outcome
from tests.answering.reader import FREE, MODEL, Seen, a_reader
from tests.doubles import a_passage, a_source
from tests.ollama_double import (
    EMPTY_LINE,
    EMPTY_STREAM,
    GARBAGE,
    HTML_502,
    LOAD_ONLY,
    SILENT,
    THINKING_ONLY,
    OllamaDouble,
    Script,
    pieces_of,
    refuses,
    says,
)
from tests.ollama_double.script import Ending

MANY = (*pieces_of(FREE), *(" and" for _ in range(60)))  # a statement, then no end
SIGN_OF_LIFE_S = 1.5  # the page shows that it waits; half a second, and a busy machine


def ask(double: OllamaDouble, **how: object) -> Seen:
    with a_reader(double.url, **how) as reader:  # type: ignore[arg-type]  # passed through
        return reader.ask()


def test_l01_without_ollama_quotations_come_within_three_seconds() -> None:
    with a_reader("http://127.0.0.1:9") as reader:
        seen = reader.ask()

    assert seen.took_s < 3
    assert (seen.answer.outcome, len(seen.answer.citations) > 0) == (Outcome.QUOTED, True)
    assert seen.told.startswith("Quoting only: Ollama is not running at http://127.0.0.1:9; ")


def test_l02_missing_model_is_named_with_the_command_that_gets_it() -> None:
    with OllamaDouble(models=["other:1b"]) as double:
        seen = ask(double)

    assert seen.told == (
        f"Quoting only: Ollama does not have the model {MODEL!r}; get it with `ollama pull {MODEL}`"
    )


@pytest.mark.parametrize(
    ("first_s", "token_s", "silence_s"),
    [(1.2, 0.0, 5.0), (0.0, 0.3, 1.0), pytest.param(120, 5, 300, marks=pytest.mark.long)],
)
@pytest.mark.timeout(300)
def test_l03_slow_model_is_waited_for_with_signs_of_life(
    first_s: float, token_s: float, silence_s: float
) -> None:
    slow = Script(tokens=pieces_of(FREE), before_headers_s=first_s, per_token_s=token_s)
    with OllamaDouble(scripts=[slow]) as double:
        seen = ask(double, silence_s=silence_s)

    assert (seen.answer.outcome, seen.told) == (Outcome.ANSWERED, "")
    assert seen.took_s >= first_s + token_s * len(slow.tokens)
    assert seen.longest_wait_s < SIGN_OF_LIFE_S


def test_l03_model_that_hangs_is_given_up_as_configured_and_frees_its_slot() -> None:
    with OllamaDouble(scripts=[SILENT]) as double:
        seen = ask(double, silence_s=1)
        freed = double.chats[0].finished.wait(2)
        left = double.in_progress

    assert 1 <= seen.took_s < 3
    assert (freed, left) == (True, 0)
    assert "sent nothing for 1 s" in seen.told


ENDINGS: tuple[Ending, ...] = ("reset", "no_done", "error", "close")


@pytest.mark.parametrize(("ending", "after"), list(itertools.product(ENDINGS, (0, 1, 50))), ids=str)
def test_l04_answer_that_breaks_off_is_kept_and_marked(ending: Ending, after: int) -> None:
    with OllamaDouble(scripts=[Script(tokens=MANY, ending=ending, stop_after=after)]) as double:
        seen = ask(double)

    answer = seen.answer
    if after == 0:
        assert (answer.outcome, answer.model) == (Outcome.QUOTED, None)
        assert seen.told.startswith("Quoting only: ")
    else:
        assert answer.outcome is Outcome.INCOMPLETE
        assert answer.text.startswith("Redistribution")
        assert seen.told.startswith("Incomplete: ")


@pytest.mark.parametrize(
    "script",
    [GARBAGE, HTML_502, EMPTY_LINE, EMPTY_STREAM, LOAD_ONLY, THINKING_ONLY,
     Script(tokens=MANY, done_reason="length")],
    ids=["garbage", "html 502", "empty line", "empty stream", "load", "thinking", "length"],
)  # fmt: skip
def test_l05_whatever_is_sent_instead_of_an_answer_is_told_plainly(script: Script) -> None:
    with OllamaDouble(scripts=[script]) as double:
        seen = ask(double)

    assert seen.told.startswith(("Quoting only: ", "Incomplete: "))
    assert "Let me think about" not in seen.answer.text + seen.shown
    if script is THINKING_ONLY:
        assert seen.answer.thoughts == "Let me think about"


def long_passages() -> Iterator[str]:
    for number in range(30):
        yield f"Redistribution of the software must be free, rule {number}. " * 20


def test_l06_prompt_is_never_longer_than_the_window() -> None:
    source = a_source(title="Long", aliases=("long",))
    passages = [a_passage(text, source, start=10_000 * n) for n, text in enumerate(long_passages())]
    with OllamaDouble(scripts=[says(FREE)], overflow="nested") as double:
        seen = ask(double, passages=passages, window=4096, shown=30)
        prompt = double.chats[0].prompt

    assert prompt is not None and 1500 < prompt.tokens < 4096 - 700
    assert seen.answer.outcome is not Outcome.QUOTED


def test_l06_sources_that_were_cut_without_a_word_are_told() -> None:
    cut = replace(says(FREE), prompt_eval_count=20)
    with OllamaDouble(scripts=[cut]) as double:
        seen = ask(double)

    assert f"{MODEL!r} read only 20 of about " in seen.told


@pytest.mark.parametrize("clients", [6, pytest.param(20, marks=pytest.mark.long)])
def test_l07_busy_server_is_asked_a_few_times_and_then_told_so(clients: int) -> None:
    slow = Script(tokens=pieces_of(FREE), per_token_s=0.1)
    with (
        OllamaDouble(character=lambda _: slow, parallel=1, max_queue=1) as double,
        a_reader(double.url, silence_s=20) as reader,
        ThreadPoolExecutor(clients) as pool,
    ):
        seen = list(pool.map(lambda _: reader.ask(), range(clients)))

    written = [s for s in seen if s.answer.outcome is Outcome.ANSWERED]
    busy = [s for s in seen if "Ollama is busy with other requests" in s.told]
    assert len(written) >= 2
    assert len(written) + len(busy) == clients
    assert len(double.chats) <= 4 * clients


@pytest.mark.parametrize("script", [SILENT, Script(tokens=MANY, endless=True, per_token_s=0.05)])
def test_l08_reader_who_leaves_takes_the_request_along_within_two_seconds(script: Script) -> None:
    with OllamaDouble(scripts=[script]) as double, a_reader(double.url) as reader:
        with closing(reader.stream()) as events:  # type: ignore[type-var]
            while isinstance(next(events), Found):
                pass
            request = double.wait_for()
        started = time.monotonic()
        left = request.client_left.wait(2)

    assert left and time.monotonic() - started < 2
    assert double.in_progress == 0


@pytest.mark.parametrize("split", [1, pytest.param(2, marks=pytest.mark.long)])
@pytest.mark.parametrize(
    "text", ["Ünïcode < & > \u2028 é日本 😀 👩‍👩‍👧 שלום عربي [1].", "\\u003cb\\u003e [1]."]
)
def test_l09_text_is_the_same_however_it_is_cut(text: str, split: int) -> None:
    with OllamaDouble(scripts=[replace(says(text), split_bytes=split)]) as double:
        seen = ask(double)

    assert seen.answer.text.partition(" *(")[0] == text


def test_l10_every_request_keeps_the_contract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with OllamaDouble(scripts=[says(FREE)] * 3) as double, a_reader(double.url) as reader:
        for _ in range(3):
            reader.ask()

    bodies = [chat.body for chat in double.chats]
    assert {body["options"]["num_ctx"] for body in bodies} == {8192}
    assert {(body["think"], body["keep_alive"], body["stream"]) for body in bodies} == {
        (False, KEEP_ALIVE, True)
    }
    assert len(double.loads) == 1


def test_l10_redirect_is_not_followed() -> None:
    with OllamaDouble() as elsewhere:
        away = Script(status=307, body="", headers=(("Location", f"{elsewhere.url}/api/chat"),))
        with OllamaDouble(at={"/api/chat": away}) as double:
            seen = ask(double)

    assert elsewhere.requests == []
    assert seen.told == (
        "Quoting only: the address redirects elsewhere, which is not followed; set"
        " ASSISTANT_OLLAMA_URL to where Ollama itself is"
    )


def test_refusal_of_the_server_never_reaches_the_reader_as_html() -> None:
    with OllamaDouble(at={"/api/chat": refuses(418, "<b>teapot</b>")}) as double:
        seen = ask(double)

    assert seen.answer.outcome is Outcome.QUOTED
    assert "<b>" not in seen.told
