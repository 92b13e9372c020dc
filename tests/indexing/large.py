"""Reads a folder into a library, without a vector index, and prints the most memory it took.

    python -m tests.indexing.large FOLDER INDEX_DIR

The encoder is a stand-in that costs nothing, so that what grows is the program's own.
"""

from __future__ import annotations

import re
import resource
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.indexing.encoder import Encoded, Part
from assistant.indexing.library import Library
from assistant.indexing.plan import list_root
from assistant.indexing.sync import sync_roots


class Constant:
    """The same vector for every text, of the size of the real ones."""

    dimensions = 384
    max_tokens = 256
    model_sha256 = "constant-encoder-000"

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """(texts, 384), float32, rows of length 1."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        vectors[:, 0] = 1.0
        return vectors

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Part]]) -> Encoded:
        """The same for every sentence."""
        return Encoded(self.encode(texts), [self.encode([""] * len(some)) for some in parts])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """About a token for four characters, as in English."""
        return [len(text) // 4 + 1 for text in texts]


def main() -> None:
    folder, index_dir = map(Path, sys.argv[1:])
    with Library(index_dir, create=True) as library:
        for _ in sync_roots(library, [list_root(folder, library)], Constant):
            pass
        library.tidy()
        counts = library.counts()
    # Kilobytes on Linux. The reader is the only child. Not its own `ru_maxrss`: that begins with
    # the peak of whoever started this process.
    own = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert own is not None
    reader = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    peaks = f"{int(own[1]) // 1024} {reader // 1024}"
    sys.stdout.write(f"{counts['documents']} {counts['passages']} {peaks}\n")


if __name__ == "__main__":
    main()
