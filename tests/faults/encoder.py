"""The encoder of the fault tests: as meaningful as `WordEncoder`, and fast enough for 40,000."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from assistant.indexing.encoder import Encoded, Part
from assistant.reading.stems import content_terms

DIMENSIONS = 128

Vectors = npt.NDArray[np.float32]


class StandIn:
    """Each word adds one random direction; the model's name and the dimensions can be chosen."""

    max_tokens = 256

    def __init__(
        self, model_sha256: str = "stand-in-encoder-000", dimensions: int = DIMENSIONS
    ) -> None:
        self.model_sha256 = model_sha256
        self.dimensions = dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(texts, dimensions), float32, rows of length 1."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in sorted(content_terms(text)) or [""]:
                vectors[row] += _direction(word, self.dimensions)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Part]]) -> Encoded:
        """Whole texts only: the faults are not about sentences."""
        none = np.zeros((0, self.dimensions), dtype=np.float32)
        return Encoded(self.encode(texts), [none] * len(texts))

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """About a token for four characters, as in English."""
        return [len(text) // 4 + 1 for text in texts]


@cache
def _direction(word: str, dimensions: int) -> Vectors:
    seed = int.from_bytes(word.encode()[-8:], "big")
    return np.random.default_rng(seed).standard_normal(dimensions).astype(np.float32)
