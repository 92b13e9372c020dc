"""Two retrieval sets of MTEB with published scores of the embedding model that we use.

The parity row repeats the published protocol: if it is off, no other figure means anything.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ir_measures
import numpy as np
from ir_measures import RR, R, nDCG

from evals.public.indexed import documents_of, encode_once, open_indexed, searches, the_encoder
from evals.public.tables import Bench, DataMissing, Row, Table
from evals.stats import bootstrap

NAME = "mteb_small"
PARITY = "whole document, one vector (parity)"

# Passages asked for, so that ten documents are among them: as many as the program always takes
# from each of its two searches.
DEEP = 50

_MEASURES = {"nDCG@10": nDCG @ 10, "recall@10": R @ 10, "MRR@10": RR @ 10}
_PUBLISHED = {"nDCG@10": "ndcg_at_10", "recall@10": "recall_at_10", "MRR@10": "mrr_at_10"}
_MODELS = {"minilm": "all-MiniLM-L6-v2", "mpnet": "all-mpnet-base-v2", "e5s": "e5-small-v2"}


@dataclass(frozen=True, slots=True)
class Query:
    """A question and the documents that answer it."""

    text: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class Collection:
    """One retrieval set. Documents by doc_id; their names say nothing about them."""

    name: str
    documents: Mapping[str, str]
    queries: tuple[Query, ...]


Rankings = list[list[str]]  # doc_ids for each query, best first


def run(bench: Bench) -> list[Table]:
    """Both sets, each with the published rows, the parity row and ours."""
    published = bench.file(NAME, "published_mteb_scores.json")
    xquad = load_xquad(bench.file(NAME, "xquad.en.json"))
    legal = load_pairs(bench.file(NAME, "legal_summarization_all_v1.json"))
    some = " MTEB keeps 439 of the 446 pairs and does not say which; here are all."
    return [
        _table(bench, xquad, load_published(published, "XQuADRetrieval", "(en)"), ""),
        _table(bench, legal, load_published(published, "LegalSummarization"), some),
    ]


def load_xquad(path: Path) -> Collection:
    """XQuAD: each paragraph is a document, each question belongs to its paragraph."""
    documents: dict[str, str] = {}
    queries: list[Query] = []
    for article in json.loads(path.read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            doc_id = _doc_id(len(documents))
            documents[doc_id] = paragraph["context"]
            queries += [Query(q["question"], frozenset({doc_id})) for q in paragraph["qas"]]
    return _checked(Collection("XQuAD-en", documents, tuple(queries)), path)


def load_pairs(path: Path) -> Collection:
    """Terms and their summaries: the summary is the query. Equal texts are one, as in MTEB."""
    doc_ids: dict[str, str] = {}
    relevant: dict[str, set[str]] = {}
    for pair in json.loads(path.read_text("utf-8")).values():
        doc_id = doc_ids.setdefault(pair["original_text"], _doc_id(len(doc_ids)))
        relevant.setdefault(pair["reference_summary"], set()).add(doc_id)
    queries = tuple(Query(text, frozenset(ids)) for text, ids in relevant.items())
    documents = {doc_id: text for text, doc_id in doc_ids.items()}
    return _checked(Collection("LegalSummarization", documents, queries), path)


def load_published(path: Path, task: str, subset: str = "") -> list[Row]:
    """The published rows of a task: three models and BM25, as shares. `subset`: "(en)"."""
    published = json.loads(path.read_text("utf-8"))
    found = {model: published["scores"][task][model][0] for model in _MODELS}
    rows = [
        Row(
            f"published: {_MODELS[model]}",
            {name: scores[key] / 100 for name, key in _PUBLISHED.items()},
        )
        for model, scores in found.items()
    ]
    words = published["bm25s_ndcg_at_10"][task + subset] / 100
    return [*rows, Row("published: BM25 (bm25s)", {"nDCG@10": words})]


def score(queries: Sequence[Query], rankings: Rankings) -> dict[str, list[float]]:
    """Each measure by name: a value for each query, in their order."""
    qrels = {str(i): dict.fromkeys(query.relevant, 1) for i, query in enumerate(queries)}
    run = {
        # Scores by rank: equal cosines stay in the order that the search gave.
        str(i): {doc_id: float(-rank) for rank, doc_id in enumerate(ranking)}
        for i, ranking in enumerate(rankings)
    }
    names = {measure: name for name, measure in _MEASURES.items()}
    values = {name: [0.0] * len(queries) for name in _MEASURES}
    for found in ir_measures.iter_calc(list(names), qrels, run):
        values[names[found.measure]][int(found.query_id)] = found.value
    return values


def _table(bench: Bench, collection: Collection, published: Sequence[Row], note: str) -> Table:
    queries = bench.draw(collection.queries)
    rankings = {PARITY: _rank_whole(bench, collection, queries)}
    rankings |= _rank_passages(bench, collection, queries)
    # Questions about one paragraph are not independent.
    clusters = [min(query.relevant) for query in queries]
    rows = [
        Row(
            system,
            {
                name: bootstrap(values, clusters=clusters, seed=bench.seed)
                for name, values in score(queries, found).items()
            },
        )
        for system, found in rankings.items()
    ]
    return Table(
        f"{NAME}: {collection.name}",
        f"{len(queries):,} questions, {len(collection.documents):,} documents",
        "Published: embeddings-benchmark/results @ f4cc6c8. The parity row encodes each document"
        " whole, cut off after 256 word pieces, as MTEB does; in our rows a document ranks by its"
        f" best passage of the {DEEP} best, without a title that says anything.{note}",
        tuple(_MEASURES),
        (*published, *rows),
    )


def _rank_whole(bench: Bench, collection: Collection, queries: Sequence[Query]) -> Rankings:
    doc_ids = list(collection.documents)
    file = bench.work / NAME / collection.name / "parity.npz"
    vectors = encode_once(file, list(collection.documents.values()))
    cosines = the_encoder().encode([query.text for query in queries]) @ vectors.T
    best = np.argsort(-cosines, axis=1, kind="stable")[:, :10]
    return [[doc_ids[i] for i in row] for row in best]


def _rank_passages(
    bench: Bench, collection: Collection, queries: Sequence[Query]
) -> dict[str, Rankings]:
    rankings: dict[str, Rankings] = {}
    opened = open_indexed(bench, f"{NAME}/{collection.name}", collection.documents)
    try:
        for query in queries:
            for system, hits in searches(opened, query.text, DEEP).items():
                rankings.setdefault(system, []).append(documents_of(hits))
    finally:
        opened.close()
    return rankings


def _doc_id(number: int) -> str:
    return f"{number + 1:04}.txt"


def _checked(collection: Collection, path: Path) -> Collection:
    if not collection.queries:
        raise DataMissing(f"{path}: holds no questions; get the whole data of {NAME!r} again")
    return collection
