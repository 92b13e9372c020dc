"""CUAD's license agreements, asked one by one: find the clause, quote it, say when there is none.

Each contract has an index of its own, as for someone who asks about the one before them. Not the
protocol of the CUAD paper, whose models are trained on 408 other contracts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.errors import ReadingError
from assistant.reading.files import FoundFile
from assistant.reading.worker import ReadingWorker
from assistant.types import Outcome
from assistant.wiring import OpenAssistant
from evals.public import cuad_tables
from evals.public.cuad_pairs import NAME, Pair, load_pairs, pdf_of, text_of
from evals.public.cuad_tables import PLAIN, TOP, Asked
from evals.public.cuad_values import value_stands
from evals.public.indexed import open_indexed
from evals.public.span_search import SpanSearch
from evals.public.spans import Span, overlap
from evals.public.tables import Bench, DataMissing, Table

PIECE_CHARS = 800


def run(bench: Bench) -> list[Table]:
    """Retrieval in the contract, presence, answers, subjects, and what is read of the PDFs."""
    chosen = bench.draw(load_pairs(bench))
    contracts = list(dict.fromkeys(pair.contract for pair in chosen))
    asked: list[Asked] = []
    for contract in contracts:
        asked += ask_contract(bench, contract, [p for p in chosen if p.contract == contract])
    read = list(_read_pdfs(bench, contracts))
    return [*cuad_tables.tables(asked), cuad_tables.reading_table(read)]


def ask_contract(bench: Bench, contract: str, pairs: Sequence[Pair]) -> list[Asked]:
    """Search and ask each question in this contract alone."""
    sources = {contract: text_of(bench, contract)}
    name = f"{NAME}/{contract.removesuffix('.txt')}"
    opened = open_indexed(bench, name, sources)
    try:
        search = SpanSearch(
            opened,
            sources,
            plain_row=PLAIN,
            plain_chars=PIECE_CHARS,
            vectors_file=bench.work / name / "plain.npz",
        )
        return [_ask(opened, search, pair) for pair in pairs]
    finally:
        opened.close()


def _ask(opened: OpenAssistant, search: SpanSearch, pair: Pair) -> Asked:
    found = search.find([pair.question], TOP)
    nearest = opened.retrieve(pair.question, 1).dense[0]
    answer = opened.ask(pair.question)
    cited = [search.span(pair.contract, c.start, c.end) for c in answer.citations]
    quoted = "\n".join(citation.quote for citation in answer.citations)
    return Asked(
        pair=pair,
        ranks={row: first_touch(pair.gold, ranked) for row, (ranked,) in found.items()},
        similarity=nearest.score,
        confidence=answer.confidence,
        abstained=answer.outcome is Outcome.NO_EVIDENCE,
        cited=tuple(first_touch(pair.gold, [span]) is not None for span in cited),
        value_stands=value_stands(pair.category, pair.value, quoted),
    )


def first_touch(gold: Sequence[Span], ranked: Sequence[Span]) -> int | None:
    """Rank, from 1, of the first passage that shares a character with the gold. None: none."""
    for rank, span in enumerate(ranked, start=1):
        if any(overlap(span, piece) for piece in gold):
            return rank
    return None


def _read_pdfs(bench: Bench, contracts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """For each contract the text our reader gets from the PDF, and the text file's."""
    files = [FoundFile(contract, pdf_of(bench, contract)) for contract in contracts]
    with ReadingWorker() as reader:
        for file, document in reader.read_many(files):
            if isinstance(document, ReadingError):
                raise DataMissing(f"{file.path}: {document}; get the whole data of {NAME!r} again")
            yield document.text, text_of(bench, file.doc_id)
