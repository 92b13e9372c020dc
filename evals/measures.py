"""The scores of one item: pure functions of the gold item and what came back.

Scores are numbers by name; None means that this item does not measure it: an unanswerable
question has no recall, which is not a recall of zero. `metrics` turns scores into reported
numbers. Definitions: ALCE (Gao et al., EMNLP 2023) for citations, with gold evidence in the
judge's place; CUAD and LegalBench-RAG for wrong documents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum

from assistant.types import Answer, Citation, Document, Hit, Outcome
from evals.gold import Evidence, GoldItem
from evals.matching import finds, is_half, overlaps, run_in_passage

Scores = Mapping[str, float | None]
GetDocument = Callable[[str], Document]  # by doc_id

DEPTH = 10  # passages asked for; every ...@k has k of at most this

_QUOTE_SIGN = re.compile(r"^[ \t]*(>[ \t]?)+", re.MULTILINE)  # Markdown's, before each line
_QUOTES_AND_DASHES = str.maketrans("‘’“”‐‑–—", "''\"\"----")


class Cell(IntEnum):
    """Where an item stands when "should abstain" is the positive class."""

    ANSWERED = 0  # true negative
    OVER_ABSTAINED = 1  # false positive
    NOT_ABSTAINED = 2  # false negative
    ABSTAINED = 3  # true positive


def first_useful_rank(evidence: Sequence[Evidence], hits: Sequence[Hit]) -> int | None:
    """Rank, from 1, of the first of the ten best passages that finds any piece. None: none does."""
    for rank, hit in enumerate(hits[:DEPTH], start=1):
        if any(finds(piece, hit.passage) for piece in evidence):
            return rank
    return None


def pieces_found(evidence: Sequence[Evidence], hits: Sequence[Hit]) -> tuple[bool, ...]:
    """For each piece, whether the passages *together* hold at least half of its quotation."""
    found = []
    for piece in evidence:
        covered: set[int] = set()
        for hit in hits:
            covered.update(range(*run_in_passage(piece, hit.passage)))
        found.append(is_half(piece, len(covered)))
    return tuple(found)


def retrieval_scores(item: GoldItem, hits: Sequence[Hit]) -> dict[str, float | None]:
    """hit@k, mrr@10, evidence_recall@10, wrong_document@1, chars@5; None without evidence.

    `hits` are the passages as retrieved, best first. wrong_document@1 counts an empty list as
    wrong. chars@5 is the mean length of the first five, uncut: hit@k can be bought with length.
    """
    rank = first_useful_rank(item.evidence, hits)
    found = pieces_found(item.evidence, hits[:DEPTH])
    files = {file for piece in item.evidence for file in piece.files}
    lengths = [len(hit.passage.text) for hit in hits[:5]]
    scores: dict[str, float | None] = {
        **{f"hit@{k}": float(rank is not None and rank <= k) for k in (1, 5, 10)},
        "mrr@10": 0.0 if rank is None else 1 / rank,
        "evidence_recall@10": share(found),
        "wrong_document@1": float(not hits or hits[0].passage.source.doc_id not in files),
    }
    if not item.evidence:
        scores = dict.fromkeys(scores)
    return {**scores, "chars@5": sum(lengths) / len(lengths) if lengths else None}


def spoken_text(answer: Answer) -> str:
    """The words of the answer, without its citation markers and quote signs.

    A marker is no fact: `[6]` does not say "6". Other numbers in brackets are the document's.
    """
    text = _QUOTE_SIGN.sub("", answer.text)
    for citation in answer.citations:
        text = text.replace(f"[{citation.marker}]", "")
    return text


def missing_facts(item: GoldItem, text: str) -> tuple[tuple[str, ...], ...]:
    """The facts none of whose forms stands in the text, as their forms.

    Lower-case containment; quotation marks, dashes and white space are unified on both sides, so
    that `doesn't` is found however the document is typeset.
    """
    plain = _plain(text)
    return tuple(forms for forms in item.facts if not any(_plain(f) in plain for f in forms))


def answer_scores(item: GoldItem, answer: Answer) -> dict[str, float | None]:
    """key_fact_recall and all_facts, quoted_words.

    An answer that says the documents do not tell has no facts, whatever it shows beside that.
    """
    abstained = answer.outcome is Outcome.NO_EVIDENCE
    recall = None
    if item.answerable and item.facts:
        missing = item.facts if abstained else missing_facts(item, spoken_text(answer))
        recall = 1 - len(missing) / len(item.facts)
    return {
        "key_fact_recall": recall,
        "all_facts": None if recall is None else float(recall == 1),
        "quoted_words": None if abstained else float(len(spoken_text(answer).split())),
    }


def is_faithful(citation: Citation, document: Document) -> bool:
    """Whether the quotation stands at its place in the document, inside its passage."""
    passage = citation.passage
    return (
        passage.start <= citation.start < citation.end <= passage.end
        and document.text[citation.start : citation.end] == citation.quote
        and citation.quote in passage.text
    )


def citation_scores(
    item: GoldItem, answer: Answer, document: GetDocument
) -> dict[str, float | None]:
    """citation_precision, citation_recall, quotation_fidelity.

    precision: share of the citations whose passage or quotation meets gold evidence; None without
    citations. recall: share of the pieces that are cited; 0 without citations. fidelity: 1 when
    every quotation of the answer is exact; unlike the others also on unanswerable items.
    """
    cited = answer.citations
    precision = recall = fidelity = None
    if item.evidence:
        kept = () if answer.outcome is Outcome.NO_EVIDENCE else cited
        recall = share([any(_meets(p, c) for c in kept) for p in item.evidence])
        precision = share([any(_meets(p, c) for p in item.evidence) for c in kept])
    if cited:
        fidelity = float(all(is_faithful(c, document(c.passage.source.doc_id)) for c in cited))
    return {
        "citation_precision": precision,
        "citation_recall": recall,
        "quotation_fidelity": fidelity,
    }


def abstention_scores(answerable: bool, outcome: Outcome | None) -> dict[str, float | None]:
    """The cell and the shares made of it. outcome None: the item failed.

    A failed item is neither an answer nor an abstention. It counts against the side it should
    have been on, but is no false answer and no over-abstention: those are about choices.
    """
    abstained = outcome is Outcome.NO_EVIDENCE
    right = outcome is not None and abstained is not answerable
    if answerable:
        cell = Cell.OVER_ABSTAINED if abstained else Cell.ANSWERED
    else:
        cell = Cell.ABSTAINED if abstained else Cell.NOT_ABSTAINED
    return {
        "abstention_cell": float(cell),
        "abstention_precision": float(not answerable) if abstained else None,
        "abstention_recall": None if answerable else float(abstained),
        "abstention_accuracy": float(right),
        "over_abstention": float(abstained) if answerable else None,
        "false_answer_rate": (None if answerable else float(outcome is not None and not abstained)),
    }


def share(flags: Sequence[bool]) -> float | None:
    """Share of true flags; None when there are none."""
    return sum(flags) / len(flags) if flags else None


def _meets(piece: Evidence, citation: Citation) -> bool:
    doc_id = citation.passage.source.doc_id
    return finds(piece, citation.passage) or overlaps(piece, doc_id, citation.quote)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(_QUOTES_AND_DASHES)).lower()
