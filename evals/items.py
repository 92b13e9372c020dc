"""What is kept of one item: scores, and enough of what came back to see why.

Three makers, one for each way an item can end: answered, searched only, failed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.types import Answer, Document, Hit, Outcome
from evals.gold import Evidence, GoldItem
from evals.matching import finds
from evals.measures import (
    DEPTH,
    GetDocument,
    Scores,
    abstention_scores,
    answer_scores,
    citation_scores,
    first_useful_rank,
    missing_facts,
    retrieval_scores,
    share,
    spoken_text,
)
from evals.result import Cited, Found, ItemResult, LostAt

Holds = Callable[[Evidence], bool]  # the quotation stands in the indexed text of one of its files

FAILED, SEARCHED = "failed", "searched"


def searched_item(
    item: GoldItem, hits: Sequence[Hit], holds: Holds, *, latency_s: float | None
) -> ItemResult:
    """The outcome of retrieval alone. `latency_s`: until the answer; None: there was none."""
    scores = {
        **retrieval_scores(item, hits),
        "evidence_readable": share([holds(piece) for piece in item.evidence]),
        "latency_s": latency_s,
        "failed": 0.0,
    }
    return replace(
        _blank(item),
        outcome=SEARCHED,
        scores=scores,
        lost_at=lost_at(scores),
        first_useful_rank=first_useful_rank(item.evidence, hits),
        hits=tuple(_found(item, hit) for hit in hits[:DEPTH]),
    )


def answered_item(
    item: GoldItem, answer: Answer, document: GetDocument, *, searched: ItemResult
) -> ItemResult:
    """The outcome of a whole answer; `searched` is that of its retrieval, with the latency."""
    scores = {
        **searched.scores,
        **answer_scores(item, answer),
        **citation_scores(item, answer, document),
        **abstention_scores(item.answerable, answer.outcome),
    }
    return replace(
        searched,
        outcome=answer.outcome.value,
        scores=scores,
        lost_at=lost_at(scores),
        missing_facts=missing_facts(item, spoken_text(answer)) if item.answerable else (),
        got=answer.text,
        citations=tuple(
            Cited(c.passage.source.doc_id, c.passage.label, c.quote, c.support)
            for c in answer.citations
        ),
        confidence=answer.confidence,
        searched_for=answer.searched_for,
        timings_s=dict(answer.timings_s),
    )


def failed_item(item: GoldItem, error: str) -> ItemResult:
    """The outcome of an item that ended in an error: whatever it could score is zero."""
    nothing = Answer(item.question, "", Outcome.INCOMPLETE, 0.0, (), ())
    scores = {
        **retrieval_scores(item, ()),
        **answer_scores(item, nothing),
        **citation_scores(item, nothing, _no_document),
        **abstention_scores(item.answerable, None),
        "quoted_words": None,
        "failed": 1.0,
    }
    return replace(
        _blank(item),
        outcome=FAILED,
        scores=scores,
        lost_at="failed",
        missing_facts=item.facts if item.answerable else (),
        error=error,
    )


def lost_at(scores: Scores) -> LostAt:
    """The first stage that went wrong; empty: none did.

    Later stages can still come out right: the facts may stand elsewhere too.
    """
    stages: tuple[tuple[LostAt, bool], ...] = (
        ("read", scores.get("evidence_readable") == 0),
        ("retrieve", scores.get("hit@10") == 0),
        ("rank", scores.get("hit@5") == 0),
        ("abstain", scores.get("abstention_accuracy") == 0),
        ("answer", scores.get("all_facts") == 0),
    )
    return next((stage for stage, lost in stages if lost), "")


def _blank(item: GoldItem) -> ItemResult:
    return ItemResult(
        id=item.id,
        type=item.type,
        question=item.question,
        answerable=item.answerable,
        outcome="",
        scores={},
        expected=item.answer,
        wanted_files=tuple(dict.fromkeys(f for piece in item.evidence for f in piece.files)),
    )


def _found(item: GoldItem, hit: Hit) -> Found:
    passage = hit.passage
    return Found(
        doc_id=passage.source.doc_id,
        label=passage.label,
        start=passage.start,
        end=passage.end,
        score=hit.score,
        useful=any(finds(piece, passage) for piece in item.evidence),
    )


def _no_document(doc_id: str) -> Document:
    raise AssertionError(f"no citation, no document: {doc_id!r}")
