from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.indexing.library import Entry, Library
from evals.bench.again import STAGES, middle_document, races_of, time_stages
from evals.bench.race import Turn
from tests.doubles import a_document


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "licenses").mkdir(parents=True)
    for name in ("a.md", "licenses/b.md", "licenses/c.md"):
        (folder / name).write_text(name)
    return folder


def test_the_stages_see_a_folder_that_gains_one_document_and_loses_it(
    corpus: Path, tmp_path: Path
) -> None:
    seen: list[tuple[set[str], Path]] = []

    def ingest(documents: Path, index_dir: Path) -> Turn:
        files = {f.relative_to(documents).as_posix() for f in documents.rglob("*.md")}
        seen.append((files, index_dir))
        return Turn(float(len(seen)), None)

    turns = time_stages(ingest, corpus, tmp_path / "work", "licenses/b.md")

    without = {"a.md", "licenses/c.md"}
    assert [files for files, _ in seen] == [without, without, without | {"licenses/b.md"}, without]
    assert len({index_dir for _, index_dir in seen}) == 1
    assert [turns[stage].seconds for stage in STAGES] == [1.0, 2.0, 3.0, 4.0]


def test_the_corpus_itself_stays_as_it_was_and_the_copy_goes(corpus: Path, tmp_path: Path) -> None:
    time_stages(lambda *_: Turn(1.0, None), corpus, tmp_path / "work", "a.md")

    assert len(list(corpus.rglob("*.md"))) == 3
    assert not (tmp_path / "work").exists()


def test_every_later_stage_is_measured_against_the_first() -> None:
    turns = [
        {
            stage: Turn(seconds * turn, None)
            for stage, seconds in zip(STAGES, (10, 1, 3, 2), strict=True)
        }
        for turn in (1, 2)
    ]

    races = races_of("command", turns)

    assert [(race.ours.name, race.ratio, race.target) for race in races] == [
        ("unchanged, command", 0.1, 0.02),
        ("one added, command", pytest.approx(0.3), 0.15),
        ("one removed, command", 0.2, None),
    ]
    assert {race.reference.figures for race in races} == {(10.0, 20.0)}


def test_the_document_in_the_middle_is_the_one_of_middle_length(tmp_path: Path) -> None:
    with Library(tmp_path, create=True) as library:
        for name, words in (("long.md", 90), ("short.md", 1), ("middle.md", 9)):
            document = a_document("word " * words, doc_id=name)
            library.replace([Entry(document, [], [], np.zeros((0, 4), np.float32), "/r", "m")])

    assert middle_document(tmp_path) == "middle.md"
