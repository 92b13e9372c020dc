"""The weights behind the check of written statements: `python -m evals support`.

Fitted on statements that people judged: claims of Wikipedia, hypotheses about contracts, and the
gold answers held against their evidence and against what else was found. Every set counts alike but
for the contracts, which are the nearest to what is asked here and count twice. A sign may only pull
the way its name says: what one set teaches against it is an accident of that set.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, fields
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assistant.answering.bearing import INTERCEPT, WEIGHTS, Bearing
from evals.calibration import auroc

Floats = npt.NDArray[np.float64]

GOOD_SIGNS = ("words", "sentence", "meaning")  # the others speak against support
SET_WEIGHT: Mapping[str, float] = {"contract_nli": 2.0}
RIDGE = 0.002  # on each squared weight, beside a mean loss: little, the signs are few
ROUNDS = 4  # of choosing each example's best passage and fitting again; it settles in three


class Example(NamedTuple):
    """A statement, what it is held against, and whether people call it supported."""

    origin: str  # the set
    signs: tuple[Bearing, ...]  # of each passage it cites; the best one counts
    supported: bool


class Fit(NamedTuple):
    """Weights in the order of `Bearing`, and how well they tell apart a set left out."""

    weights: tuple[float, ...]
    intercept: float
    inside: Mapping[str, float]  # AUROC by set, of the fit on all
    left_out: Mapping[str, float]  # AUROC by set, of the fit on the others
    counts: Mapping[str, int]


def fit(examples: Sequence[Example]) -> Fit:
    """The weights on all sets, and on all but each in turn."""
    sets = list(dict.fromkeys(example.origin for example in examples))
    of_set = {name: [e for e in examples if e.origin == name] for name in sets}
    found = _fitted(examples)
    others = {name: [e for e in examples if e.origin != name] for name in sets}
    return Fit(
        weights=tuple(float(weight) for weight in found[:-1]),
        intercept=float(found[-1]),
        inside={name: _area(of_set[name], found) for name in sets},
        left_out={n: _area(of_set[n], _fitted(others[n])) for n in sets if others[n]},
        counts={name: len(of_set[name]) for name in sets},
    )


def render_fit(fitted: Fit) -> str:
    """The fit as it goes into `bearing.py` and the log."""
    names = [field.name for field in fields(Bearing)]
    lines = [
        f"  {name:16} {weight:+.2f}" for name, weight in zip(names, fitted.weights, strict=True)
    ]
    sets = [
        f"{name}: {count} statements, AUROC {fitted.inside[name]:.3f},"
        f" left out {fitted.left_out.get(name, float('nan')):.3f}"
        for name, count in fitted.counts.items()
    ]
    return "\n".join([*sets, *lines, f"  {'intercept':16} {fitted.intercept:+.2f}"])


def _fitted(examples: Sequence[Example]) -> Floats:
    from scipy.optimize import minimize  # late: 1 s

    supported = np.array([example.supported for example in examples])
    weight = _weights(examples)
    good = [field.name in GOOD_SIGNS for field in fields(Bearing)]
    bounds = [*((0, None) if is_good else (None, 0) for is_good in good), (None, None)]
    found = np.array([*WEIGHTS, INTERCEPT])
    for _ in range(ROUNDS):
        rows = np.array([_best(example, found) for example in examples])
        solved = minimize(
            _loss, found, args=(rows, supported, weight), jac=True, bounds=bounds, method="L-BFGS-B"
        )
        found = np.asarray(solved.x)
    return found


def _loss(
    theta: Floats, rows: Floats, supported: npt.NDArray[np.bool_], weight: Floats
) -> tuple[float, Floats]:
    sign = np.where(supported, 1.0, -1.0)
    margin = sign * (rows @ theta[:-1] + theta[-1])
    pull = -weight * sign / (1 + np.exp(margin))
    gradient = np.append(rows.T @ pull + 2 * RIDGE * theta[:-1], pull.sum())
    loss = weight @ np.logaddexp(0, -margin) + RIDGE * theta[:-1] @ theta[:-1]
    return float(loss), gradient


def _weights(examples: Iterable[Example]) -> Floats:
    """Both answers of a set count alike, and so do the sets: 1 in all for each."""
    listed = list(examples)
    counts: dict[tuple[str, bool], int] = {}
    for example in listed:
        key = (example.origin, example.supported)
        counts[key] = counts.get(key, 0) + 1
    return np.array(
        [SET_WEIGHT.get(e.origin, 1.0) / 2 / counts[e.origin, e.supported] for e in listed]
    )


def _best(example: Example, theta: Floats) -> tuple[float, ...]:
    rows = [astuple(signs) for signs in example.signs]
    return max(rows, key=lambda row: float(np.dot(row, theta[:-1])))


def _area(examples: Sequence[Example], theta: Floats) -> float:
    scores = [float(np.dot(_best(example, theta), theta[:-1])) for example in examples]
    pairs = np.array([(s, float(e.supported)) for s, e in zip(scores, examples, strict=True)])
    return float(auroc(pairs))
