"""Questions with and without an answer, and their signs: what the confidence is fitted on.

Few gold questions have no answer, so more kinds of them are made: each answerable one asked of the
library *without* the documents that answer it, and questions about other subjects. SQuAD 2 and CUAD
have many whose subject is there and the answer is not.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from typing import Literal, NamedTuple

from assistant.answering.presence import Presence, read_presence
from assistant.retrieval.retrieve import Retrieved
from assistant.retrieval.standalone import Standalone
from assistant.types import EVERYTHING, Hit, Scope
from evals.gold import GoldItem
from evals.public import cuad_pairs
from evals.public.indexed import open_indexed
from evals.public.squad import load_articles
from evals.public.tables import Bench

Retrieve = Callable[[str, int, Scope], Retrieved]
Origin = Literal["asked", "left out", "elsewhere"]

SQUAD, CUAD = "squad2_halfdev", cuad_pairs.NAME
POOL = 200  # deep enough that passages are left when a long document is taken out
K = 10
ELSEWHERE = 60  # questions about other subjects, for each library
CONTRACTS = 6  # each is an index of its own, made at the first run: 10 s and more


class Example(NamedTuple):
    """One question, and how it came to have no answer if it has none."""

    group: str  # the set it is from: one of them is left out at a time
    signs: Presence
    answerable: bool
    origin: Origin


def gold_examples(
    group: str, items: Sequence[GoldItem], standalone: Standalone, retrieve: Retrieve
) -> Iterator[Example]:
    """Each item as asked, the answerable ones also without their documents."""
    for item in items:
        question = standalone(item.question, item.history)
        found = retrieve(question, POOL, EVERYTHING)
        yield Example(group, _signs(found), item.answerable, "asked")
        if item.answerable:
            hidden = {file for piece in item.evidence for file in piece.files}
            yield Example(group, _signs(found, hidden), False, "left out")


def elsewhere_examples(
    group: str, questions: Sequence[str], retrieve: Retrieve
) -> Iterator[Example]:
    """Questions about what no document of the library speaks of."""
    for question in questions:
        yield Example(group, _signs(retrieve(question, K, EVERYTHING)), False, "elsewhere")


def squad_questions(bench: Bench, count: int, seed: int = 0) -> list[str]:
    """A sample of SQuAD's questions: about other subjects than any document on openness."""
    asked = load_articles(bench.file(SQUAD, "dev-v2.0.json")).questions
    drawn = random.Random(seed).sample(asked, min(count, len(asked)))  # noqa: S311 - no secret
    return [question.text for question in drawn]


def squad_examples(bench: Bench) -> Iterator[Example]:
    """SQuAD's questions over its own articles; half are written to look answerable."""
    articles = load_articles(bench.file(SQUAD, "dev-v2.0.json"))
    with closing(open_indexed(bench, SQUAD, articles.documents)) as opened:
        for asked in bench.draw(articles.questions):
            signs = _signs(opened.retrieve(asked.text, K))
            yield Example(SQUAD, signs, bool(asked.answers), "asked")


def contract_examples(bench: Bench) -> Iterator[Example]:
    """CUAD's subjects, asked of some contracts, each by itself."""
    pairs = cuad_pairs.load_pairs(bench)
    contracts = sorted({pair.contract for pair in pairs})
    drawn = random.Random(bench.seed).sample(contracts, min(CONTRACTS, len(contracts)))  # noqa: S311
    for contract in drawn:
        name = f"{CUAD}/{contract.removesuffix('.txt')}"
        text = {contract: cuad_pairs.text_of(bench, contract)}
        with closing(open_indexed(bench, name, text)) as opened:
            for pair in (pair for pair in pairs if pair.contract == contract):
                signs = _signs(opened.retrieve(pair.question, K))
                yield Example(CUAD, signs, pair.present, "asked")


def _signs(found: Retrieved, hidden: Collection[str] = ()) -> Presence:
    def kept(hits: Sequence[Hit]) -> list[Hit]:
        return [hit for hit in hits if hit.passage.source.doc_id not in hidden]

    return read_presence(
        Retrieved(kept(found.hits)[:K], kept(found.dense), kept(found.lexical), found.asked)
    )
