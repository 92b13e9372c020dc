"""What is raced at ingesting: `python -m evals.bench.contestants NAME INDEX`.

Loads everything, runs once, says "ready"; then, for each line `[source, target]` of JSON on
standard input, ingests the folder `source` into the folder `target` and says how long it took.
The encoders get the texts that were embedded for INDEX, all at once: no reading, no cutting, no
storing, no index.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import ingest
from assistant.errors import AssistantError
from assistant.indexing.encoder import open_encoder
from assistant.indexing.export import find_model, load_sentence_transformer
from assistant.indexing.library import Library
from assistant.indexing.report import Report
from assistant.ingestion import ingest as ingestion
from assistant.reading.files import find_files
from assistant.reading.kept_reader import KeptReader
from assistant.reading.read import read_document
from assistant.reading.split import embedded_text, split_document
from assistant.settings import read_settings


class Run(NamedTuple):
    """One turn, by the contestant's own clock."""

    seconds: float
    passages: int


Runner = Callable[[Path, Path], Run]  # (source, target)


def ours(_: Path) -> Runner:
    """The program itself. Opening the model counts towards each turn, importing it does not."""

    def run(source: Path, target: Path) -> Run:
        started = time.perf_counter()
        code = ingest.main([str(source), "--index", str(target)])
        elapsed_s = time.perf_counter() - started
        if code:
            raise AssistantError(f"ingest of {str(source)!r} ended with {code}")
        with Library(target) as library:
            return Run(elapsed_s, library.counts()["passages"])

    return _warmed_up(run)


def warm(_: Path) -> Runner:
    """The program in a process that goes on, like `--watch`: its model is open, its reader kept."""
    settings = read_settings()
    model = open_encoder(settings.embedding_model, settings.cache_dir)
    reader = KeptReader()

    def run(source: Path, target: Path) -> Run:
        started = time.perf_counter()
        *_, report = ingestion.ingest(
            replace(settings, index_dir=target), [source], encoder=lambda: model, reader=reader
        )
        elapsed_s = time.perf_counter() - started
        if not isinstance(report, Report) or report.failed:
            raise AssistantError(f"ingest of {str(source)!r} failed")
        return Run(elapsed_s, report.passages)

    return _warmed_up(run)


def alone(_: Path) -> Runner:
    """What a document takes by itself: read, cut and encoded, here and not stored anywhere."""
    settings = read_settings()
    model = open_encoder(settings.embedding_model, settings.cache_dir)

    def run(source: Path, _: Path) -> Run:
        started = time.perf_counter()
        count = 0
        for file in find_files(source).files:
            document = read_document(file.path, doc_id=file.doc_id)
            passages = split_document(
                document, count_tokens=model.count_tokens, max_tokens=model.max_tokens
            )
            count += len(model.encode([embedded_text(passage) for passage in passages]))
        return Run(time.perf_counter() - started, count)

    return _warmed_up(run)


def encoder(index_dir: Path) -> Runner:
    """Our encoder, on the texts that were embedded."""
    settings = read_settings()
    model = open_encoder(settings.embedding_model, settings.cache_dir)
    return _of_texts(lambda texts: len(model.encode(texts)), embedded_texts(index_dir))


def library(index_dir: Path) -> Runner:
    """sentence-transformers with its defaults, on the texts that were embedded."""
    model = load_sentence_transformer(find_model(read_settings().embedding_model))

    def encode(texts: Sequence[str]) -> int:
        return len(model.encode(texts, normalize_embeddings=True, show_progress_bar=False))

    return _of_texts(encode, embedded_texts(index_dir))


def langchain(_: Path) -> Runner:
    """The plain LangChain pipeline."""
    # Packages of the development requirements: only when they are asked for.
    from evals.bench.plain_langchain import ingest_plainly

    model = load_sentence_transformer(find_model(read_settings().embedding_model))

    def run(source: Path, target: Path) -> Run:
        started = time.perf_counter()
        passages = ingest_plainly(source, target, model)
        return Run(time.perf_counter() - started, passages)

    return _warmed_up(run)


CONTESTANTS: dict[str, Callable[[Path], Runner]] = {
    "ours": ours,
    "warm": warm,
    "alone": alone,
    "encoder": encoder,
    "library": library,
    "langchain": langchain,
}


def embedded_texts(index_dir: Path) -> list[str]:
    """What was embedded for each passage of the index, in the order it was added."""
    with Library(index_dir) as opened:
        ids = [name for batch in opened.vector_batches() for name in batch.passage_ids]
        passages = opened.passages(ids)
    return [embedded_text(passages[name]) for name in ids]


def _of_texts(encode: Callable[[Sequence[str]], int], texts: Sequence[str]) -> Runner:
    def run(_: Path, __: Path) -> Run:
        started = time.perf_counter()
        passages = encode(texts)
        return Run(time.perf_counter() - started, passages)

    encode(texts[:1])
    return run


def _warmed_up(run: Runner) -> Runner:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        source.mkdir()
        (source / "one.md").write_text("# One\n\nA sentence to load every library with.\n")
        run(source, Path(folder) / "target")
    return run


def main(name: str, index_dir: Path) -> None:
    """Serve until standard input ends."""
    answers = sys.stdout
    with redirect_stdout(sys.stderr):  # what the libraries print is not an answer
        run = CONTESTANTS[name](index_dir)
        print("ready", file=answers, flush=True)
        for line in sys.stdin:
            source, target = json.loads(line)
            found = run(Path(source), Path(target))
            print(json.dumps(found._asdict()), file=answers, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
