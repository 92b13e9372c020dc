from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.indexing.library import Entry, Library
from evals.__main__ import main
from evals.bench.processes import BenchError
from evals.bench.search import refuse_small
from evals.bench.sizes import percentile
from tests.doubles import WordEncoder, a_document, a_passage

CLAUSES = (
    "Anyone may use the model for any purpose.",
    "The weights are released together with the code.",
    "The training data are described and not given out.",
    "Changed copies keep the notice of the license.",
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(3):
        text = "\n\n".join(f"## Section {i}\n\n{clause * 9}" for i, clause in enumerate(CLAUSES))
        (folder / f"{number}.md").write_text(f"# License {number}\n\n{text}\n")
    return folder


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.timeout(300)  # ten processes that import Chroma: 25 s, on a busy machine a minute
def test_each_size_is_filled_indexed_searched_and_added_to(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "bench.json"
    options = ["--only", "search", "--corpus", str(corpus), "--times", "2", "--out", str(out)]

    code = main(["bench", *options, "--sizes", "90", "40"])

    sizes = json.loads(out.read_text())["sizes"]
    assert code == 0
    assert [40 <= sizes[0]["passages"] < 60, 90 <= sizes[1]["passages"] < 110] == [True, True]
    assert sizes[0]["filled"]["passages"] > sizes[0]["passages"] / 2
    assert [len(size["whole_ms"]) for size in sizes] == [2, 2]
    assert sizes[0]["stages_ms"].keys() == {"encode", "dense", "lexical"}
    assert all(len(ms) == len(sizes[0]["whole_ms"][0]) for ms in sizes[0]["stages_ms"].values())
    assert sizes[1]["answers_ms"].keys() == {"answer", "stages"}
    assert percentile(sizes[1]["answers_ms"]["answer"], 0.5) > 0
    assert percentile(sizes[1]["whole_ms"][0], 0.5) > 0
    assert sizes[1]["library_bytes"] > sizes[0]["library_bytes"]
    assert "Warm search, in ms" in capsys.readouterr().out


def test_a_size_that_the_corpus_has_by_itself_is_refused(tmp_path: Path) -> None:
    document = a_document("one two")
    passages = [
        a_passage(word, document.source, start=4 * i) for i, word in enumerate("one two".split())
    ]
    with Library(tmp_path, create=True) as library:
        vectors = WordEncoder().encode(["one", "two"])
        library.replace([Entry(document, passages, [""] * 2, vectors, "/real", "mark")])

    with pytest.raises(BenchError, match=r"the 2 passages of the corpus.* name larger ones"):
        refuse_small(tmp_path, [1000, 2])
