"""Batches of passages become vectors in the background, and can be abandoned at any time.

One long document can take minutes: it is encoded in slices, and nobody waits for more than the
slices that are under way.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from assistant.indexing.encoder import Encoder, Part
from assistant.indexing.sentence_vectors import packed
from assistant.reading.sentences import sentence_spans
from assistant.reading.split import embedded_text
from assistant.types import Passage

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

# Slices that are encoded at once, and batches on their way: with one, the cores wait for each other
# at the end of each. 61 passages of one document took 1.06 of the encoder's own time, 1.12 before.
IN_FLIGHT = 2
# A slice takes about a second, however many cores share it: each encodes 16 passages in a second.
SLICE_PASSAGES = 16 * (os.cpu_count() or 1)


class Embedded(NamedTuple):
    """Passages as vectors."""

    vectors: Vectors  # (passages, dimensions), float32, rows of length 1
    sentences: list[bytes]  # of each passage, packed


class Abandoned(Exception):
    """The batch was given up."""


class Encoding:
    """A batch on its way."""

    def __init__(self, passages: int, dimensions: int) -> None:
        import numpy as np

        self.result: Future[Embedded] = Future()
        self.encoded = 0  # passages so far
        self._embedded = Embedded(
            np.zeros((passages, dimensions), dtype=np.float32), [b""] * passages
        )
        self._changing = threading.Lock()
        self._end_if_whole()

    @property
    def is_ready(self) -> bool:
        """Whether every vector is there."""
        return self.result.done() and self.result.exception() is None

    def wait(self, timeout_s: float) -> bool:
        """Whether it is ready within this time. An error is raised where the result is taken."""
        try:
            self.result.exception(timeout_s)
        except TimeoutError:
            return False
        return True

    def take(self, rows: Sequence[int], some: Embedded) -> None:
        """Some of its passages, by their places in the batch, have their vectors."""
        with self._changing:
            self._embedded.vectors[rows] = some.vectors
            for row, of_passage in zip(rows, some.sentences, strict=True):
                self._embedded.sentences[row] = of_passage
            self.encoded += len(rows)
            self._end_if_whole()

    def fail(self, error: BaseException) -> None:
        """There will be no result; the first error is the one that is told."""
        with self._changing:
            if not self.result.done():
                self.result.set_exception(error)

    def _end_if_whole(self) -> None:
        if self.encoded == len(self._embedded.sentences) and not self.result.done():
            self.result.set_result(self._embedded)


class Encoders:
    """Encodes `IN_FLIGHT` slices at a time. Use it in `with`: an exception abandons them all."""

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
        self._pool.shutdown(wait=kind is None)  # what has not begun ends by itself, as abandoned

    def start(self, passages: Sequence[Passage]) -> Encoding:
        """Begin with these passages as soon as there is room."""
        encoding = Encoding(len(passages), self._encoder.dimensions)
        # Similar lengths side by side, as the encoder itself does it: padding is wasted work.
        by_length = sorted(range(len(passages)), key=lambda i: -len(passages[i].text))
        for first in range(0, len(passages), SLICE_PASSAGES):
            rows = by_length[first : first + SLICE_PASSAGES]
            self._pool.submit(self._run, [passages[i] for i in rows], rows, encoding)
        return encoding

    def _run(self, some: Sequence[Passage], rows: Sequence[int], encoding: Encoding) -> None:
        if encoding.result.done():  # another slice has failed
            return
        try:
            if self._abandoned.is_set():
                raise Abandoned
            encoding.take(rows, embed(self._encoder, some))
        except BaseException as exc:  # noqa: BLE001  # raised again where the result is taken
            encoding.fail(exc)


def embed(encoder: Encoder, passages: Sequence[Passage]) -> Embedded:
    """The vectors of passages, and of the sentences in them as they read there."""
    texts = [embedded_text(passage) for passage in passages]
    encoded = encoder.encode_parts(
        texts, [_sentences(p, len(text)) for p, text in zip(passages, texts, strict=True)]
    )
    return Embedded(encoded.vectors, [packed(of_passage) for of_passage in encoded.parts])


def _sentences(passage: Passage, embedded_chars: int) -> list[Part]:
    # The passage is the end of what is embedded.
    ahead = embedded_chars - len(passage.text)
    return [(ahead + span.start, ahead + span.end) for span in sentence_spans(passage.text)]
