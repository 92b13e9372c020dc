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
# question; both gold sets and SQuAD 2 count alike (evals/LOG.md).
WITHOUT_MEANING = (-2.0, 12.2, 12.6, 11.8, 5.3, 2.2, 0.7, 1.1, 1.7, -4.1, -5.8, 0.0)
WEIGHTS = (-0.9, 10.8, 13.0, 12.3, 5.4, 1.7, 0.7, 0.8, 1.7, -4.0, -5.5, 9.6)

_values = attrgetter(*(field.name for field in fields(Signs)))  # astuple copies deeply: 1 ms


def score(signs: Signs, weights: Sequence[float]) -> float:
    """Log odds among the sentences of one question: comparable within it only, higher is better."""
    signs_and_weights = zip(_values(signs), weights, strict=True)
    return sum(float(sign) * weight for sign, weight in signs_and_weights)
