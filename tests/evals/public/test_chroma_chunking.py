from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from evals.public.chroma_chunking import (
    PARITY,
    Question,
    figures,
    load_corpora,
    load_questions,
    run,
)
from evals.public.indexed import DENSE, FULL, WORDS
from evals.public.spans import Span
from evals.public.tables import Bench, DataMissing
from evals.stats import Estimate
from tests.conftest import SHARED


def write_questions(path: Path, *rows: tuple[str, str, list[dict[str, object]]]) -> Path:
    with path.open("w", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(("question", "references", "corpus_id"))
        writer.writerows((q, json.dumps(refs), corpus) for q, corpus, refs in rows)
    return path


def test_a_question_knows_its_excerpts(tmp_path: Path) -> None:
    excerpts: list[dict[str, object]] = [
        {"content": "One", "start_index": 4, "end_index": 7},
        {"content": "Two", "start_index": 9, "end_index": 12},
    ]
    file = write_questions(tmp_path / "q.csv", ("Which, and why?", "tales", excerpts))

    found = load_questions(file)

    gold = (Span("tales.txt", 4, 7), Span("tales.txt", 9, 12))
    assert found == [Question("Which, and why?", gold)]


def test_corpora_keep_their_line_ends_because_positions_count_them(tmp_path: Path) -> None:
    (tmp_path / "tales.md").write_bytes(b"One.\r\nTwo.\n")

    found = load_corpora(tmp_path, [Question("?", (Span("tales.txt", 0, 1),))])

    assert found == {"tales.txt": "One.\r\nTwo.\n"}


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataMissing, match=r"tales\.md: is not there"):
        load_corpora(tmp_path, [Question("?", (Span("tales.txt", 0, 1),))])


def test_a_file_without_questions_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataMissing, match="holds no questions; get the whole data"):
        load_questions(write_questions(tmp_path / "q.csv"))


def test_figures_are_means_over_the_questions() -> None:
    questions = [Question("a", (Span("a", 0, 10),)), Question("b", (Span("a", 20, 30),))]
    pieces = [Span("a", 0, 20), Span("a", 20, 40)]

    found = figures(questions, [[Span("a", 0, 20)], [Span("a", 0, 20)]], pieces, seed=0)

    assert {name: estimate.value for name, estimate in found.items()} == {
        "recall@5": 0.5,
        "precision@5": 0.25,
        "precision-omega": 0.5,
        "IoU@5": 0.25,
    }


@pytest.mark.slow
def test_a_run_puts_the_published_rows_before_parity_and_ours(tmp_path: Path) -> None:
    folder = tmp_path / "chroma_chunking"
    (folder / "corpora").mkdir(parents=True)
    (folder / "corpora" / "tales.md").write_text("\nThe anvil is free to use.\n")
    excerpt = {"content": "The anvil is free to use.", "start_index": 1, "end_index": 26}
    write_questions(folder / "questions_df.csv", ("Is the anvil free?", "tales", [excerpt]))

    (table,) = run(Bench(tmp_path, tmp_path / "work"))

    own = {row.system: row.figures for row in table.rows if "published" not in row.system}
    assert table.n == "1 questions, 1 corpora"
    assert [row.system for row in table.rows[-4:]] == [PARITY, DENSE, WORDS, FULL]
    assert all(
        figure.value == 1.0
        for figures in own.values()
        for figure in figures.values()
        if isinstance(figure, Estimate)
    )


@pytest.mark.originals
def test_every_real_excerpt_stands_at_its_place() -> None:
    folder = SHARED / "bench" / "chroma_chunking"
    questions = load_questions(folder / "questions_df.csv")
    corpora = load_corpora(folder / "corpora", questions)

    with (folder / "questions_df.csv").open(encoding="utf-8", newline="") as opened:
        contents = [
            [r["content"] for r in json.loads(row["references"])] for row in csv.DictReader(opened)
        ]
    found = [[corpora[s.doc_id][s.start : s.end] for s in q.gold] for q in questions]

    assert len(questions) == 472
    assert found == contents
