from __future__ import annotations

import numpy as np
import pytest

from assistant.indexing.encoder import Encoder, open_encoder
from assistant.settings import read_settings

pytestmark = pytest.mark.slow

TEXTS = [
    "A license may not restrict anyone from using the program.",
    "open",
    "",
    "The training data must be described. " * 60,
    "オープンソースAIとは何か。",
    "Nobody is kept from making use of the software.",
]


@pytest.fixture(scope="module")
def real() -> Encoder:
    settings = read_settings({})
    return open_encoder(settings.embedding_model, settings.cache_dir)


def test_vectors_have_length_one_and_the_right_shape(real: Encoder) -> None:
    vectors = real.encode(TEXTS)

    assert vectors.shape == (len(TEXTS), real.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-4)


def test_no_text_gives_no_vector(real: Encoder) -> None:
    assert real.encode([]).shape == (0, real.dimensions)
    assert real.count_tokens([]) == []


def test_vector_does_not_depend_on_what_it_is_encoded_with(real: Encoder) -> None:
    together = real.encode(TEXTS * 12)  # more than one batch, sorted by length inside

    for row, text in enumerate(TEXTS):
        assert np.abs(together[row] - real.encode([text])[0]).max() < 1e-4


def test_texts_that_mean_the_same_are_near(real: Encoder) -> None:
    anyone, _, _, data, _, nobody = real.encode(TEXTS)

    assert anyone @ nobody > anyone @ data + 0.2


def test_tokens_beyond_the_window_are_counted_and_cut(real: Encoder) -> None:
    long = "data " * 400

    assert real.count_tokens([long, "data"]) == [400, 1]
    cut = "data " * (real.max_tokens - 2)
    assert np.abs(real.encode([long])[0] - real.encode([cut])[0]).max() < 1e-4
