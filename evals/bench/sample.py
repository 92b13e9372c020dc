"""A part of a folder that takes a bounded time, drawn so that it is the same in every run."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from assistant.indexing.encoder import open_encoder
from assistant.indexing.plan import list_root
from assistant.reading.files import DESCRIBING
from assistant.reading.split import split_document
from assistant.reading.worker import ReadingWorker
from assistant.settings import read_settings
from assistant.types import Document
from evals.bench.processes import BenchError

SEED = 0
OVERSHOOT = 1.05  # most passages over those wanted: a file that makes more of them is left out


def draw_sample(corpus: Path, folder: Path, *, passages: int) -> int:
    """Copy files of the corpus that make about so many passages; how many they make.

    What describes the corpus comes with them. A file that alone makes more passages is never
    drawn. Raises BenchError when none fits.
    """
    settings = read_settings()
    encoder = open_encoder(settings.embedding_model, settings.cache_dir)
    root = list_root(corpus, None)
    files = list(root.files.values())
    random.Random(SEED).shuffle(files)  # noqa: S311 - the same every time is what is wanted
    drawn = 0
    with ReadingWorker() as reader:
        for found, result in reader.read_many(files, root.described):
            if not isinstance(result, Document):
                continue  # it would be missing from one side only
            cut = split_document(
                result, count_tokens=encoder.count_tokens, max_tokens=encoder.max_tokens
            )
            if drawn + len(cut) <= OVERSHOOT * passages:
                _copy(corpus / found.doc_id, folder / found.doc_id)
                drawn += len(cut)
            if drawn >= passages:
                break
    if not drawn:
        raise BenchError(f"no file of {str(corpus)!r} makes {passages} passages or fewer")
    for name in DESCRIBING:
        if (corpus / name).is_file():
            _copy(corpus / name, folder / name)
    return drawn


def _copy(file: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(file, to)
