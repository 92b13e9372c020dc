"""What each sign of the ranking counts, fitted on gold sets: `python -m evals weigh`.

A question's passages compete: the fit makes those that hold its evidence likely to be first.
What is fitted is checked by leaving out a fifth of the questions of each set, and by leaving out
each set as a whole: weights that only serve their own set show there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, fields
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assistant.retrieval.rank import WEIGHTS
from assistant.retrieval.signs import Signs
from assistant.retrieval.standalone import Standalone
from assistant.types import Hit
from evals.gold import GoldItem
from evals.listwise import Array, fit_lists
from evals.matching import finds

SignsOf = Callable[[str], Sequence[tuple[Hit, Signs]]]

SMALLER = 0.02  # what large weights cost, in the units of the spread of each sign
FOLDS = 5
DEPTHS = (1, 5, 10)


class Question(NamedTuple):
    """The passages that were found for one question."""

    signs: Array  # (passages, signs), in the order they were found
    good: npt.NDArray[np.bool_]  # (passages,): those that hold a piece of its evidence


class Shares(NamedTuple):
    """Of the questions of a set, how many have evidence among the first 1, 5 and 10; in shares."""

    name: str
    questions: int
    now: tuple[float, ...]  # with the weights in the code
    folds: tuple[float, ...]  # fitted without the question
    others: tuple[float, ...] | None  # fitted on the other sets only


class Weighed(NamedTuple):
    """Fitted weights in the order of `Signs`, and how they rank what they have not seen."""

    weights: tuple[float, ...]
    shares: tuple[Shares, ...]


def read_questions(
    items: Iterable[GoldItem], standalone: Standalone, signs_of: SignsOf
) -> list[Question]:
    """Every answerable question of a gold set, searched; follow-ups with what they lean on."""
    questions = []
    for item in items:
        if item.answerable and item.evidence:
            found = signs_of(standalone(item.question, item.history))
            good = [any(finds(piece, h.passage) for piece in item.evidence) for h, _ in found]
            rows = np.array([astuple(signs) for _, signs in found], float)
            questions.append(Question(rows.reshape(-1, len(fields(Signs))), np.array(good, bool)))
    return questions


def weigh(sets: dict[str, list[Question]]) -> Weighed:
    """Fit the weights on all sets together."""
    shares = []
    for name, questions in sets.items():
        elsewhere = [q for other, some in sets.items() if other != name for q in some]
        folds = [
            _ranks(questions[fold::FOLDS], fit([*_without(questions, fold), *elsewhere]))
            for fold in range(FOLDS)
        ]
        shares.append(
            Shares(
                name,
                len(questions),
                _shares(_ranks(questions, np.array(astuple(WEIGHTS), float))),
                _shares([rank for some in folds for rank in some]),
                _shares(_ranks(questions, fit(elsewhere))) if elsewhere else None,
            )
        )
    together = fit([q for some in sets.values() for q in some])
    return Weighed(tuple(together.tolist()), tuple(shares))


def fit(questions: Sequence[Question]) -> Array:
    """(signs,): weights under which a good passage is most likely first, by softmax."""
    useful = [q for q in questions if q.good.any()]
    return fit_lists(useful, np.full(len(useful), 1 / len(useful)), smaller=SMALLER)


def render(weighed: Weighed) -> str:
    """The table for a person, and the weights as they stand in the code."""
    lines = [f"{'set':30} {'n':>4}  hit@1 / hit@5 / hit@10"]
    for shares in weighed.shares:
        rows = (("now", shares.now), ("folds", shares.folds), ("other sets", shares.others))
        for label, values in rows:
            if values is not None:
                told = " / ".join(f"{value:.3f}" for value in values)
                lines.append(f"{shares.name:30} {shares.questions:4}  {told}  {label}")
    names = (field.name for field in fields(Signs))
    lines += [f"    {name}={w:.2f}," for name, w in zip(names, weighed.weights, strict=True)]
    return "\n".join(lines)


def _without(questions: Sequence[Question], fold: int) -> list[Question]:
    return [q for place, q in enumerate(questions) if place % FOLDS != fold]


def _ranks(questions: Sequence[Question], weights: Array) -> list[float]:
    """Where the first good passage of each question stands, from 1; infinite: none was found."""
    ranks = []
    for question in questions:
        order = np.argsort(-(question.signs @ weights), kind="stable")
        places = np.flatnonzero(question.good[order])
        ranks.append(float(places[0]) + 1 if len(places) else np.inf)
    return ranks


def _shares(ranks: Sequence[float]) -> tuple[float, ...]:
    return tuple(float(np.mean(np.array(ranks) <= depth)) for depth in DEPTHS)
