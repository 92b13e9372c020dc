"""Runs an assistant over gold items and keeps the outcome of each.

Decided here:

- The answer is asked for first, with the conversation. Retrieval is then measured by one search
  for the first ten passages, with the standalone question that the answer says it searched for:
  "@10" must mean ten, however many passages an answer carries. The search is not part of the
  latency. A follow-up is searched once more as it was typed.
- A failing item is recorded with its error, scores nothing, and the run goes on.
- No warm-up: the first question pays for loading, and shows in the 95th percentile.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from typing import Protocol

from assistant.answering.written import statements
from assistant.errors import AssistantError
from assistant.retrieval.retrieve import Retrieved
from assistant.types import Answer, Assistant, Outcome, Passage
from evals.gold import Evidence, GoldItem
from evals.items import Searched, Texts, answered_item, failed_item, searched_item
from evals.judge import Judge
from evals.matching import finds
from evals.measures import Scores
from evals.ranking import DEPTH
from evals.result import ItemResult
from evals.shelf import Shelf
from evals.statements import support_scores

log = logging.getLogger(__name__)


class Measured(Assistant, Protocol):
    """An assistant that lets its parts be measured one by one."""

    def retrieve(self, query: str, k: int) -> Retrieved:
        """The fused list and what each search found, best first."""
        ...

    def passages_of(self, doc_id: str) -> Sequence[Passage]:
        """Every passage of a document."""
        ...

    def supports(self, statement: str, passages: Sequence[Passage]) -> bool:
        """Whether the passages, together, support the statement."""
        ...


def run_items(
    assistant: Measured, items: Sequence[GoldItem], shelf: Shelf, judge: Judge | None = None
) -> Iterator[ItemResult]:
    """The outcome of each item, as it comes, in the order given."""
    texts = Texts(shelf.holds, lambda piece: _is_cut(piece, assistant, shelf))
    for item in items:
        started = time.perf_counter()
        try:
            yield _run_item(assistant, item, shelf, texts, judge)
        except AssistantError as exc:
            yield failed_item(item, f"{type(exc).__name__}: {exc}", since=started)
        except Exception as exc:  # the outermost loop: one bad item must not cost an hour's run
            log.exception("item %s failed", item.id)
            yield failed_item(item, f"unexpected {type(exc).__name__}: {exc}", since=started)


def _run_item(
    assistant: Measured, item: GoldItem, shelf: Shelf, texts: Texts, judge: Judge | None
) -> ItemResult:
    started = time.perf_counter()
    answer = assistant.ask(item.question, history=item.history)
    latency_s = time.perf_counter() - started
    searched = searched_item(item, _search(assistant, item, answer), texts, latency_s=latency_s)
    checked = {**_support(assistant, answer), **(judge.scores(item, answer) if judge else {})}
    return answered_item(item, answer, shelf.document, searched=searched, checked=checked)


def _search(assistant: Measured, item: GoldItem, answer: Answer) -> Searched:
    found = assistant.retrieve(answer.searched_for or item.question, DEPTH)
    return Searched(
        hits=found.hits,
        by_retriever={"dense": found.dense[:DEPTH], "lexical": found.lexical[:DEPTH]},
        as_typed=assistant.retrieve(item.question, DEPTH).hits if item.history else None,
    )


def _support(assistant: Measured, answer: Answer) -> Scores:
    """Of written statements; quotations support themselves, and an abstention states nothing."""
    if answer.outcome in (Outcome.QUOTED, Outcome.NO_EVIDENCE):
        return {}
    cited = [citation.passage for citation in answer.citations]
    return support_scores(statements(answer.text), cited, assistant.supports)


def _is_cut(piece: Evidence, assistant: Measured, shelf: Shelf) -> bool:
    """Whether the quotation stands in a document and in none of its passages."""
    return shelf.holds(piece) and not any(
        finds(piece, passage)
        for file in piece.files
        if file in shelf.doc_ids
        for passage in assistant.passages_of(file)
    )
