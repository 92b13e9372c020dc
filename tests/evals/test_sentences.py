from __future__ import annotations

import numpy as np
import pytest

from evals.fields import GoldError
from evals.sentences import MEANING, NAMES, Example, fit, fit_weights, judge, render_fit

WORDS = NAMES.index("words")


def examples(count: int, sign: int, *, seed: int = 0) -> list[Example]:
    """Questions of five sentences each, the right one with more of the sign."""
    made = np.random.default_rng(seed)
    found = []
    for number in range(count):
        signs = made.normal(size=(5, len(NAMES)))
        signs[number % 5, sign] += 4
        found.append(Example(signs, np.arange(5) == number % 5))
    return found


def test_sign_that_tells_the_right_sentence_weighs_most() -> None:
    weights = fit_weights([examples(60, WORDS)])

    assert np.argmax(weights) == WORDS
    assert judge(weights, examples(60, WORDS, seed=1)).first > 0.9


def test_each_set_counts_alike_however_large_it_is() -> None:
    weights = fit_weights([examples(200, WORDS), examples(20, MEANING)])

    assert weights[MEANING] > 0.5 * weights[WORDS] > 0


def test_set_is_judged_by_weights_that_have_not_seen_it() -> None:
    fitted = fit({"words": examples(40, WORDS), "meaning": examples(40, MEANING)})

    assert (
        fitted.unseen["words"].mrr < 0.8 < judge(np.array(fitted.weights), examples(9, WORDS)).mrr
    )
    assert fitted.without_meaning[MEANING] == 0
    assert "words, not seen: MRR" in render_fit(fitted)


def test_judgement_counts_from_the_best_sentence() -> None:
    signs = np.zeros((4, len(NAMES)))
    signs[:, WORDS] = [0.4, 0.3, 0.2, 0.1]
    weights = np.zeros(len(NAMES))
    weights[WORDS] = 1

    judged = judge(weights, [Example(signs, np.array([False, True, False, True]))])

    assert judged == (0.5, 0.0, 1.0)


def test_set_without_right_sentences_is_named() -> None:
    with pytest.raises(GoldError, match=r"'mine\.jsonl'"):
        fit({"mine.jsonl": []})
