"""Batches of passages become vectors in the background, and can be abandoned at any time.

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

# Batches that are encoded at once: with one, the cores wait for each other at the end of each.
IN_FLIGHT = 2
# A slice takes about a second, however many cores share it: each encodes 16 passages in a second.
SLICE_PASSAGES = 16 * (os.cpu_count() or 1)


class Embedded(NamedTuple):
    """Passages as vectors."""

    vectors: Vectors  # (passages, dimensions), float32, rows of length 1
    sentences: list[bytes]  # of each passage, packed


class Abandoned(Exception):
    """The batch was given up."""


@dataclass(slots=True)
class Encoding:
    """A batch on its way."""

    result: Future[Embedded]
    encoded: int = 0  # passages so far

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

    def start(self, passages: Sequence[Passage]) -> Encoding:
        """Begin with these passages as soon as there is room."""
        encoding = Encoding(Future())
        self._pool.submit(self._run, passages, encoding)
        return encoding

    def _run(self, passages: Sequence[Passage], encoding: Encoding) -> None:
        try:
            encoding.result.set_result(self._embed(passages, encoding))
        except BaseException as exc:  # noqa: BLE001  # raised again where the result is taken
            encoding.result.set_exception(exc)

    def _embed(self, passages: Sequence[Passage], encoding: Encoding) -> Embedded:
        import numpy as np

        vectors = np.zeros((len(passages), self._encoder.dimensions), dtype=np.float32)
        sentences = [b""] * len(passages)
        # Similar lengths side by side, as the encoder itself does it: padding is wasted work.
        by_length = sorted(range(len(passages)), key=lambda i: -len(passages[i].text))
        for first in range(0, len(passages), SLICE_PASSAGES):
            if self._abandoned.is_set():
                raise Abandoned
            rows = by_length[first : first + SLICE_PASSAGES]
            some = embed(self._encoder, [passages[i] for i in rows])
            vectors[rows] = some.vectors
            for row, of_passage in zip(rows, some.sentences, strict=True):
                sentences[row] = of_passage
            encoding.encoded += len(rows)
        return Embedded(vectors, sentences)


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
