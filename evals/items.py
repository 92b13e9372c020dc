"""What is kept of one item: scores, and enough of what came back to see why.

Three makers, one for each way an item can end: answered, searched only, failed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.types import Answer, Document, Hit, Outcome
from evals.facts import missing_facts
from evals.gold import Evidence, GoldItem
from evals.matching import finds
from evals.measures import (
    GetDocument,
    Scores,
    abstention_scores,
    answer_scores,
    citation_scores,
    confidence_scores,
    spoken_text,
)
from evals.metrics import RETRIEVERS
from evals.ranking import DEPTH, first_useful_rank, ranking_scores
from evals.result import Cited, Found, ItemResult, LostAt
from evals.stats import share

FAILED, SEARCHED = "failed", "searched"


@dataclass(frozen=True, slots=True)
class Searched:
    """What the searches found for one item, each list best first."""

    hits: Sequence[Hit]  # after fusion: what an answer is made of
    by_retriever: Mapping[str, Sequence[Hit]]  # before fusion
    as_typed: Sequence[Hit] | None = None  # the question without its conversation; None: no history


@dataclass(frozen=True, slots=True)
class Texts:
    """What the indexed text says about evidence."""

    holds: Callable[[Evidence], bool]  # the quotation stands in the text of one of its files
    is_cut: Callable[[Evidence], bool]  # and yet no passage holds half of it


def searched_item(
    item: GoldItem, searched: Searched, texts: Texts, *, latency_s: float | None
) -> ItemResult:
    """The outcome of retrieval alone. `latency_s`: until the answer; None: there was none."""
    hits = searched.hits
    scores = {
        **ranking_scores(item.evidence, hits),
        "evidence_readable": share([texts.holds(piece) for piece in item.evidence]),
        "latency_s": latency_s,
        "failed": 0.0,
    }
    for name, found in searched.by_retriever.items():
        alone = ranking_scores(item.evidence, found)
        scores |= {f"{score}_{name}": value for score, value in alone.items()}
    if searched.as_typed is not None:
        raw, ours = ranking_scores(item.evidence, searched.as_typed)["hit@5"], scores["hit@5"]
        scores["hit@5_raw"] = raw
        scores["rewrite_gain"] = None if raw is None or ours is None else ours - raw
    if scores["hit@10"] == 0:
        scores["evidence_whole"] = share([not texts.is_cut(piece) for piece in item.evidence])
    return replace(
        _blank(item),
        outcome=SEARCHED,
        scores=scores,
        lost_at=lost_at(scores),
        first_useful_rank=first_useful_rank(item.evidence, hits),
        hits=tuple(_found(item, hit) for hit in hits[:DEPTH]),
    )


def answered_item(
    item: GoldItem,
    answer: Answer,
    document: GetDocument,
    *,
    searched: ItemResult,
    checked: Scores,
) -> ItemResult:
    """The outcome of a whole answer.

    `searched`: of its retrieval, with the latency; `checked`: scores of the statements that were
    written, and of a judge where there is one.
    """
    facts = answer_scores(item, answer)
    scores = {
        **searched.scores,
        **facts,
        **citation_scores(item, answer, document),
        **checked,
        **abstention_scores(item.answerable, answer.outcome),
        **confidence_scores(item, answer.confidence, answer.outcome, facts["all_facts"]),
        **{f"{stage}_s": seconds for stage, seconds in answer.timings_s.items()},
    }
    said = "" if answer.outcome is Outcome.NO_EVIDENCE else spoken_text(answer)
    missing = missing_facts(item.facts, said) if item.answerable else ()
    return replace(
        searched,
        outcome=answer.outcome.value,
        scores=scores,
        lost_at=lost_at(scores),
        missing_facts=missing,
        got=answer.text,
        citations=tuple(
            Cited(c.passage.source.doc_id, c.passage.label, c.quote, c.support)
            for c in answer.citations
        ),
        confidence=answer.confidence,
        searched_for=answer.searched_for,
        timings_s=dict(answer.timings_s),
    )


def failed_item(item: GoldItem, error: str, *, since: float | None = None) -> ItemResult:
    """The outcome of an item that ended in an error: whatever it could score is zero.

    `since`: when it was asked, by `time.perf_counter`; waiting for an error is waiting.
    """
    nothing = Answer(item.question, "", Outcome.INCOMPLETE, 0.0, (), ())
    blank = {
        f"{score}_{name}": value
        for name in RETRIEVERS
        for score, value in ranking_scores(item.evidence, ()).items()
    }
    scores = {
        **blank,
        **ranking_scores(item.evidence, ()),
        **answer_scores(item, nothing),
        **citation_scores(item, nothing, _no_document),
        **abstention_scores(item.answerable, None),
        "quoted_words": None,
        "forbidden_facts": None,
        "effective_reliability": 0.0,
        "latency_s": None if since is None else time.perf_counter() - since,
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
        ("split", scores.get("evidence_whole") == 0),
        ("retrieve", scores.get("hit@10") == 0),
        ("rank", scores.get("hit@5") == 0),
        ("abstain", scores.get("abstention_accuracy") == 0),
        ("verify", scores.get("quotation_fidelity") == 0 or _is_unsupported(scores)),
        ("answer", scores.get("all_facts") == 0 or scores.get("forbidden_facts") == 1),
    )
    return next((stage for stage, lost in stages if lost), "")


def _is_unsupported(scores: Scores) -> bool:
    support = scores.get("statement_support")
    return support is not None and support < 1


def _blank(item: GoldItem) -> ItemResult:
    return ItemResult(
        id=item.id,
        type=item.type,
        question=item.question,
        answerable=item.answerable,
        outcome="",
        scores={},
        cluster=_cluster(item),
        must_pass=item.must_pass,
        expected=item.answer,
        wanted_quotes=tuple(piece.quote for piece in item.evidence),
        wanted_files=tuple(dict.fromkeys(f for piece in item.evidence for f in piece.files)),
    )


def _cluster(item: GoldItem) -> str:
    """What items that are not independent share: the document of their first evidence."""
    return item.evidence[0].files[0] if item.evidence else item.id


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
