from __future__ import annotations

import threading
import time
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from assistant.indexing import encoding
from assistant.indexing.encoding import Encoders
from tests.doubles import WordEncoder

TEXTS = [f"{'weights ' * (n % 7)}of model {n}" for n in range(100)]


class WaitingEncoder(WordEncoder):
    """Encodes a slice only when it is told to."""

    def __init__(self) -> None:
        self.go = threading.Semaphore(0)
        self.begun = threading.Semaphore(0)

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """See `WordEncoder.encode`."""
        self.begun.release()
        self.go.acquire()
        return super().encode(texts)


class BrokenEncoder(WordEncoder):
    """Cannot encode."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """See `WordEncoder.encode`."""
        raise MemoryError("no room")


@pytest.fixture(autouse=True)
def _small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "SLICE_TEXTS", 8)


def test_vectors_come_in_the_order_of_the_texts() -> None:
    with Encoders(WordEncoder()) as encoders:
        found = [encoders.start(TEXTS), encoders.start(TEXTS[:3]), encoders.start([])]

        for some, texts in zip(found, (TEXTS, TEXTS[:3], []), strict=True):
            assert some.wait(60)
            wanted = WordEncoder().encode(texts)
            assert some.vectors.result() == pytest.approx(wanted, abs=1e-6)
            assert some.encoded == len(texts)


def test_batch_is_abandoned_after_the_slice_that_is_under_way() -> None:
    encoder = WaitingEncoder()

    def interrupted() -> None:
        with Encoders(encoder) as encoders:
            started.append(encoders.start(TEXTS))
            encoder.begun.acquire()
            raise KeyboardInterrupt

    started: list[encoding.Encoding] = []
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert time.monotonic() - began < 5  # nothing was waited for
    encoder.go.release()

    assert started[0].wait(60)
    assert started[0].encoded == 8
    assert not started[0].is_ready


def test_failure_is_raised_where_the_vectors_are_taken() -> None:
    with Encoders(BrokenEncoder()) as encoders:
        started = encoders.start(TEXTS)

        assert started.wait(60)
        assert not started.is_ready
        with pytest.raises(MemoryError, match="no room"):
            started.vectors.result()


def test_waiting_ends_when_the_time_is_up() -> None:
    encoder = WaitingEncoder()
    with Encoders(encoder) as encoders:
        started = encoders.start(TEXTS[:3])

        assert not started.wait(0.05)
        encoder.go.release()
        assert started.wait(60)
