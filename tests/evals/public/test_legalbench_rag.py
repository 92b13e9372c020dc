from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.public.indexed import DENSE, FULL, WORDS
from evals.public.legalbench_rag import PLAIN, SETS, Question, figures, load_subset, run
from evals.public.spans import Span
from evals.public.tables import Bench, DataMissing
from evals.stats import Estimate
from tests.conftest import SHARED

TEXT = "\nThe receiving party keeps it secret.\n"


def write_set(folder: Path, indices: list[int]) -> Bench:
    """A set of two questions about one agreement whose file was renamed."""
    snippet = {"file_path": "contractnli/A: B.txt", "span": [1, 10], "answer": TEXT[1:10]}
    tests = [{"query": query, "snippets": [snippet]} for query in ("First?", "Second?")]
    mini = {
        "query_indices": indices,
        "documents": ["contractnli/A: B.txt"],
        "renamed_files": {"contractnli/A: B.txt": "contractnli/A_ B.txt"},
    }
    root = folder / "legalbench_rag"
    (root / "benchmarks").mkdir(parents=True)
    (root / "corpus" / "contractnli").mkdir(parents=True)
    (root / "mini_subset.json").write_text(json.dumps({"contractnli": mini}))
    (root / "benchmarks" / "contractnli.json").write_text(json.dumps({"tests": tests}))
    (root / "corpus" / "contractnli" / "A_ B.txt").write_text(TEXT)
    return Bench(folder, folder / "work")


def test_the_subset_holds_the_named_questions_and_their_documents(tmp_path: Path) -> None:
    bench = write_set(tmp_path, [1])

    found = load_subset(bench, "contractnli")

    assert found.questions == (Question("Second?", (Span("contractnli/A_ B.txt", 1, 10),)),)
    assert found.documents == {"contractnli/A_ B.txt": TEXT}


def test_a_subset_without_questions_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataMissing, match="names no questions of 'contractnli'; get the whole"):
        load_subset(write_set(tmp_path, []), "contractnli")


def test_figures_look_only_as_deep_as_their_name_says() -> None:
    gold = Span("a", 0, 10)
    ranked = [Span("b", 0, 10), *[Span("c", 0, 10)] * 6, Span("a", 0, 5), gold]

    found = figures([Question("?", (gold,))], [ranked], seed=0)

    assert {name: estimate.value for name, estimate in found.items()} == {
        "P@1": 0.0,
        "P@8": 5 / 75,
        "recall@1": 0.0,
        "recall@8": 0.5,
        "recall@64": 1.0,
        "wrong document@1": 1.0,
        "@8": 7 / 8,
    }


@pytest.mark.slow
def test_a_run_searches_one_index_of_both_sets(tmp_path: Path) -> None:
    bench = write_set(tmp_path, [0])
    root = tmp_path / "legalbench_rag"
    mini = json.loads((root / "mini_subset.json").read_text())
    mini["privacy_qa"] = {
        "query_indices": [0],
        "documents": ["privacy_qa/C.txt"],
        "renamed_files": {},
    }
    (root / "mini_subset.json").write_text(json.dumps(mini))
    snippet = {
        "file_path": "privacy_qa/C.txt",
        "span": [0, 23],
        "answer": "We sell no data at all.",
    }
    tests = {"tests": [{"query": "Is my data sold?", "snippets": [snippet]}]}
    (root / "benchmarks" / "privacy_qa.json").write_text(json.dumps(tests))
    (root / "corpus" / "privacy_qa").mkdir()
    (root / "corpus" / "privacy_qa" / "C.txt").write_text("We sell no data at all.")

    _, table = run(bench)

    assert [row.system for row in table.rows[-4:]] == [PLAIN, DENSE, WORDS, FULL]
    found = {
        name: figure.value
        for name, figure in table.rows[-1].figures.items()
        if isinstance(figure, Estimate)
    }
    assert found["P@1"] == 1.0
    assert found["@8"] == 0.5  # two passages are there, one of each set


@pytest.mark.originals
@pytest.mark.parametrize("name", SETS)
def test_every_real_answer_stands_at_its_place(name: str) -> None:
    bench = Bench(SHARED / "bench", SHARED)
    subset = load_subset(bench, name)
    tests = json.loads(bench.file("legalbench_rag", f"benchmarks/{name}.json").read_text())["tests"]
    answers = {test["query"]: [s["answer"] for s in test["snippets"]] for test in tests}

    assert len(subset.questions) == 194
    for question in subset.questions:
        found = [subset.documents[s.doc_id][s.start : s.end] for s in question.gold]
        assert found == answers[question.text]
