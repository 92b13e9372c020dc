from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evals.bench.plain_langchain import PIECE_CHARS, ingest_plainly
from tests.doubles import WordEncoder

TEXT = "A license grants the right to use, to study, to share and to change. " * 40


class RememberingModel:
    """Encodes by words, and remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def encode(self, texts: list[str], /, *, show_progress_bar: bool) -> npt.NDArray[np.float32]:
        self.given += texts
        return WordEncoder().encode(texts)


def test_every_piece_is_embedded_and_stored_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "source" / "deep").mkdir(parents=True)
    for name in ("a.txt", "deep/b.txt"):
        (tmp_path / "source" / name).write_text(TEXT)
    model = RememberingModel()

    pieces = ingest_plainly(tmp_path / "source", tmp_path / "target", model)

    with sqlite3.connect(tmp_path / "target" / "chroma.sqlite3") as stored:
        (rows,) = stored.execute("SELECT count(*) FROM embeddings").fetchone()
    assert rows == pieces == len(model.given)
    assert max(map(len, model.given)) <= PIECE_CHARS
    assert sum(map(len, model.given)) > 2 * len(TEXT)  # nothing is left out, some twice
