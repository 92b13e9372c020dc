from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.public.indexed import DENSE, FULL, WORDS
from evals.public.mteb_small import (
    PARITY,
    Query,
    load_pairs,
    load_published,
    load_xquad,
    run,
    score,
)
from evals.public.tables import Bench, DataMissing
from evals.stats import Estimate
from tests.conftest import SHARED

DOC_IDS = "abcdefghijklmnop"


def write(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def slow_ndcg(relevant: frozenset[str], ranking: list[str]) -> float:
    gains = [1 / math.log2(rank + 2) for rank in range(10)]
    found = sum(g for g, doc_id in zip(gains, ranking, strict=False) if doc_id in relevant)
    return found / sum(gains[: len(relevant)])


@given(
    st.lists(
        st.tuples(
            st.frozensets(st.sampled_from(DOC_IDS), min_size=1, max_size=4),
            st.permutations(DOC_IDS).flatmap(lambda p: st.integers(0, 16).map(lambda n: p[:n])),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_measures_agree_with_their_textbook_formulas(
    cases: list[tuple[frozenset[str], list[str]]],
) -> None:
    queries = [Query("?", relevant) for relevant, _ in cases]

    found = score(queries, [ranking for _, ranking in cases])

    for i, (relevant, ranking) in enumerate(cases):
        ten = ranking[:10]
        first = next((rank for rank, d in enumerate(ten, start=1) if d in relevant), None)
        assert found["nDCG@10"][i] == pytest.approx(slow_ndcg(relevant, ten))
        assert found["recall@10"][i] == pytest.approx(len(relevant & set(ten)) / len(relevant))
        assert found["MRR@10"][i] == pytest.approx(1 / first if first else 0.0)


def test_each_paragraph_is_a_document_and_its_questions_belong_to_it(tmp_path: Path) -> None:
    one = {"context": "About anvils.", "qas": [{"question": "Free?"}, {"question": "Sold?"}]}
    two = {"context": "About hammers.", "qas": [{"question": "Heavy?"}]}
    file = write(tmp_path / "x.json", {"data": [{"paragraphs": [one]}, {"paragraphs": [two]}]})

    found = load_xquad(file)

    assert found.documents == {"0001.txt": "About anvils.", "0002.txt": "About hammers."}
    assert found.queries == (
        Query("Free?", frozenset({"0001.txt"})),
        Query("Sold?", frozenset({"0001.txt"})),
        Query("Heavy?", frozenset({"0002.txt"})),
    )


def test_equal_texts_and_equal_summaries_are_one(tmp_path: Path) -> None:
    texts = {"a": ("long one", "short"), "b": ("long two", "short"), "c": ("long one", "other")}
    file = write(
        tmp_path / "l.json",
        {k: {"original_text": t, "reference_summary": s} for k, (t, s) in texts.items()},
    )

    found = load_pairs(file)

    assert found.documents == {"0001.txt": "long one", "0002.txt": "long two"}
    assert found.queries == (
        Query("short", frozenset({"0001.txt", "0002.txt"})),
        Query("other", frozenset({"0001.txt"})),
    )


def test_a_set_without_questions_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataMissing, match="holds no questions; get the whole data"):
        load_xquad(write(tmp_path / "x.json", {"data": []}))


def test_published_rows_are_shares(tmp_path: Path) -> None:
    scores = [{"ndcg_at_10": 50.0, "recall_at_10": 60.0, "mrr_at_10": 40.0}]
    file = write(
        tmp_path / "p.json",
        {
            "scores": {"Task": dict.fromkeys(("minilm", "mpnet", "e5s"), scores)},
            "bm25s_ndcg_at_10": {"Task(en)": 70.0},
        },
    )

    first, *_, words = load_published(file, "Task", "(en)")

    assert first.system == "published: all-MiniLM-L6-v2"
    assert first.figures == {"nDCG@10": 0.5, "recall@10": 0.6, "MRR@10": 0.4}
    assert words.figures == {"nDCG@10": 0.7}


@pytest.mark.slow
def test_a_run_ranks_whole_documents_and_passages(tmp_path: Path) -> None:
    folder = tmp_path / "mteb_small"
    folder.mkdir()
    anvil, hammer = "The anvil is free to use.", "The hammer is for sale in every town."
    paragraphs = [
        {"context": anvil, "qas": [{"question": "Is the anvil free?"}]},
        {"context": hammer, "qas": [{"question": "Where is the hammer sold?"}]},
    ]
    write(folder / "xquad.en.json", {"data": [{"paragraphs": paragraphs}]})
    pair = {"original_text": anvil, "reference_summary": "Use the anvil."}
    write(folder / "legal_summarization_all_v1.json", {"a": pair})
    best = [{"ndcg_at_10": 1, "recall_at_10": 1, "mrr_at_10": 1}]
    models = {"minilm": best, "mpnet": best, "e5s": best}
    published = {
        "scores": {"XQuADRetrieval": models, "LegalSummarization": models},
        "bm25s_ndcg_at_10": {"XQuADRetrieval(en)": 1, "LegalSummarization": 1},
    }
    write(folder / "published_mteb_scores.json", published)

    xquad, legal = run(Bench(tmp_path, tmp_path / "work"))

    assert (xquad.n, legal.n) == ("2 questions, 2 documents", "1 questions, 1 documents")
    assert [row.system for row in xquad.rows[-4:]] == [PARITY, DENSE, WORDS, FULL]
    for row in xquad.rows[-4:]:
        found = row.figures["nDCG@10"]
        assert isinstance(found, Estimate) and found.value == 1.0


@pytest.mark.originals
def test_the_real_sets_have_the_sizes_that_were_published() -> None:
    folder = SHARED / "bench" / "mteb_small"

    xquad = load_xquad(folder / "xquad.en.json")
    legal = load_pairs(folder / "legal_summarization_all_v1.json")

    assert (len(xquad.documents), len(xquad.queries)) == (240, 1190)
    assert (len(legal.documents), len(legal.queries)) == (445, 290)
    assert sum(len(query.relevant) for query in legal.queries) == 446
