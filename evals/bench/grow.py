"""An index of many passages, made in two steps that are timed apart.

    python -m evals.bench.grow fill INDEX CORPUS_INDEX PASSAGES
    python -m evals.bench.grow build INDEX

The first copies the library of CORPUS_INDEX unless INDEX has one, and fills it up with made-up
passages; the second builds the vector index. Each prints its seconds without start and imports,
and the passages it handled, as one JSON object.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from assistant.indexing.generations import GenerationBuilder
from assistant.indexing.library import Library
from assistant.indexing.lock import writing
from evals.bench.synthetic import fill, maker_of


def grow(index_dir: Path, corpus_index: Path, passages: int) -> tuple[float, int]:
    """Seconds, and passages that were added."""
    with Library(corpus_index) as real:
        maker = maker_of(real)
        is_new = not index_dir.exists()
        with Library(index_dir, create=True) as library, writing(index_dir):
            if is_new:
                library.become(real)
            started = time.perf_counter()
            added = fill(library, maker, passages)
            library.tidy()  # the log becomes part of the file, whose size is looked at next
            return time.perf_counter() - started, added


def build(index_dir: Path) -> tuple[float, int]:
    """Seconds, and passages that are indexed; Chroma's import in the builder counts."""
    with Library(index_dir) as library:
        passages = library.counts()["passages"]
    started = time.perf_counter()
    with writing(index_dir), GenerationBuilder(index_dir) as builder:
        builder.build()
    return time.perf_counter() - started, passages


if __name__ == "__main__":
    step, folder, *rest = sys.argv[1:]
    if step == "fill":
        seconds, done = grow(Path(folder), Path(rest[0]), int(rest[1]))
    else:
        seconds, done = build(Path(folder))
    print(json.dumps({"seconds": seconds, "passages": done}))
