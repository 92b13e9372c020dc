"""The scores of one item: pure functions of the gold item and what came back.

Scores are numbers by name; None means that this item does not measure it: an unanswerable
question has no recall, which is not a recall of zero. `metrics` turns scores into reported
numbers. Here: answer, citations, abstention. Elsewhere: the ranking (`ranking`), the support of
written statements (`statements`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import IntEnum

from assistant.types import Answer, Citation, Document, Outcome
from evals.facts import missing_facts, said_forms
from evals.gold import Evidence, GoldItem
from evals.matching import finds, overlaps
from evals.short_answers import exact_match, word_f1
from evals.stats import share

Scores = Mapping[str, float | None]
GetDocument = Callable[[str], Document]  # by doc_id

_QUOTED_SOMETHING = re.compile(r"” \[\d+\]")
_QUOTE_SIGN = re.compile(r"^[ \t]*(>[ \t]?)+", re.MULTILINE)  # Markdown's, before each line


class Cell(IntEnum):
    """Where an item stands when "should abstain" is the positive class."""

    ANSWERED = 0  # true negative
    OVER_ABSTAINED = 1  # false positive
    NOT_ABSTAINED = 2  # false negative
    ABSTAINED = 3  # true positive


def spoken_text(answer: Answer) -> str:
    """The words of the answer, without its citation markers and quote signs.

    A marker is no fact: `[6]` does not say "6". Other numbers in brackets are the document's.
    """
    text = _QUOTE_SIGN.sub("", answer.text)
    for citation in answer.citations:
        text = text.replace(f"[{citation.marker}]", "")
    return text


def answer_scores(item: GoldItem, answer: Answer) -> dict[str, float | None]:
    """key_fact_recall, all_facts, forbidden_facts, exact_match, answer_f1, quoted_words.

    An answer that says the documents do not tell has no facts, whatever it shows beside that, and
    says nothing that is forbidden. exact_match and answer_f1 where the set has short answers.
    """
    abstained = answer.outcome is Outcome.NO_EVIDENCE
    said = "" if abstained else spoken_text(answer)
    recall = None
    if item.answerable and item.facts:
        recall = 1 - len(missing_facts(item.facts, said)) / len(item.facts)
    return {
        "key_fact_recall": recall,
        "all_facts": None if recall is None else float(recall == 1),
        "forbidden_facts": float(bool(said_forms(item.forbidden, said)))
        if item.forbidden
        else None,
        "exact_match": exact_match(said, item.short_answers) if item.short_answers else None,
        "answer_f1": word_f1(said, item.short_answers) if item.short_answers else None,
        "quoted_words": None if abstained else float(len(said.split())),
    }


def is_faithful(citation: Citation, document: Document) -> bool:
    """Whether the quotation stands at its place in the document, inside its passage."""
    passage = citation.passage
    return (
        passage.start <= citation.start < citation.end <= passage.end
        and document.text[citation.start : citation.end] == citation.quote
        and citation.quote in passage.text
    )


def shows_its_quotations(answer: Answer) -> bool:
    """Whether what an answer shows in quotation marks before a [n] is what the citation quotes.

    White space may differ. Of quoted answers; what a model writes in quotation marks is checked by
    the answer's own check.
    """
    if answer.outcome is not Outcome.QUOTED:
        return True
    left = " ".join(answer.text.split())
    # Taken out whole, and longest first: a quotation may hold quotation marks and another [n], and
    # the name of a clause in front of it may be a term in quotation marks ("d. “Outputs”:").
    for citation in sorted(answer.citations, key=lambda c: -len(c.quote)):
        left = left.replace(f"“{' '.join(citation.quote.split())}” [{citation.marker}]", "")
    # An opening mark that is left over would make words in front of a quotation part of it.
    return not _QUOTED_SOMETHING.search(left) and left.count("“") <= left.count("”")


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
        exact = all(is_faithful(c, document(c.passage.source.doc_id)) for c in cited)
        fidelity = float(exact and shows_its_quotations(answer))
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


def confidence_scores(
    item: GoldItem, confidence: float, outcome: Outcome, all_facts: float | None
) -> dict[str, float | None]:
    """What calibration is made of: confidence, is_answerable, is_right, effective_reliability.

    confidence says how likely it is that the documents answer the question; is_answerable is what
    came true of it. is_right: the answer that was given is complete; None when none was, or the
    item has no facts. effective_reliability: +1 for a complete answer, -1 for any other, 0 for
    abstaining (Whitehead et al., "Reliable Visual Question Answering", ECCV 2022).
    """
    abstained = outcome is Outcome.NO_EVIDENCE
    right = all_facts if item.answerable else 0.0
    reliability: float | None = None
    if abstained:
        reliability = 0.0
    elif right is not None:
        reliability = 1.0 if right else -1.0
    return {
        "confidence": confidence,
        "is_answerable": float(item.answerable),
        "is_right": None if abstained else right,
        "effective_reliability": reliability,
    }


def _meets(piece: Evidence, citation: Citation) -> bool:
    doc_id = citation.passage.source.doc_id
    return finds(piece, citation.passage) or overlaps(piece, doc_id, citation.quote)
