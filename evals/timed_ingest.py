"""Ingest and bare encoders in turn, in one process: `python -m evals.timed_ingest CORPUS TIMES`.

Prints one JSON object: passages, and passages per second of each turn. Libraries are loaded and
everything has run once before the clock starts; each turn ingests into a new index, and opening
the model counts towards it. The bare encoders (ours, and sentence-transformers with its defaults)
get the texts that were embedded, all at once: no reading, no cutting, no storing, no index.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import ingest
from assistant.errors import AssistantError
from assistant.indexing.encoder import open_encoder
from assistant.indexing.export import find_model, load_sentence_transformer
from assistant.indexing.library import Library
from assistant.reading.split import embedded_text
from assistant.settings import read_settings


def ingest_s(corpus: Path, index_dir: Path) -> float:
    """Seconds to ingest the folder into a new index. Raises AssistantError when that fails."""
    output = StringIO()
    started = time.perf_counter()
    with redirect_stdout(output), redirect_stderr(output):
        code = ingest.main([str(corpus), "--index", str(index_dir)])
    elapsed_s = time.perf_counter() - started
    if code:
        raise AssistantError(f"ingest of {str(corpus)!r} ended with {code}: {output.getvalue()}")
    return elapsed_s


def embedded_texts(index_dir: Path) -> list[str]:
    """What was embedded for each passage of the index, in the order it was added."""
    with Library(index_dir) as library:
        ids = [name for batch in library.vector_batches() for name in batch.passage_ids]
        passages = library.passages(ids)
    return [embedded_text(passages[name]) for name in ids]


def measure(corpus: Path, times: int) -> dict[str, object]:
    """Passages per second of both, `times` times in turn."""
    settings = read_settings()
    encoder = open_encoder(settings.embedding_model, settings.cache_dir)
    # 16 s of imports: before the clock starts.
    library = load_sentence_transformer(find_model(settings.embedding_model))
    ours: list[float] = []
    bare: list[float] = []
    plain: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        warm = Path(folder) / "warm"
        warm.mkdir()
        (warm / "one.md").write_text("# One\n\nA sentence to load every library with.\n")
        ingest_s(warm, Path(folder) / "warm-index")
        texts: list[str] = []
        for turn in range(times):
            index_dir = Path(folder) / f"index-{turn}"
            elapsed_s = ingest_s(corpus, index_dir)
            texts = embedded_texts(index_dir)
            ours.append(len(texts) / elapsed_s)
            started = time.perf_counter()
            encoder.encode(texts)
            bare.append(len(texts) / (time.perf_counter() - started))
            started = time.perf_counter()
            library.encode(texts, normalize_embeddings=True, show_progress_bar=False)
            plain.append(len(texts) / (time.perf_counter() - started))
    return {"passages": len(texts), "ingest": ours, "encoder": bare, "library": plain}


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
