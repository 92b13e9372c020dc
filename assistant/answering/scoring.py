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
WITHOUT_MEANING = (-3.64, 9.75, 10.46, 9.31, 2.10, 1.55, 0.59, 1.38, 1.44, -3.87, -4.25, 0.0)
WEIGHTS = (-2.61, 8.27, 10.91, 9.56, 2.26, 1.12, 0.58, 1.29, 1.55, -3.63, -4.03, 9.08)

_values = attrgetter(*(field.name for field in fields(Signs)))  # astuple copies deeply: 1 ms


def score(signs: Signs, weights: Sequence[float]) -> float:
    """Log odds among the sentences of one question: comparable within it only, higher is better."""
    signs_and_weights = zip(_values(signs), weights, strict=True)
    return sum(float(sign) * weight for sign, weight in signs_and_weights)
