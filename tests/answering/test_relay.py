from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing

import pytest

from assistant.answering.relay import QUEUE_PIECES, Relay
from assistant.errors import AnswerCutOff, ModelBusy


class Upstream:
    """A stream that says what it was told to, waits, and notices when it is closed."""

    def __init__(self, *pieces: str, then_wait_s: float = 0.0, ends_with: Exception | None = None):
        self.pieces = pieces
        self.then_wait_s = then_wait_s
        self.ends_with = ends_with
        self.sent = 0
        self.closed = threading.Event()

    async def stream(self) -> AsyncIterator[str]:
        try:
            for piece in self.pieces:
                self.sent += 1
                yield piece
            await asyncio.sleep(self.then_wait_s)
            if self.ends_with is not None:
                raise self.ends_with
        finally:
            self.closed.set()


@pytest.fixture
def relay() -> Iterator[Relay]:
    relay = Relay()
    yield relay
    relay.close()


def test_pieces_arrive_in_order(relay: Relay) -> None:
    pieces = [str(number) for number in range(3 * QUEUE_PIECES)]

    assert list(relay.pieces(Upstream(*pieces).stream())) == pieces


def test_silence_gives_empty_pieces(relay: Relay) -> None:
    upstream = Upstream("a", then_wait_s=0.8)

    assert list(relay.pieces(upstream.stream())) == ["a", ""]


def test_error_of_the_stream_is_raised_behind_what_came(relay: Relay) -> None:
    pieces = relay.pieces(Upstream("a", ends_with=ModelBusy("busy")).stream())

    assert next(pieces) == "a"
    with pytest.raises(ModelBusy, match="busy"):
        next(pieces)


@pytest.mark.parametrize("wait_s", [0.0, 60.0])
def test_closing_the_iterator_closes_the_upstream_within_two_seconds(
    relay: Relay, wait_s: float
) -> None:
    upstream = Upstream(*"abc" * 1000, then_wait_s=60)

    with closing(relay.pieces(upstream.stream())) as pieces:  # type: ignore[type-var]
        if wait_s:
            for _ in range(3000):
                next(pieces)
        assert next(pieces) in ("a", "")

    assert upstream.closed.wait(2)


def test_slow_reader_holds_the_stream_back(relay: Relay) -> None:
    upstream = Upstream(*"a" * 10_000)

    with closing(relay.pieces(upstream.stream())) as pieces:  # type: ignore[type-var]
        next(pieces)
        time.sleep(0.2)

    assert upstream.sent <= QUEUE_PIECES + 2


def test_streams_do_not_wait_for_each_other(relay: Relay) -> None:
    waiting = relay.pieces(Upstream(then_wait_s=60).stream())
    started = time.perf_counter()

    with closing(waiting):  # type: ignore[type-var]
        next(waiting)
        said = list(relay.pieces(Upstream("a").stream()))

    assert said == ["a"]
    assert time.perf_counter() - started < 2


def test_iterator_that_was_never_read_starts_nothing(relay: Relay) -> None:
    upstream = Upstream("a")

    relay.pieces(upstream.stream()).close()  # type: ignore[attr-defined]  # a generator

    assert upstream.sent == 0


def test_closing_the_relay_ends_its_streams_and_its_thread() -> None:
    relay, upstream = Relay(), Upstream("a", then_wait_s=60)
    pieces = relay.pieces(upstream.stream())
    next(pieces)

    relay.close()

    assert upstream.closed.is_set()
    assert not any(thread.name == "model" and thread.is_alive() for thread in threading.enumerate())
    with pytest.raises(AnswerCutOff, match="ask again"):
        list(pieces)


def test_closing_twice_does_no_harm() -> None:
    relay = Relay()

    relay.close()
    relay.close()
