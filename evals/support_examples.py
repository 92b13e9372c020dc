"""Statements that people judged, with the signs of each passage they are held against."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence

from assistant.answering.support import read_signs
from assistant.types import Passage
from assistant.wiring import OpenAssistant
from evals.gold import GoldItem
from evals.matching import finds
from evals.public import wice
from evals.public.claims import RememberingEncoder, passage_of, sentences_of
from evals.public.contract_verdicts import EVERY, SIGNS
from evals.public.contracts import NAME, load_contracts
from evals.public.tables import Bench
from evals.support_fit import Example

GOLD = "gold"
FOUND = 30  # passages searched for a gold question
WRONG = 3  # of them, from other documents: what does not support the answer
AMONG = 8  # passages that tell which words are common, as many as a model is given


def claim_examples(bench: Bench, encoder: RememberingEncoder) -> Iterator[Example]:
    """Claims of WiCE against the pieces they cite."""
    for claim in wice.load_claims(bench):
        drawn = random.Random(f"{bench.seed} {claim.claim_id}")  # noqa: S311 - no secret
        pieces = wice.oracle_pieces(claim, drawn)
        passages = [passage_of([claim.article[i] for i in piece]) for piece in pieces]
        yield _example(
            wice.NAME, claim.text, passages, passages, encoder, claim.label == "supported"
        )


def contract_examples(
    bench: Bench, opened: OpenAssistant, encoder: RememberingEncoder
) -> Iterator[Example]:
    """Hypotheses of ContractNLI against the passages that the search finds first."""
    data = load_contracts(bench)
    for name, hypothesis in data.hypotheses.items():
        passages = defaultdict(list)
        for hit in opened.retrieve(hypothesis, EVERY).hits:
            passages[hit.passage.source.doc_id].append(hit.passage)
        for contract in data.contracts:
            among = passages[contract.doc_id][:AMONG]
            supported = contract.choices[name] == "Entailment"
            if among:
                yield _example(NAME, hypothesis, among[:SIGNS], among, encoder, supported)


def gold_examples(
    items: Sequence[GoldItem], opened: OpenAssistant, encoder: RememberingEncoder
) -> Iterator[Example]:
    """Gold answers against their evidence, and against what was found in other documents."""
    for item in items:
        if not item.answerable or not item.answer:
            continue
        files = {file for piece in item.evidence for file in piece.files}
        known = {source.doc_id for source in opened.sources()}
        stands = [
            next((p for f in piece.files if f in known for p in opened.passages_of(f)
                  if finds(piece, p)), None)
            for piece in item.evidence
        ]  # fmt: skip
        hits = [hit.passage for hit in opened.retrieve(item.question, FOUND).hits]
        wrong = [passage for passage in hits if passage.source.doc_id not in files][:WRONG]
        right = [passage for passage in stands if passage is not None]
        among = [*right, *wrong]
        if right and len(right) == len(stands):
            yield _example(GOLD, item.answer, right, among, encoder, True)
        if wrong:
            yield _example(GOLD, item.answer, wrong, among, encoder, False)


def _example(
    origin: str,
    statement: str,
    cited: Sequence[Passage],
    among: Sequence[Passage],
    encoder: RememberingEncoder,
    supported: bool,
) -> Example:
    encoder.learn([statement, *(s for passage in cited for s in sentences_of(passage))])
    signs = [
        read_signs(
            statement,
            passage,
            encoder.encode,
            beside=[*cited[:i], *cited[i + 1 :]],
            among=among,
        )[0]
        for i, passage in enumerate(cited)
    ]
    return Example(origin, tuple(signs), supported)
