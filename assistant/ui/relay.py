"""Events of a stream, handed on at a readable pace and never silent for long.

The stream runs in a thread of its own, because one that waits for a model cannot be interrupted,
while the page must stay able to say that it is waiting, and to stop. Events that arrive close
together are handed on together: a page redrawn for every token is slower than the model.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.types import Event, Token

TICK_S = 0.5  # longest silence: Gradio's connection and the reader both want a sign of life
PACE_S = 0.07  # shortest time between two batches: 14 redraws a second read as flowing text
AHEAD = 256  # events a model may be ahead of the page before it has to wait


@dataclass(frozen=True, slots=True)
class _End:
    """The stream is over; `error` is what it raised, if anything."""

    error: Exception | None


def relay(
    open_stream: Callable[[], Iterator[Event]], *, tick_s: float = TICK_S, pace_s: float = PACE_S
) -> Iterator[list[Event]]:
    """The stream's events in batches; an empty batch when nothing came for `tick_s`.

    Closing it closes the stream, at the latest with the stream's next event. What the stream
    raises is raised here, after the events before it.
    """
    waiting: queue.Queue[Event | _End] = queue.Queue(AHEAD)
    stopped = threading.Event()
    threading.Thread(
        target=_pump, args=(open_stream, waiting, stopped), name="answer", daemon=True
    ).start()
    try:
        while True:
            batch, end = _take(waiting, tick_s)
            if batch or end is None:
                yield batch
            if end is not None:
                if end.error is not None:
                    raise end.error
                return
            # What was found must not hold back the first words: a model may have them at once.
            if any(isinstance(event, Token) and event.text for event in batch):
                time.sleep(pace_s)
    finally:
        stopped.set()


def _take(waiting: queue.Queue[Event | _End], tick_s: float) -> tuple[list[Event], _End | None]:
    batch: list[Event] = []
    try:
        item = waiting.get(timeout=tick_s)
        while not isinstance(item, _End):
            batch.append(item)
            item = waiting.get_nowait()
    except queue.Empty:
        return batch, None
    return batch, item


def _pump(
    open_stream: Callable[[], Iterator[Event]],
    waiting: queue.Queue[Event | _End],
    stopped: threading.Event,
) -> None:
    error: Exception | None = None
    try:
        stream = open_stream()
        try:
            for event in stream:
                if not _put(waiting, event, stopped):
                    return
        finally:
            close = getattr(stream, "close", None)  # a plain iterator has nothing to close
            if close is not None:
                close()
    except Exception as exc:  # noqa: BLE001  # carried to the reader's thread and raised there
        error = exc
    _put(waiting, _End(error), stopped)


def _put(waiting: queue.Queue[Event | _End], item: Event | _End, stopped: threading.Event) -> bool:
    """Hand over one item, waiting for room; False when nobody reads any more."""
    while not stopped.is_set():
        try:
            waiting.put(item, timeout=TICK_S)
        except queue.Full:
            continue
        return True
    return False
