"""A benchmark's documents, taken in by the program's own ingest, and searched by its own search.

What is made is kept under `bench.work` and found by the next run. Not here: scores.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

import assistant.reading
from assistant.indexing.encoder import Encoder, open_encoder
from assistant.indexing.report import Report
from assistant.ingestion.ingest import ingest
from assistant.settings import Settings, index_fingerprint, read_settings
from assistant.types import Hit
from assistant.wiring import OpenAssistant, open_assistant
from evals.public.tables import Bench, DataMissing

WORDS, DENSE, FULL = "ours, words only", "ours, dense only", "ours, full"  # the rows

Vectors = npt.NDArray[np.float32]

_STAMP_CHARS = 16
_STAMP = re.compile(rf"[0-9a-f]{{{_STAMP_CHARS}}}")


def open_indexed(bench: Bench, name: str, documents: Mapping[str, str | Path]) -> OpenAssistant:
    """The program over these documents, without a model; close it when done.

    `documents`: the text, or the file, by doc_id with its suffix ("nda/one.txt"). A doc_id without
    words ("0001.txt") becomes the title where the text shows none. Kept in a folder of
    `bench.work / name` that is named after all that the index depends on. Raises DataMissing
    when a document cannot be read.
    """
    stamp = _stamp(documents)
    folder = bench.work / name / stamp
    settings = read_settings(index_dir=folder / "index")
    if not (folder / "done").is_file():
        print(f"evals: indexing {len(documents)} documents of {name}", file=sys.stderr)
        _remove_others(folder)
        _write_documents(folder / "documents", documents)
        _ingest(settings, folder / "documents", len(documents))
        (folder / "done").touch()
    return open_assistant(settings, model="none")


def searches(opened: OpenAssistant, query: str, k: int) -> dict[str, list[Hit]]:
    """The k best passages, best first, of each row: dense, words, and both."""
    found = opened.retrieve(query, k)
    return {DENSE: found.dense[:k], WORDS: found.lexical[:k], FULL: found.hits}


def documents_of(hits: Iterable[Hit]) -> list[str]:
    """The doc_ids of the hits, each once: ranked by its best passage."""
    return list(dict.fromkeys(hit.passage.source.doc_id for hit in hits))


def encode_once(file: Path, texts: Sequence[str]) -> Vectors:
    """(texts, dimensions), rows of length 1; kept in the `.npz` file for the next run."""
    wanted = hashlib.sha256("\0".join((the_encoder().model_sha256, *texts)).encode()).hexdigest()
    if file.is_file():
        with np.load(file) as kept:
            if str(kept["made_of"]) == wanted:
                return np.asarray(kept["vectors"], dtype=np.float32)
    vectors = the_encoder().encode(texts)
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_suffix(".part.npz")  # a killed run leaves no half file behind
    np.savez(aside, made_of=wanted, vectors=vectors)
    aside.replace(file)
    return vectors


@cache
def the_encoder() -> Encoder:
    """The encoder of the settings, loaded once."""
    settings = read_settings()
    return open_encoder(settings.embedding_model, settings.cache_dir)


def _stamp(documents: Mapping[str, str | Path]) -> str:
    """What the index depends on: the documents, the code that reads and cuts them, the model."""
    encoder = the_encoder()
    digest = hashlib.sha256(
        index_fingerprint(model_sha256=encoder.model_sha256, dimensions=encoder.dimensions).encode()
    )
    # The fingerprint counts formats by hand; figures must not be those of yesterday's cutting.
    for module in sorted(Path(assistant.reading.__path__[0]).glob("*.py")):
        digest.update(module.read_bytes())
    for doc_id, document in sorted(documents.items()):
        content = document.encode() if isinstance(document, str) else document.read_bytes()
        digest.update(f"{doc_id}\n{hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()[:_STAMP_CHARS]


def _remove_others(folder: Path) -> None:
    """Remove what earlier versions of the documents or the code left."""
    for other in folder.parent.glob("*") if folder.parent.is_dir() else ():
        if other != folder and _STAMP.fullmatch(other.name):
            shutil.rmtree(other)


def _write_documents(folder: Path, documents: Mapping[str, str | Path]) -> None:
    for doc_id, document in documents.items():
        path = folder / doc_id
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(document, str):
            path.write_text(document, encoding="utf-8", newline="")
        else:
            shutil.copyfile(document, path)


def _ingest(settings: Settings, folder: Path, documents: int) -> None:
    *_, report = ingest(settings, [folder])
    assert isinstance(report, Report)
    if report.added + report.kept != documents:
        left_out = [*report.failed, *report.skipped]
        named = "; ".join(f"{doc_id}: {reason}" for doc_id, reason in left_out[:3])
        raise DataMissing(
            f"{len(left_out)} documents of the benchmark cannot be read ({named}); get its whole"
            " data again"
        )
