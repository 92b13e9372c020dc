"""Weights of signs, fitted so that what is right is likely to be first among its rivals.

For the ranking of passages (`weigh`) and the choice of sentences (`sentences`): those of one
question compete, and only their differences count.

Source: Cao et al., "Learning to Rank: From Pairwise Approach to Listwise Approach", 2007, with a
softmax over the list and several right entries.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
List = tuple[Array, npt.NDArray[np.bool_]]  # (rivals, signs) and (rivals,): which are right


def fit_lists(lists: Sequence[List], shares: Array, *, smaller: float) -> Array:
    """(signs,): weights under which a right rival is likeliest. Each list has a right one.

    `shares`: what each list counts, 1 in all. `smaller`: what large weights cost, in units of the
    spread of each sign.
    """
    from scipy.optimize import minimize  # late: 1 s

    signs, right = (np.concatenate(part) for part in zip(*lists, strict=True))
    spread = signs.std(axis=0) + 1e-9
    signs = (signs - signs.mean(axis=0)) / spread
    sizes = [len(is_right) for _, is_right in lists]
    firsts = np.cumsum([0, *sizes[:-1]])

    def loss(weights: Array) -> tuple[float, Array]:
        scores = signs @ weights
        odds = np.exp(scores - np.repeat(np.maximum.reduceat(scores, firsts), sizes))
        everything = np.add.reduceat(odds, firsts)
        wanted = np.add.reduceat(odds * right, firsts) + 1e-12
        pull = odds / np.repeat(everything, sizes) - odds * right / np.repeat(wanted, sizes)
        value = shares @ np.log(everything / wanted) + smaller * weights @ weights
        slope = (pull * np.repeat(shares, sizes)) @ signs + 2 * smaller * weights
        return float(value), slope

    found = minimize(loss, np.zeros(signs.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x / spread)
