"""A model's asynchronous stream, read from a synchronous generator that can be stopped.

Gradio wants synchronous generators, and a waiting stream cannot be ended from another thread. So
one background event loop reads, a bounded queue passes the pieces on, and closing the generator cancels
the task, which closes the request to the server.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncIterator, Iterator

HEARTBEAT_S = 0.5  # an empty piece when nothing came: the page stays alive and stop is noticed
QUEUE_PIECES = 256  # a reader that is slower than the model holds it back


class Relay:
    """One event loop in one daemon thread, shared by all streams."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="model", daemon=True)
        self._thread.start()

    def pieces(self, stream: AsyncIterator[str]) -> Iterator[str]:
        """The stream's pieces; an empty one at least every half second; its errors are raised."""
        passed: queue.Queue[str | BaseException | None] = queue.Queue(QUEUE_PIECES)
        task = asyncio.run_coroutine_threadsafe(_pump(stream, passed), self._loop)
        try:
            while True:
                try:
                    piece = passed.get(timeout=HEARTBEAT_S)
                except queue.Empty:
                    yield ""
                    continue
                if piece is None:
                    return
                if isinstance(piece, BaseException):
                    raise piece
                yield piece
        finally:
            task.cancel()

    def close(self) -> None:
        """Stop the loop; streams that still run are cancelled."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=2)


async def _pump(
    stream: AsyncIterator[str], passed: queue.Queue[str | BaseException | None]
) -> None:
    ending: BaseException | None = None
    try:
        async for piece in stream:
            await _put(passed, piece)
    except asyncio.CancelledError:
        raise
    except Exception as exc:  # noqa: BLE001 - raised again in the thread that reads
        ending = exc
    finally:
        close = getattr(stream, "aclose", None)
        if close is not None:
            await close()
    await _put(passed, ending)


async def _put(
    passed: queue.Queue[str | BaseException | None], piece: str | BaseException | None
) -> None:
    while True:
        try:
            return passed.put_nowait(piece)
        except queue.Full:
            await asyncio.sleep(0.01)
