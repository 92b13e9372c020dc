from __future__ import annotations

import threading
import time
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from assistant.indexing import encoding
from assistant.indexing.encoder import Encoded, Part
from assistant.indexing.encoding import Encoders, embed
from assistant.indexing.sentence_vectors import cosines
from tests.doubles import WordEncoder, a_passage

PASSAGES = [a_passage(f"{'weights ' * (n % 7)}of model {n}. It is open.") for n in range(100)]


class WaitingEncoder(WordEncoder):
    """Encodes a slice only when it is told to."""

    def __init__(self) -> None:
        self.go = threading.Semaphore(0)
        self.begun = threading.Semaphore(0)

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Part]]) -> Encoded:
        """See `WordEncoder.encode_parts`."""
        self.begun.release()
        self.go.acquire()
        return super().encode_parts(texts, parts)


class BrokenEncoder(WordEncoder):
    """Cannot encode."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """See `WordEncoder.encode`."""
        raise MemoryError("no room")


@pytest.fixture(autouse=True)
def _small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "SLICE_PASSAGES", 8)


def test_vectors_come_in_the_order_of_the_passages() -> None:
    with Encoders(WordEncoder()) as encoders:
        found = [encoders.start(PASSAGES), encoders.start(PASSAGES[:3]), encoders.start([])]

        for some, passages in zip(found, (PASSAGES, PASSAGES[:3], []), strict=True):
            assert some.wait(60)
            wanted = embed(WordEncoder(), passages)
            assert some.result.result().vectors == pytest.approx(wanted.vectors, abs=1e-6)
            assert some.result.result().sentences == wanted.sentences
            assert some.encoded == len(passages)


def test_batch_is_abandoned_after_the_slices_that_are_under_way() -> None:
    encoder = WaitingEncoder()

    def interrupted() -> None:
        with Encoders(encoder) as encoders:
            started.append(encoders.start(PASSAGES))
            encoder.begun.acquire()
            raise KeyboardInterrupt

    started: list[encoding.Encoding] = []
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert time.monotonic() - began < 5  # nothing was waited for
    encoder.go.release(encoding.IN_FLIGHT)

    assert started[0].wait(60)
    assert started[0].encoded <= 8 * encoding.IN_FLIGHT
    assert not started[0].is_ready


def test_two_slices_of_one_batch_are_encoded_at_once() -> None:
    encoder = WaitingEncoder()
    with Encoders(encoder) as encoders:
        started = encoders.start(PASSAGES[:16])
        both = [encoder.begun.acquire(timeout=60) for _ in range(2)]
        encoder.go.release(2)

        assert both == [True, True]
        assert started.wait(60)
        assert started.encoded == 16


def test_failure_is_raised_where_the_result_is_taken() -> None:
    with Encoders(BrokenEncoder()) as encoders:
        started = encoders.start(PASSAGES)

        assert started.wait(60)
        assert not started.is_ready
        with pytest.raises(MemoryError, match="no room"):
            started.result.result()


def test_waiting_ends_when_the_time_is_up() -> None:
    encoder = WaitingEncoder()
    with Encoders(encoder) as encoders:
        started = encoders.start(PASSAGES[:3])

        assert not started.wait(0.05)
        encoder.go.release()
        assert started.wait(60)


def test_each_sentence_of_a_passage_has_its_vector() -> None:
    passage = a_passage("Weights are published. Data is not.")
    question = WordEncoder().encode(["Data is not."])[0]

    (stored,) = embed(WordEncoder(), [passage]).sentences

    weights, data = cosines(stored, question)
    assert data > 0.99 > weights
