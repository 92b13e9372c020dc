from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from assistant.retrieval.signs import Signs
from evals.weigh import Question, fit, render, weigh

SIGNS = [field.name for field in fields(Signs)]


def questions(seed: int, count: int, *, telling: str) -> list[Question]:
    """Of each question the passage with the highest sign of this name is good."""
    rng = np.random.default_rng(seed)
    made = []
    for _ in range(count):
        signs = rng.random((20, len(SIGNS)))
        best = signs[:, SIGNS.index(telling)].argmax()
        made.append(Question(signs, np.arange(20) == best))
    return made


def test_the_sign_that_tells_gets_the_weight() -> None:
    weights = fit(questions(1, 60, telling="answer"))

    assert SIGNS[int(np.abs(weights).argmax())] == "answer"
    assert weights[SIGNS.index("answer")] > 5 * np.delete(weights, SIGNS.index("answer")).max()


def test_slope_is_that_of_a_slow_version() -> None:
    some = questions(2, 8, telling="fused")
    found = fit(some)
    spread = np.concatenate([q.signs for q in some]).std(axis=0) + 1e-9

    def loss(weights: np.ndarray) -> float:
        total = 0.0
        for signs, good in some:
            chances = np.exp(signs @ (weights / spread))
            total -= np.log(chances[good].sum() / chances.sum())
        return float(total / len(some) + 0.02 * weights @ weights)

    best = loss(found * spread)
    for place in range(len(SIGNS)):
        step = np.zeros(len(SIGNS))
        step[place] = 0.05
        assert loss(found * spread + step) >= best - 1e-6
        assert loss(found * spread - step) >= best - 1e-6


def test_questions_that_were_left_out_show_what_the_weights_are_worth() -> None:
    weighed = weigh(
        {
            "one": questions(3, 150, telling="heading"),
            "other": questions(4, 150, telling="heading"),
            "odd": questions(5, 150, telling="length"),
        }
    )

    by_name = {shares.name: shares for shares in weighed.shares}
    assert by_name["odd"].others is not None
    assert by_name["one"].folds[0] > by_name["odd"].others[0] + 0.2
    assert "heading=" in render(weighed)


def test_question_whose_evidence_was_not_found_counts_as_lost() -> None:
    lost = [Question(q.signs, np.zeros(20, bool)) for q in questions(6, 10, telling="answer")]
    weighed = weigh({"one": [*questions(7, 10, telling="answer"), *lost]})

    assert max(weighed.shares[0].folds) == pytest.approx(0.5)
