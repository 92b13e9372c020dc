"""Chroma's chunking benchmark: which characters do the five best passages bring.

The published rows have our embedding model, so the parity row must agree with them.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.public.indexed import open_indexed
from evals.public.span_search import SpanSearch
from evals.public.spans import (
    Span,
    intersection_over_union,
    mean_size,
    precision,
    precision_ceiling,
    recall,
)
from evals.public.tables import Bench, DataMissing, Row, Table
from evals.stats import Estimate, bootstrap

NAME = "chroma_chunking"
TOP = 5  # passages for each question, from all corpora together, as published
PIECE_CHARS = 1000  # of the parity row: about 160 tokens on average, as the published 250/0
PARITY = "MiniLM, recursive 1,000 characters (parity)"

# Smith and Troynikov, "Evaluating Chunking Strategies for Retrieval", Chroma, July 2024: means
# over the 472 questions, in percent; sizes are tokens of cl100k, size/overlap.
_COLUMNS = ("recall@5", "precision@5", "precision-omega", "IoU@5")
_PUBLISHED = {
    "MiniLM, Recursive 250/0": (78.5, 5.4, 26.7, 5.4),
    "MiniLM, Recursive 200/0": (75.7, 6.5, 31.2, 6.5),
    "MiniLM, TokenText 250/125": (82.4, 3.6, 11.4, 3.5),
    "MiniLM, ClusterSemantic 250/0": (77.3, 6.1, 28.6, 6.0),
    "MiniLM, ClusterSemantic 200/0": (75.2, 7.2, 33.6, 7.2),
    "text-embedding-3-large, Recursive 200/0": (88.1, 7.0, 29.9, 6.9),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the excerpts of one corpus that answer it; there is at least one."""

    text: str
    gold: tuple[Span, ...]


def run(bench: Bench) -> list[Table]:
    """The published rows, the parity row and ours."""
    everything = load_questions(bench.file(NAME, "questions_df.csv"))
    corpora = load_corpora(bench.folder(NAME) / "corpora", everything)
    questions = bench.draw(everything)
    opened = open_indexed(bench, NAME, corpora)
    try:
        search = SpanSearch(
            opened,
            corpora,
            plain_row=PARITY,
            plain_chars=PIECE_CHARS,
            vectors_file=bench.work / NAME / "parity.npz",
        )
        found = search.find([question.text for question in questions], TOP)
    finally:
        opened.close()
    rows = [
        Row(
            system,
            figures(
                questions,
                ranked,
                search.plain_pieces if system == PARITY else search.own_pieces,
                seed=bench.seed,
            ),
        )
        for system, ranked in found.items()
    ]
    return [
        Table(
            NAME,
            f"{len(questions):,} questions, {len(corpora)} corpora",
            "Published: Smith and Troynikov, Chroma, 2024; their standard deviations over the"
            " questions are 39 to 41 points of recall, so 3.5 points are noise. Five passages from"
            f" all corpora; mean length {mean_size(search.plain_pieces)} characters in the parity"
            f" row, {mean_size(search.own_pieces)} in ours. precision-omega is that of the"
            " cutting alone, without a search.",
            _COLUMNS,
            (*_published_rows(), *rows),
        )
    ]


def load_questions(path: Path) -> list[Question]:
    """The questions with their excerpts, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as opened:
        questions = [
            Question(row["question"], tuple(_spans(row["corpus_id"], row["references"])))
            for row in csv.DictReader(opened)
        ]
    if not questions:
        raise DataMissing(f"{path}: holds no questions; get the whole data of {NAME!r} again")
    return questions


def load_corpora(folder: Path, questions: Iterable[Question]) -> dict[str, str]:
    """The text of every corpus that a question is about, by doc_id.

    Positions count characters of the file as it is: line ends are not translated. They are given
    to the program as plain text: its Markdown reader would not leave the characters as they are.
    """
    corpora: dict[str, str] = {}
    for doc_id in sorted({span.doc_id for question in questions for span in question.gold}):
        path = folder / Path(doc_id).with_suffix(".md")
        if not path.is_file():
            raise DataMissing(f"{path}: is not there; get the whole data of {NAME!r} again")
        corpora[doc_id] = path.read_bytes().decode("utf-8")
    return corpora


def figures(
    questions: Sequence[Question],
    found: Sequence[Sequence[Span]],
    pieces: Sequence[Span],
    *,
    seed: int,
) -> dict[str, Estimate]:
    """Means over the questions. `pieces`: all that could have been found."""
    scores = [
        (
            recall(question.gold, spans),
            precision(question.gold, spans),
            precision_ceiling(question.gold, pieces),
            intersection_over_union(question.gold, spans),
        )
        for question, spans in zip(questions, found, strict=True)
    ]
    columns: Mapping[str, list[float]] = dict(
        zip(_COLUMNS, map(list, zip(*scores, strict=True)), strict=True)
    )
    return {name: bootstrap(values, seed=seed) for name, values in columns.items()}


def _published_rows() -> list[Row]:
    return [
        Row(f"published: {system}", {c: v / 100 for c, v in zip(_COLUMNS, values, strict=True)})
        for system, values in _PUBLISHED.items()
    ]


def _spans(corpus: str, references: str) -> Iterable[Span]:
    for reference in json.loads(references):
        yield Span(f"{corpus}.txt", reference["start_index"], reference["end_index"])
