"""How likely a sentence is the one that answers: a linear score over its signs.

Two sets of weights, because encoding is what takes time: one without the meaning picks the few
sentences that are worth encoding, the other decides among those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter

from assistant.answering.sentence_signs import Signs

# In the order of `Signs`: `python -m evals sentences`, a softmax over the sentences of each
# question; both gold sets count alike. With SQuAD 2 beside them the weights are much the same
# (evals/LOG.md).
WITHOUT_MEANING = (-2.44, 11.07, 11.34, 10.13, 2.83, 1.26, 0.82, 1.59, 1.62, -3.86, -5.19, 0.0)
WEIGHTS = (-1.61, 9.55, 11.57, 10.31, 3.02, 0.81, 0.82, 1.45, 1.60, -3.73, -5.11, 9.04)

_values = attrgetter(*(field.name for field in fields(Signs)))  # astuple copies deeply: 1 ms


def score(signs: Signs, weights: Sequence[float]) -> float:
    """Log odds among the sentences of one question: comparable within it only, higher is better."""
    signs_and_weights = zip(_values(signs), weights, strict=True)
    return sum(float(sign) * weight for sign, weight in signs_and_weights)
