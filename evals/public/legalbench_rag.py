"""LegalBench-RAG's mini subset: the exact clause in agreements and privacy policies.

Two of its four sets: contractnli and privacy_qa. The questions name the document ("Consider the
NDA between X and Y; ..."), the clauses do not: passages of the wrong document are the trap.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.public.indexed import open_indexed
from evals.public.span_search import SpanSearch
from evals.public.spans import Span, mean_size, precision, recall, wrong_documents
from evals.public.tables import Bench, DataMissing, Row, Table
from evals.stats import Estimate, bootstrap

NAME = "legalbench_rag"
SETS = ("contractnli", "privacy_qa")
DEEP = 64  # the deepest published figure is recall@64
PLAIN = "MiniLM, recursive 500 characters"

# Pipitone and Houir Alami, arXiv 2408.10343: recursive pieces of 500 characters, no reranker, in
# percent. Read in a secondary summary, whose row ALL is the mean of its four rows, as it must be.
_COLUMNS = ("P@1", "P@8", "recall@1", "recall@8", "recall@64", "wrong document@1", "@8")
_PUBLISHED = {
    "contractnli": {"P@1": 6.63, "P@8": 2.81, "recall@1": 7.63, "recall@64": 61.72},
    "privacy_qa": {"P@1": 14.38, "P@8": 9.03, "recall@1": 8.85, "recall@64": 84.19},
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the stretches of one document that answer it; there is at least one."""

    text: str
    gold: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Subset:
    """The mini subset of one set: its questions and its documents, by doc_id."""

    name: str
    questions: tuple[Question, ...]
    documents: dict[str, str]


def run(bench: Bench) -> list[Table]:
    """A table for each set; all documents lie in one index."""
    subsets = [load_subset(bench, name) for name in SETS]
    documents = {k: text for subset in subsets for k, text in subset.documents.items()}
    opened = open_indexed(bench, NAME, documents)
    try:
        search = SpanSearch(
            opened,
            documents,
            plain_row=PLAIN,
            plain_chars=500,
            vectors_file=bench.work / NAME / "plain.npz",
        )
        return [_table(bench, subset, search) for subset in subsets]
    finally:
        opened.close()


def load_subset(bench: Bench, name: str) -> Subset:
    """The official mini sample of a set, as drawn by its authors' seed."""
    mini_file = bench.file(NAME, "mini_subset.json")
    mini = json.loads(mini_file.read_text("utf-8"))[name]
    renamed: dict[str, str] = mini["renamed_files"]
    tests = json.loads(bench.file(NAME, f"benchmarks/{name}.json").read_text("utf-8"))["tests"]
    questions = [
        Question(
            tests[i]["query"],
            tuple(
                Span(renamed.get(s["file_path"], s["file_path"]), *s["span"])
                for s in tests[i]["snippets"]
            ),
        )
        for i in mini["query_indices"]
    ]
    if not questions:
        raise DataMissing(f"{mini_file}: names no questions of {name!r}; get the whole data again")
    paths = [renamed.get(path, path) for path in mini["documents"]]
    return Subset(
        name, tuple(questions), {p: _text(bench.file(NAME, f"corpus/{p}")) for p in paths}
    )


def figures(
    questions: Sequence[Question], found: Sequence[Sequence[Span]], *, seed: int
) -> dict[str, Estimate]:
    """Means over the questions, resampled by document."""
    pairs = list(zip((q.gold for q in questions), found, strict=True))
    scores = {
        **{f"P@{k}": [precision(g, f[:k]) for g, f in pairs] for k in (1, 8)},
        **{f"recall@{k}": [recall(g, f[:k]) for g, f in pairs] for k in (1, 8, 64)},
        "wrong document@1": [wrong_documents(g, f[:1]) for g, f in pairs],
        "@8": [wrong_documents(g, f[:8]) for g, f in pairs],
    }
    clusters = [question.gold[0].doc_id for question in questions]
    return {
        name: bootstrap(values, clusters=clusters, seed=seed) for name, values in scores.items()
    }


def _table(bench: Bench, subset: Subset, search: SpanSearch) -> Table:
    questions = bench.draw(subset.questions)
    found = search.find([question.text for question in questions], DEEP)
    rows = [Row(row, figures(questions, ranked, seed=bench.seed)) for row, ranked in found.items()]
    published = {name: value / 100 for name, value in _PUBLISHED[subset.name].items()}
    return Table(
        f"{NAME}: {subset.name}",
        f"{len(questions)} questions, {len(subset.documents)} documents",
        "Published: LegalBench-RAG, arXiv 2408.10343, over one index of four sets (72 documents);"
        " ours holds the mini documents of the two sets here, which is a little easier."
        " Precision and recall count characters: passages have"
        f" {mean_size(search.own_pieces)} on average in our rows, {mean_size(search.plain_pieces)}"
        " in the plain one, so recall at the same k favours ours, and precision the plain one."
        " Wrong document: lower is better.",
        _COLUMNS,
        (Row("published: text-embedding-3-large, recursive 500", published), *rows),
    )


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")  # line ends as they are: positions count them
