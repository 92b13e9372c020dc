"""The vectors of a passage's sentences, as the library keeps them: one byte a number.

They only order sentences of passages that were found, so a byte is enough: a cosine differs by
less than .005 from that of float32 (a test holds it), in a quarter of the room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

HIGHEST = 127  # of a signed byte


def packed(vectors: Vectors) -> bytes:
    """(sentences, dimensions) as bytes. Only directions are kept: each row has a scale of its own.

    A row of zeros (a sentence beyond the encoder's window) stays one.
    """
    import numpy as np

    largest = np.abs(vectors).max(axis=1, keepdims=True, initial=0)
    scale = np.divide(HIGHEST, largest, out=np.zeros_like(largest), where=largest > 0)
    return bytes(np.rint(vectors * scale).astype(np.int8).tobytes())


def cosines(stored: bytes, vector: Vectors) -> Vectors:
    """(sentences,): cosine similarity of each sentence to a vector of length 1; 0 for zeros."""
    import numpy as np

    rows = np.frombuffer(stored, np.int8).reshape(-1, len(vector)).astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1)
    near: Vectors = np.zeros(len(rows), np.float32)
    np.divide(rows @ vector, lengths, out=near, where=lengths > 0)
    return near
