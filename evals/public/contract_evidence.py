"""Which spans of a contract are the evidence for a hypothesis? Rankings and their mean precision.

Every candidate span is a passage here: its heading is made, and it is embedded, indexed and
searched by the product's own functions, in a library that is kept for the next run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

from assistant.indexing.encoder import Encoder
from assistant.indexing.lexical import rarity, search_words
from assistant.indexing.library import Entry, Library
from assistant.reading.split import embedded_text, searched_heading
from assistant.retrieval.asked import Asked
from assistant.retrieval.retrieve import Searches, Within, retrieve
from assistant.types import Document, Hit, Nearness, Passage
from evals.public.claims import RememberingEncoder, check_claim, sentences_of
from evals.public.contracts import NAME, Contract, Contracts
from evals.public.indexed import DENSE, FULL, WORDS
from evals.public.spans import Places
from evals.public.tables import Bench, Row
from evals.public.verdicts import mean_over
from evals.stats import Estimate, FloatArray, bootstrap

MAP = "evidence mAP"
TFIDF, BARE, CHECK = "TF-IDF cosine, here", "cosine of the bare span", "ours, the statement check"

Scores = Mapping[str, float]  # by passage id, higher is better; what is missing has 0
Rank = Callable[[str], Scores]  # a hypothesis -> every span of every contract
Spans = Mapping[str, Sequence[Passage]]  # by doc_id, in the order of `Contract.spans`


def span_passages(contract: Contract, document: Document) -> list[Passage]:
    """Each span as a passage of the document, under the heading of the section it begins in."""
    places = Places(document.text, contract.text, contract.doc_id)
    passages = []
    for number, (start, end) in enumerate(contract.spans):
        begin, stop = places.as_read(start, end)
        section = [s for s in document.sections if s.start <= begin][-1]
        passages.append(
            Passage(
                passage_id=f"{contract.doc_id}:{number}",
                source=document.source,
                label=section.label,
                start=begin,
                end=stop,
                text=document.text[begin:stop],
            )
        )
    return passages


def evidence_rows(
    bench: Bench, data: Contracts, documents: Mapping[str, Document], encoder: Encoder
) -> list[Row]:
    """Mean average precision of each way to rank; `documents`: the contracts as read, by doc_id."""
    scored = Contracts(data.hypotheses, tuple(bench.draw(data.contracts)))
    spans = {c.doc_id: span_passages(c, documents[c.doc_id]) for c in data.contracts}
    with open_spans(bench, spans, documents, encoder) as library:
        ranked = {name: searched(name, library, spans, encoder) for name in (DENSE, WORDS, FULL)}
        remembering = RememberingEncoder(encoder)
        ranked |= {TFIDF: by_tfidf(spans), BARE: by_bare_cosine(spans, remembering)}
        ranked[CHECK] = by_check({c.doc_id: spans[c.doc_id] for c in scored.contracts}, remembering)
        return [
            Row(name, {MAP: mean_average_precision(scored, spans, ranked[name])})
            for name in (TFIDF, BARE, DENSE, WORDS, FULL, CHECK)
        ]


def open_spans(
    bench: Bench, spans: Spans, documents: Mapping[str, Document], encoder: Encoder
) -> Library:
    """A library in which every span is a passage; made once for these texts and this model."""
    texts = {doc_id: [embedded_text(p) for p in passages] for doc_id, passages in spans.items()}
    made_of = repr((encoder.model_sha256, sorted(texts.items())))
    stamp = hashlib.sha256(made_of.encode()).hexdigest()[:16]
    library = Library(bench.work / f"{NAME}_spans" / stamp, create=True)
    if library.is_empty:
        library.replace(
            Entry(
                document=documents[doc_id],
                passages=passages,
                headings=[searched_heading(p.source, p.label) for p in passages],
                vectors=encoder.encode(texts[doc_id]),
                root=NAME,
                mark=stamp,
            )
            for doc_id, passages in spans.items()
        )
    return library


def searched(name: str, library: Library, spans: Spans, encoder: Encoder) -> Rank:
    """Ranked by the product's search: its dense half, its words, or both fused."""
    passages = {p.passage_id: p for of_one in spans.values() for p in of_one}

    def rank(hypothesis: str) -> Scores:
        vector = encoder.encode([hypothesis])[0]
        near = library.nearness(vector, list(passages))

        def near_of(ids: Sequence[str]) -> Mapping[str, Nearness]:
            return {name: near[name] for name in ids}

        def dense(_query: str, _k: int, _within: Within) -> list[Hit]:
            hits = [Hit(passages[name], nearness.passage) for name, nearness in near.items()]
            return sorted(hits, key=lambda hit: -hit.score)

        found = retrieve(
            Asked(hypothesis, hypothesis),
            Searches(dense, partial(search_words, library), near_of, partial(rarity, library)),
            k=len(passages),
        )
        hits = {DENSE: found.dense, WORDS: found.lexical, FULL: found.hits}[name]
        return {hit.passage.passage_id: hit.score for hit in hits}

    return rank


