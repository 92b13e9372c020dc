"""Runs an assistant over gold items and keeps the outcome of each.

Decided here:

- The answer is asked for first, with the conversation. Retrieval is then measured by one
  `search` for the first ten passages, with the standalone question that the answer says it
  searched for: "@10" must mean ten, however many passages an answer carries. The search is not
  part of the latency.
- A failing item is recorded with its error, scores nothing, and the run goes on.
- No warm-up: the first question pays for loading, and shows in the 95th percentile.

It knows nothing about measures except their names.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence

from assistant.errors import AssistantError
from assistant.types import Assistant, Document
from evals.gold import Evidence, GoldItem
from evals.items import answered_item, failed_item, searched_item
from evals.matching import normalise
from evals.measures import DEPTH
from evals.result import ItemResult

log = logging.getLogger(__name__)


class Shelf:
    """The indexed documents, each fetched once."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._documents: dict[str, Document] = {}
        self.doc_ids = frozenset(source.doc_id for source in assistant.sources())

    def document(self, doc_id: str) -> Document:
        """The document of this id."""
        if doc_id not in self._documents:
            self._documents[doc_id] = self._assistant.document(doc_id)
        return self._documents[doc_id]

    def holds(self, piece: Evidence) -> bool:
        """Whether the quotation stands in the indexed text of one of its files.

        If not, it was lost in reading, or the gold file is about other documents: retrieval is
        not to blame.
        """
        return any(
            normalise(piece.quote) in normalise(self.document(file).text)
            for file in piece.files
            if file in self.doc_ids
        )


def files_not_indexed(items: Sequence[GoldItem], doc_ids: frozenset[str]) -> list[str]:
    """Evidence that the index cannot hold: pieces none of whose files is in it, by name."""
    wanted = {piece.files for item in items for piece in item.evidence}
    return sorted(" or ".join(files) for files in wanted if doc_ids.isdisjoint(files))


def run_items(
    assistant: Assistant, items: Sequence[GoldItem], shelf: Shelf
) -> Iterator[ItemResult]:
    """The outcome of each item, as it comes, in the order given."""
    for item in items:
        try:
            yield _run_item(assistant, item, shelf)
        except AssistantError as exc:
            yield failed_item(item, f"{type(exc).__name__}: {exc}")
        except Exception as exc:  # the outermost loop: one bad item must not cost an hour's run
            log.exception("item %s failed", item.id)
            yield failed_item(item, f"unexpected {type(exc).__name__}: {exc}")


def _run_item(assistant: Assistant, item: GoldItem, shelf: Shelf) -> ItemResult:
    started = time.perf_counter()
    answer = assistant.ask(item.question, history=item.history)
    latency_s = time.perf_counter() - started
    hits = assistant.search(answer.searched_for or item.question, k=DEPTH)
    searched = searched_item(item, hits, shelf.holds, latency_s=latency_s)
    return answered_item(item, answer, shelf.document, searched=searched)
