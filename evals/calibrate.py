"""The weights behind `confidence`, fitted on a gold file: `python -m evals calibrate`.

Few gold questions have no answer, so two more kinds are made: each answerable question asked of
the library *without* the documents that answer it, and questions about other subjects. What is
fitted is checked by leaving out one question at a time, in all its forms.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import astuple, fields
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assistant.answering.confidence import Signs, read_signs
from assistant.retrieval.asked import Asked
from assistant.retrieval.retrieve import Retrieved, Searches, retrieve
from assistant.retrieval.standalone import standalone_question
from assistant.types import Hit, Kind, Nearness
from evals.fields import GoldError
from evals.gold import GoldItem

Retrieve = Callable[[str, int, Sequence[Kind]], Retrieved]

POOL = 200  # deep enough that passages are left when a long document is taken out
K = 10
ELSEWHERE = 120  # questions about other subjects: about as many as there are others
REGULARISATION = 10.0  # inverse strength: few examples, but four signs are few to fit as well


# How much an example counts. Without its documents a question may still be answered by a twin or a
# commentator, so that label is the least certain.
WEIGHT = {"asked": 1.0, "left out": 0.3, "elsewhere": 0.6}


class Example(NamedTuple):
    """One question, and how it came to have no answer if it has none."""

    name: str  # examples of one question share it
    signs: Signs
    answerable: bool
    origin: str  # a key of WEIGHT


class Fit(NamedTuple):
    """Weights in the order of `Signs`, and how well they tell apart what they have not seen."""

    weights: tuple[float, ...]
    intercept: float
    auroc: float  # of left-out examples, 0.5 is chance
    brier: float  # mean squared error of left-out probabilities, lower is better
    examples: int


def read_elsewhere(file: Path, *, count: int = ELSEWHERE, seed: int = 0) -> list[str]:
    """A sample of the questions of a SQuAD file. Raises GoldError when it is not one."""
    try:
        articles = json.loads(file.read_text(encoding="utf-8"))["data"]
        questions = [
            str(asked["question"])
            for article in articles
            for paragraph in article["paragraphs"]
            for asked in paragraph["qas"]
        ]
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise GoldError(
            f"{str(file)!r} is not in the format of SQuAD ({exc}); name such a file, as"
            " dev-v2.0.json"
        ) from exc
    return random.Random(seed).sample(questions, min(count, len(questions)))  # noqa: S311


def make_examples(
    items: Sequence[GoldItem], elsewhere: Sequence[str], retrieve_: Retrieve
) -> Iterator[Example]:
    """Each item as asked, the answerable ones also without their documents; then the others."""
    for item in items:
        question = standalone_question(item.question, item.history)
        found = retrieve_(question, POOL, ())
        yield Example(item.id, _signs(question, found, ()), item.answerable, "asked")
        if item.answerable:
            hidden = {file for piece in item.evidence for file in piece.files}
            yield Example(item.id, _signs(question, found, hidden), False, "left out")
    for question in elsewhere:
        signs = _signs(question, retrieve_(question, POOL, ()), ())
        yield Example(question, signs, False, "elsewhere")


def fit(examples: Sequence[Example]) -> Fit:
    """A logistic regression on the signs."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import brier_score_loss, roc_auc_score

    signs = np.array([astuple(e.signs) for e in examples])
    wanted = np.array([e.answerable for e in examples])
    weight = np.array([WEIGHT[e.origin] for e in examples])

    def trained(rows: npt.NDArray[np.bool_]) -> LogisticRegression:
        model = LogisticRegression(C=REGULARISATION)
        return model.fit(signs[rows], wanted[rows], sample_weight=weight[rows])

    left_out = np.zeros(len(examples))
    names = np.array([e.name for e in examples])
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


def render_fit(fitted: Fit) -> str:
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
    scores = {hit.passage.passage_id: hit.score for hit in found.dense}

    def kept(hits: Sequence[Hit]) -> list[Hit]:
        return [hit for hit in hits if hit.passage.source.doc_id not in hidden]

    again = retrieve(
        Asked(question, question),
        Searches(
            dense=lambda _query, k, _kinds: kept(found.dense)[:k],
            lexical=lambda _query, k, _kinds: kept(found.lexical)[:k],
            nearness=lambda ids: {name: Nearness(scores[name]) for name in ids if name in scores},
            rarity=lambda words: dict.fromkeys(words, 1.0),
        ),
        k=K,
    )
    return read_signs(question, again.hits, again.dense, again.lexical)
