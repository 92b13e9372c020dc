"""An asynchronous stream of the server, read from a synchronous generator that can be stopped.

Gradio wants synchronous generators, and a waiting stream cannot be ended from another thread. So
one background event loop reads, a bounded queue passes the pieces on, and closing the generator
cancels the task, which closes the request to the server.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import TypeVar

from assistant.errors import AnswerCutOff

Item = TypeVar("Item")  # no exception and not None: those end a stream

HEARTBEAT_S = 0.5  # an empty piece when nothing came: the page stays alive and stop is noticed
QUEUE_PIECES = 256  # a reader that is slower than the model holds it back
CLOSING_S = 2.0


class Relay:
    """One event loop in one daemon thread, shared by all streams."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="model", daemon=True)
        self._thread.start()

    def pieces(self, stream: AsyncIterator[str]) -> Iterator[str]:
        """The stream's pieces; an empty one at least every half second; its errors are raised."""
        return self.items(stream, "")

    def items(self, stream: AsyncIterator[Item], heartbeat: Item) -> Iterator[Item]:
        """What the stream gives; the heartbeat at least every half second; its errors are raised.

        Closing it cancels the stream, which closes its request.
        """
        passed: queue.Queue[Item | BaseException | None] = queue.Queue(QUEUE_PIECES)
        task = asyncio.run_coroutine_threadsafe(_pump(stream, passed), self._loop)
        try:
            while True:
                try:
                    piece = passed.get(timeout=HEARTBEAT_S)
                except queue.Empty:
                    if task.done() and passed.empty():
                        raise AnswerCutOff(
                            "the model was stopped before its answer was complete; ask again"
                        ) from None
                    yield heartbeat
                    continue
                if piece is None:
                    return
                if isinstance(piece, BaseException):
                    raise piece
                yield piece
        finally:
            task.cancel()

    def close(self) -> None:
        """End the streams that still run, with their requests, then the thread."""
        if self._loop.is_closed():
            return
        ended = asyncio.run_coroutine_threadsafe(_cancel_others(), self._loop)
        with suppress(TimeoutError):  # one that will not end must not keep the program from ending
            ended.result(timeout=CLOSING_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=CLOSING_S)
        if not self._thread.is_alive():
            self._loop.close()


async def _cancel_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_asyncgens()


async def _pump(
    stream: AsyncIterator[Item], passed: queue.Queue[Item | BaseException | None]
) -> None:
    ending: BaseException | None = None
    try:
        async for piece in stream:
            await _put(passed, piece)
    except Exception as exc:  # noqa: BLE001 - raised again in the thread that reads
        ending = exc
    finally:
        close = getattr(stream, "aclose", None)
        if close is not None:
            await close()
    await _put(passed, ending)


async def _put(
    passed: queue.Queue[Item | BaseException | None], piece: Item | BaseException | None
) -> None:
    while True:
        try:
            return passed.put_nowait(piece)
        except queue.Full:
            await asyncio.sleep(0.01)
