from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.indexing.sentence_vectors import cosines, packed


def _directions(seed: int, rows: int, dimensions: int = 384) -> npt.NDArray[np.float32]:
    made = np.random.default_rng(seed).standard_normal((rows, dimensions)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return made


@given(st.integers(0, 2**32 - 1), st.integers(1, 12))
def test_cosines_differ_little_from_those_of_float32(seed: int, rows: int) -> None:
    *sentences, question = _directions(seed, rows + 1)
    vectors = np.stack(sentences)

    assert cosines(packed(vectors), question) == pytest.approx(vectors @ question, abs=0.005)


def test_length_does_not_count() -> None:
    vectors = _directions(1, 3)

    assert packed(vectors * 7) == packed(vectors)


def test_sentence_without_a_vector_is_like_nothing() -> None:
    vectors = np.stack([np.zeros(384, np.float32), _directions(2, 1)[0]])

    assert cosines(packed(vectors), _directions(2, 1)[0]) == pytest.approx([0, 1], abs=0.005)


def test_no_sentences_give_no_cosines() -> None:
    stored = packed(np.zeros((0, 384), np.float32))

    assert stored == b""
    assert cosines(stored, _directions(3, 1)[0]).shape == (0,)
