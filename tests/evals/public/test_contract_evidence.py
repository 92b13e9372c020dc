from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from assistant.types import Document, Section
from evals.public.claims import RememberingEncoder
from evals.public.contract_evidence import (
    MAP,
    Spans,
    average_precision,
    by_bare_cosine,
    by_check,
    by_tfidf,
    evidence_rows,
    mean_average_precision,
    mean_of_means,
    open_spans,
    searched,
    span_passages,
)
from evals.public.contracts import Contract, Contracts, load_contracts
from evals.public.indexed import DENSE, FULL, WORDS
from evals.public.tables import Bench
from evals.stats import Estimate
from tests.conftest import SHARED
from tests.doubles import WordEncoder, a_source
from tests.evals.public.nda import HYPOTHESES, write_contracts

ENCODER = WordEncoder()


class CountingEncoder(WordEncoder):
    """Counts how often it was given several texts."""

    def __init__(self) -> None:
        self.batches = 0

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.batches += len(texts) > 1
        return super().encode(texts)


def as_read(contract: Contract) -> Document:
    """As a reader gives it: without outer blank lines, a section for each half."""
    text = contract.text.strip("\n")
    half = len(text) // 2
    sections = (Section("First", 0, half), Section("Second", half, len(text)))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(a_source(contract.doc_id), text, sections, digest)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return write_contracts(tmp_path)


@pytest.fixture
def data(bench: Bench) -> Contracts:
    return load_contracts(bench)


@pytest.fixture
def documents(data: Contracts) -> dict[str, Document]:
    return {contract.doc_id: as_read(contract) for contract in data.contracts}


@pytest.fixture
def spans(data: Contracts, documents: dict[str, Document]) -> Spans:
    return {c.doc_id: span_passages(c, documents[c.doc_id]) for c in data.contracts}


def test_every_span_is_a_slice_of_the_document_as_it_was_read(
    spans: Spans, documents: dict[str, Document]
) -> None:
    for doc_id, passages in spans.items():
        text = documents[doc_id].text
        assert all(text[p.start : p.end] == p.text for p in passages)


def test_a_span_has_the_label_of_the_section_it_begins_in(spans: Spans) -> None:
    assert [p.label for p in spans["0000.txt"]] == ["First", "First", "Second"]


def test_all_three_searches_rank_the_spans_of_every_contract(
    bench: Bench, spans: Spans, documents: dict[str, Document]
) -> None:
    with open_spans(bench, spans, documents, ENCODER) as library:
        first = {
            name: searched(name, library, spans, ENCODER)(HYPOTHESES["nda-1"])
            for name in (DENSE, WORDS, FULL)
        }

    best = {name: max(scores, key=lambda i: scores[i]) for name, scores in first.items()}
    assert best == dict.fromkeys((DENSE, WORDS, FULL), "0000.txt:1")
    assert len(first[DENSE]) == len(first[FULL]) == 5


def test_the_spans_are_embedded_once(
    bench: Bench, spans: Spans, documents: dict[str, Document]
) -> None:
    encoder = CountingEncoder()

    for _ in range(2):
        open_spans(bench, spans, documents, encoder).close()

    assert encoder.batches == len(spans)


def test_what_the_check_supports_comes_first(spans: Spans) -> None:
    encoder = RememberingEncoder(ENCODER)

    checked = by_check(spans, encoder)(HYPOTHESES["nda-1"])

    cosines = by_bare_cosine(spans, encoder)(HYPOTHESES["nda-1"])
    assert checked["0000.txt:1"] == pytest.approx(cosines["0000.txt:1"] + 2)
    assert checked["0000.txt:2"] == pytest.approx(cosines["0000.txt:2"])


def test_tfidf_finds_the_same_words(spans: Spans) -> None:
    scores = by_tfidf(spans)(HYPOTHESES["nda-1"])

    assert scores["0000.txt:1"] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("scores", "evidence", "wanted"),
    [
        ([0.9, 0.1, 0.5], {0}, 1.0),
        ([0.9, 0.1, 0.5], {1}, 1 / 3),
        ([0.9, 0.1, 0.5], {0, 1}, (1 + 2 / 3) / 2),
        ([0.5, 0.5], {1}, 1 / 2),
    ],
)
def test_average_precision_is_the_mean_precision_where_evidence_stands(
    scores: list[float], evidence: set[int], wanted: float
) -> None:
    assert average_precision(scores, evidence) == pytest.approx(wanted)


def test_hypotheses_count_alike_however_many_contracts_speak_of_them() -> None:
    rows = np.array([[1.0, 0.5], [0.0, math.nan]])

    assert mean_of_means(rows) == pytest.approx(0.5)


def test_pairs_without_evidence_are_left_out_of_the_mean(data: Contracts, spans: Spans) -> None:
    def rank(hypothesis: str) -> dict[str, float]:
        assert hypothesis in HYPOTHESES.values()
        return {"0000.txt:1": 1.0, "0001.txt:0": 1.0}

    found = mean_average_precision(data, spans, rank)

    assert found.value == pytest.approx(0.75)
    assert found.n == 2


def test_a_sample_of_contracts_is_ranked_among_all(
    bench: Bench, data: Contracts, documents: dict[str, Document]
) -> None:
    rows = evidence_rows(Bench(bench.data, bench.work, sample=1), data, documents, ENCODER)

    figures = [row.figures[MAP] for row in rows]
    assert [figure.n for figure in figures if isinstance(figure, Estimate)] == [1] * 6


@pytest.mark.originals
def test_tfidf_gives_nearly_what_was_published() -> None:
    data = load_contracts(Bench(SHARED / "bench", Path("unused")))
    spans = {c.doc_id: span_passages(c, as_read(c)) for c in data.contracts}

    found = mean_average_precision(data, spans, by_tfidf(spans))

    assert found.value == pytest.approx(0.381, abs=0.02)
