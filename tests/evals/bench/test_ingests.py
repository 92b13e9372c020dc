from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.indexing.library import Entry, Library
from evals.bench.ingests import races_of, write_texts
from evals.bench.race import Turn
from tests.doubles import a_document

TURNS = {
    "ours": [Turn(10.0, 500, 300), Turn(12.0, 600, 300)],
    "encoder": [Turn(8.0, 300, 300), Turn(8.0, 300, 300)],
    "library": [Turn(15.0, 900, 300), Turn(15.0, 900, 300)],
    "langchain": [Turn(20.0, 950, 400), Turn(20.0, 950, 400)],
}


def test_passages_per_second_hide_that_the_pieces_differ_and_characters_do_not() -> None:
    races = races_of(TURNS, 240_000)

    ratios = {f"{race.reference.name}, {race.unit}": race.ratio for race in races}
    assert ratios == {
        "our encoder alone, passages/s": pytest.approx(27.5 / 37.5),
        "sentence-transformers' encode, passages/s": pytest.approx(27.5 / 20),
        "LangChain, 400 pieces, passages/s": pytest.approx(27.5 / 20),
        "LangChain, the same, chars/s": pytest.approx(22_000 / 12_000),
    }


def test_pieces_of_another_size_have_no_target() -> None:
    *_, by_piece, by_character = races_of(TURNS, 240_000)

    assert (by_piece.target, by_character.target) == (None, 1.2)


def test_without_langchain_the_encoders_are_raced_alone() -> None:
    turns = {name: some for name, some in TURNS.items() if name != "langchain"}

    assert [race.reference.name for race in races_of(turns, 240_000)] == [
        "our encoder alone",
        "sentence-transformers' encode",
    ]


def test_the_plain_pipeline_gets_every_character_that_was_read(tmp_path: Path) -> None:
    texts = ["What is open?\n", "オープンとは何か。\n"]
    with Library(tmp_path / "index", create=True) as library:
        for number, text in enumerate(texts):
            document = a_document(text, doc_id=f"{number}.md")
            library.replace([Entry(document, [], [], np.zeros((0, 4), np.float32), "/r", "m")])

    characters = write_texts(tmp_path / "index", tmp_path / "texts")

    written = [file.read_text() for file in sorted((tmp_path / "texts").iterdir())]
    assert written == texts
    assert characters == sum(map(len, texts))
