"""Batches of texts become vectors in the background, and can be abandoned at any time.

One long document can take minutes: it is encoded in slices, and nobody waits for more than the
slices that are under way.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

from assistant.indexing.encoder import Encoder

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

# Batches that are encoded at once: with one, the cores wait for each other at the end of each.
IN_FLIGHT = 2
# A slice takes about a second, however many cores share it: each encodes 16 passages in a second.
SLICE_TEXTS = 16 * (os.cpu_count() or 1)


class Abandoned(Exception):
    """The batch was given up."""


@dataclass(slots=True)
class Encoding:
    """A batch on its way."""

    vectors: Future[Vectors]
    encoded: int = 0  # texts so far

    @property
    def is_ready(self) -> bool:
        """Whether every vector is there."""
        return self.vectors.done() and self.vectors.exception() is None

    def wait(self, timeout_s: float) -> bool:
        """Whether it is ready within this time. An error is raised where the vectors are taken."""
        try:
            self.vectors.exception(timeout_s)
        except TimeoutError:
            return False
        return True


class Encoders:
    """Encodes `IN_FLIGHT` batches at a time. Use it in `with`: an exception abandons them all."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._pool = ThreadPoolExecutor(IN_FLIGHT, thread_name_prefix="encode")
        self._abandoned = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._abandoned.set()
        self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def start(self, texts: Sequence[str]) -> Encoding:
        """Begin with these texts as soon as there is room."""
        encoding = Encoding(Future())
        self._pool.submit(self._run, texts, encoding)
        return encoding

    def _run(self, texts: Sequence[str], encoding: Encoding) -> None:
        try:
            encoding.vectors.set_result(self._encode(texts, encoding))
        except BaseException as exc:  # noqa: BLE001  # raised again where the vectors are taken
            encoding.vectors.set_exception(exc)

    def _encode(self, texts: Sequence[str], encoding: Encoding) -> Vectors:
        import numpy as np

        vectors = np.zeros((len(texts), self._encoder.dimensions), dtype=np.float32)
        # Similar lengths side by side, as the encoder itself does it: padding is wasted work.
        by_length = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        for first in range(0, len(texts), SLICE_TEXTS):
            if self._abandoned.is_set():
                raise Abandoned
            rows = by_length[first : first + SLICE_TEXTS]
            vectors[rows] = self._encoder.encode([texts[i] for i in rows])
            encoding.encoded += len(rows)
        return vectors