def by_tfidf(spans: Spans) -> Rank:
    """The published untrained row: cosine of TF-IDF vectors of single words."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    passages = [p for of_one in spans.values() for p in of_one]
    vectorizer = TfidfVectorizer()
    rows = vectorizer.fit_transform([p.text for p in passages])

    def rank(hypothesis: str) -> Scores:
        cosines = (rows @ vectorizer.transform([hypothesis]).T).toarray()[:, 0]
        return {p.passage_id: float(c) for p, c in zip(passages, cosines, strict=True)}

    return rank


def by_bare_cosine(spans: Spans, encoder: RememberingEncoder) -> Rank:
    """The embedding of the span alone, without title and section."""
    passages = [p for of_one in spans.values() for p in of_one]
    vectors = encoder.encode([p.text for p in passages])

    def rank(hypothesis: str) -> Scores:
        cosines = vectors @ encoder.encode([hypothesis])[0]
        return {p.passage_id: float(c) for p, c in zip(passages, cosines, strict=True)}

    return rank


def by_check(spans: Spans, encoder: RememberingEncoder) -> Rank:
    """What the statement check calls supported comes first; in both groups by cosine."""
    passages = [p for of_one in spans.values() for p in of_one]
    cosine = by_bare_cosine(spans, encoder)
    encoder.learn(s for p in passages for s in sentences_of(p))

    def rank(hypothesis: str) -> Scores:
        scores = cosine(hypothesis)
        return {
            p.passage_id: scores[p.passage_id]
            + 2 * (check_claim(hypothesis, [p], encoder)[0].support == "supported")
            for p in passages
        }

    return rank


def mean_average_precision(data: Contracts, spans: Spans, rank: Rank) -> Estimate:
    """Average precision of each hypothesis in each contract that speaks of it, 0 to 1.

    Their mean over the contracts, then over the hypotheses; the interval resamples contracts.
    """
    rows: list[list[float]] = [[] for _ in data.contracts]
    for name, hypothesis in data.hypotheses.items():
        scores = rank(hypothesis)
        for row, contract in zip(rows, data.contracts, strict=True):
            of_spans = [scores.get(p.passage_id, 0.0) for p in spans[contract.doc_id]]
            row.append(average_precision(of_spans, contract.evidence[name]))
    return bootstrap([tuple(row) for row in rows], mean_of_means)


def average_precision(scores: Sequence[float], evidence: Collection[int]) -> float:
    """Of one ranking, highest score first; nan where there is no evidence to find."""
    from sklearn.metrics import average_precision_score

    if not evidence:
        return float("nan")
    return float(average_precision_score([i in evidence for i in range(len(scores))], scores))


def mean_of_means(rows: FloatArray) -> FloatArray:
    """The mean over columns of each column's mean over rows; nan is no value."""
    return mean_over(mean_over(rows, axis=-2), axis=-1)
