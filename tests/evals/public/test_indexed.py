from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evals.public.indexed import (
    DENSE,
    FULL,
    WORDS,
    documents_of,
    encode_once,
    open_indexed,
    searches,
    the_encoder,
)
from evals.public.tables import Bench, DataMissing
from tests.doubles import a_passage, a_source, some_hits

ANVIL = "The anvil is free to use. Nobody may sell it."
HAMMER = "The hammer is for sale in every town."


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "data", tmp_path / "work")


def test_documents_rank_by_their_best_passage() -> None:
    one, two = a_source("one.txt"), a_source("two.txt")

    hits = some_hits(a_passage("b", two), a_passage("a", one), a_passage("c", two, start=9))

    assert documents_of(hits) == ["two.txt", "one.txt"]


@pytest.mark.slow
def test_documents_go_through_ingest_once_and_are_found_by_every_search(
    bench: Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hammer = tmp_path / "hammer"
    hammer.write_text(HAMMER)
    documents: dict[str, str | Path] = {"0001.txt": ANVIL, "tools/0002.txt": hammer}

    found, printed = [], []
    for _ in range(2):
        opened = open_indexed(bench, "tools", documents)
        found.append(searches(opened, "May the anvil be sold?", 1))
        printed.append(capsys.readouterr().err)
        opened.close()

    assert found[0] == found[1]
    assert {row: documents_of(hits) for row, hits in found[0].items()} == {
        DENSE: ["0001.txt"],
        WORDS: ["0001.txt"],
        FULL: ["0001.txt"],
    }
    assert printed == ["evals: indexing 2 documents of tools\n", ""]


@pytest.mark.slow
def test_other_documents_are_indexed_anew_and_the_old_index_goes(bench: Bench) -> None:
    open_indexed(bench, "tools", {"0001.txt": ANVIL}).close()
    before = list((bench.work / "tools").iterdir())

    opened = open_indexed(bench, "tools", {"0001.txt": HAMMER})

    assert opened.document("0001.txt").text == HAMMER
    assert len(list((bench.work / "tools").iterdir())) == 1
    assert not before[0].exists()
    opened.close()


@pytest.mark.slow
def test_a_document_that_cannot_be_read_is_named(bench: Bench) -> None:
    with pytest.raises(
        DataMissing, match=r"1 documents .* \(0002\.txt: .*get its whole data again"
    ):
        open_indexed(bench, "tools", {"0001.txt": ANVIL, "0002.txt": "\0\0\0\0"})


@pytest.mark.slow
def test_vectors_are_kept_for_the_same_texts_only(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "kept.npz"
    first = encode_once(file, [ANVIL, HAMMER])
    written = file.stat().st_mtime_ns

    again = encode_once(file, [ANVIL, HAMMER])
    unchanged = file.stat().st_mtime_ns == written
    other = encode_once(file, [HAMMER])

    assert np.array_equal(first, again)
    assert unchanged
    assert np.allclose(other, the_encoder().encode([HAMMER]))
