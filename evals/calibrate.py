"""The weights behind `confidence`, fitted on a gold file: `python -m evals calibrate`.

Few gold questions have no answer, so each answerable one is also asked of the library *without* the
documents that answer it: near the subject, and truly absent. What is fitted on that is checked by
leaving out one question at a time, with both of its forms.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import astuple, fields
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assistant.answering.confidence import Signs, read_signs
from assistant.retrieval.retrieve import Retrieved, retrieve
from assistant.retrieval.standalone import standalone_question
from assistant.types import Hit, Kind
from evals.gold import GoldItem

Retrieve = Callable[[str, int, Sequence[Kind]], Retrieved]

POOL = 200  # deep enough that passages are left when a long document is taken out
K = 10
REGULARISATION = 1.0  # inverse strength; the usual default, and the outcome varies little around it


class Example(NamedTuple):
    """One question as asked, or without the documents that answer it."""

    item_id: str
    signs: Signs
    answerable: bool


class Fit(NamedTuple):
    """Weights in the order of `Signs`, and how well they tell apart what they have not seen."""

    weights: tuple[float, ...]
    intercept: float
    auroc: float  # of left-out examples, 0.5 is chance
    brier: float  # mean squared error of left-out probabilities, lower is better
    examples: int


def make_examples(items: Sequence[GoldItem], retrieve_: Retrieve) -> Iterator[Example]:
    """Each item as asked; the answerable ones also without their documents."""
    for item in items:
        question = standalone_question(item.question, item.history)
        found = retrieve_(question, POOL, ())
        yield Example(item.id, _signs(question, found, ()), item.answerable)
        if item.answerable:
            hidden = {file for piece in item.evidence for file in piece.files}
            yield Example(item.id, _signs(question, found, hidden), False)


def fit(examples: Sequence[Example]) -> Fit:
    """A logistic regression on the signs, both classes weighing the same."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import brier_score_loss, roc_auc_score

    signs = np.array([astuple(e.signs) for e in examples])
    wanted = np.array([e.answerable for e in examples])

    def trained(rows: npt.NDArray[np.bool_]) -> LogisticRegression:
        model = LogisticRegression(C=REGULARISATION, class_weight="balanced")
        return model.fit(signs[rows], wanted[rows])

    left_out = np.zeros(len(examples))
    names = np.array([e.item_id for e in examples])
    for name in dict.fromkeys(names):
        rows = names == name
        left_out[rows] = trained(~rows).predict_proba(signs[rows])[:, 1]
    model = trained(np.ones(len(examples), dtype=bool))
    return Fit(
        weights=tuple(float(w) for w in model.coef_[0]),
        intercept=float(model.intercept_[0]),
        auroc=float(roc_auc_score(wanted, left_out)),
        brier=float(brier_score_loss(wanted, left_out)),
        examples=len(examples),
    )


def render(fitted: Fit) -> str:
    """The fit as it goes into `confidence.py` and the log."""
    named = zip((f.name for f in fields(Signs)), fitted.weights, strict=True)
    lines = [f"  {name:12} {weight:+.2f}" for name, weight in named]
    return "\n".join(
        [
            f"{fitted.examples} examples, left-one-question-out: AUROC {fitted.auroc:.3f},"
            f" Brier {fitted.brier:.3f}",
            *lines,
            f"  {'intercept':12} {fitted.intercept:+.2f}",
        ]
    )


def _signs(question: str, found: Retrieved, hidden: Collection[str]) -> Signs:
    def kept(hits: Sequence[Hit]) -> list[Hit]:
        return [hit for hit in hits if hit.passage.source.doc_id not in hidden]

    again = retrieve(
        question,
        dense=lambda _query, k, _kinds: kept(found.dense)[:k],
        lexical=lambda _query, k, _kinds: kept(found.lexical)[:k],
        k=K,
    )
    return read_signs(question, again.hits, again.dense, again.lexical)
