from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from assistant.errors import AnswerFailed
from assistant.types import Event, Found, Token
from assistant.ui.relay import relay
from tests.ui.scripted import ANSWERED


def test_events_arrive_in_order_and_close_ones_together() -> None:
    events: list[Event] = [Found(()), *(Token(str(n)) for n in range(500)), ANSWERED]

    batches = list(relay(lambda: iter(events), pace_s=0.01))

    assert [event for batch in batches for event in batch] == events
    assert len(batches) < 50


def test_silence_gives_empty_batches() -> None:
    go_on = threading.Event()

    def stream() -> Iterator[Event]:
        go_on.wait(5)
        yield ANSWERED

    batches = relay(stream, tick_s=0.01)

    assert [next(batches) for _ in range(3)] == [[], [], []]
    go_on.set()
    assert [ANSWERED] in list(batches)


def test_closing_it_closes_the_stream() -> None:
    closed = threading.Event()

    def stream() -> Iterator[Event]:
        try:
            while True:
                time.sleep(0.01)
                yield Token("on")
        finally:
            closed.set()

    batches = relay(stream)
    next(batches)
    batches.close()  # type: ignore[attr-defined]  # a generator

    assert closed.wait(2)


def test_a_fault_arrives_after_what_came_before_it() -> None:
    def stream() -> Iterator[Event]:
        yield Token("half")
        raise AnswerFailed("stopped")

    seen: list[Event] = []
    with pytest.raises(AnswerFailed, match="stopped"):
        for batch in relay(stream):
            seen += batch

    assert seen == [Token("half")]


def test_the_first_words_do_not_wait_behind_what_was_found() -> None:
    found_is_shown = threading.Event()

    def stream() -> Iterator[Event]:
        yield Found(())
        found_is_shown.wait(5)
        yield Token("Yes")

    batches = relay(stream, pace_s=30)
    assert next(batches) == [Found(())]
    started = time.monotonic()
    found_is_shown.set()

    assert next(batches) == [Token("Yes")]
    assert time.monotonic() - started < 15
