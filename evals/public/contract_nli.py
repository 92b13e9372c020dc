"""Hypotheses about contracts (ContractNLI, dev): supported, denied, not mentioned, and where.

Here are the tables and what was published; what we say of a pair is in `contract_verdicts`, which
spans we find in `contract_evidence`.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from evals.public.claims import RememberingEncoder
from evals.public.contract_evidence import MAP, evidence_rows
from evals.public.contract_verdicts import SUPPORT, VERDICTS, judge, support_rows, verdict_rows
from evals.public.contracts import NAME, load_contracts
from evals.public.indexed import open_indexed, the_encoder
from evals.public.tables import Bench, Row, Table

# Koreeda and Manning, Findings of EMNLP 2021, tables 3 and 4: the test split.
PUBLISHED_VERDICTS = {
    "majority of each hypothesis": (0.674, 0.083, 0.428),
    "document TF-IDF and SVM, trained": (0.733, 0.197, 0.641),
    "Span NLI BERT-base, trained": (0.838, 0.287, 0.765),
    "Span NLI DeBERTa-v2-xlarge, trained": (0.892, 0.405, 0.859),
}
PUBLISHED_EVIDENCE = {
    "span TF-IDF cosine": 0.381,
    "span TF-IDF and SVM, trained": 0.836,
    "Span NLI BERT-base, trained": 0.885,
    "Span NLI DeBERTa-v2-xlarge, trained": 0.936,
}
_TEST = (
    "Published: Koreeda and Manning 2021, on the test split; here dev. Intervals resample"
    " contracts."
)
_VERDICTS_CAPTION = (
    f"{_TEST} F1 is the mean over the hypotheses. The check reads the passages of the contract that"
    " our search finds first: supported by one of them is entailment, denied by one contradiction."
)
_SUPPORT_CAPTION = (
    "Entailment against the rest; no published figures. Words and meaning are signs of the check,"
    " over the first 3 passages, each cut at .6. Our AUROC is that of the check's score. Last"
    " column: of the hypotheses that the contract contradicts."
)
_EVIDENCE_CAPTION = (
    f"{_TEST} Average precision of each pair, its mean over contracts, then over hypotheses: so"
    " counted, TF-IDF cosine gives what was published. Ours searches the spans as passages."
)


def run(bench: Bench) -> list[Table]:
    """Three tables: verdicts, supported or not, evidence."""
    whole = load_contracts(bench)
    data = replace(whole, contracts=tuple(bench.draw(whole.contracts)))
    encoder = the_encoder()
    with closing(open_indexed(bench, NAME, {c.doc_id: c.text for c in whole.contracts})) as opened:
        documents = {c.doc_id: opened.document(c.doc_id) for c in whole.contracts}
        pairs = judge(data, opened, RememberingEncoder(encoder))
    found = evidence_rows(bench, whole, documents, encoder)
    n = f"{len(data.contracts)} contracts, {len(data.hypotheses)} hypotheses of each"
    verdicts = [
        Row(f"published: {name}", dict(zip(VERDICTS, values, strict=True)))
        for name, values in PUBLISHED_VERDICTS.items()
    ]
    evidence = [
        Row(f"published: {name}", {MAP: value}) for name, value in PUBLISHED_EVIDENCE.items()
    ]
    return [
        _table("verdicts", n, _VERDICTS_CAPTION, VERDICTS, [*verdicts, *verdict_rows(pairs)]),
        _table("supported or not", n, _SUPPORT_CAPTION, SUPPORT, support_rows(pairs)),
        _table("evidence", n, _EVIDENCE_CAPTION, (MAP,), [*evidence, *found]),
    ]


def _table(name: str, n: str, caption: str, columns: tuple[str, ...], rows: list[Row]) -> Table:
    return Table(f"{NAME}: {name}", n, caption, columns, tuple(rows))
