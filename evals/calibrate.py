"""The weights behind `confidence`, and what each bar would give: `python -m evals calibrate`.

What is fitted is checked by leaving out one whole set at a time: a sign that only knows how the
questions of one set were written does not survive that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, fields
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assistant.answering.presence import Presence
from evals.calibration import auroc, brier, calibration_error
from evals.calibration_examples import Example, Origin
from evals.report import table

REGULARISATION = 10.0  # inverse strength: few examples, but four signs are few to fit as well
BARS = tuple(round(0.2 + 0.05 * i, 2) for i in range(11))

# How much an example counts. Without its documents a question may still be answered by a twin or a
# commentator; and the confidence is to come true for questions like those of the gold sets, of
# which a fifth has no answer, not for SQuAD's, of which a half has none. With .3 of each it was
# wrong by .17 and .29 there (calibration error), with these by .07; the order hardly changes.
WEIGHT: dict[Origin, float] = {"asked": 1.0, "left out": 0.05, "elsewhere": 0.2}
PUBLIC_WEIGHT = 0.05

Rows = npt.NDArray[np.float64]


class Bar(NamedTuple):
    """What abstaining below one confidence gives; shares from 0 to 1."""

    bar: float
    abstention_f1: float
    over_abstention: float  # of the answerable
    false_answers: float  # of the unanswerable
    right: float  # answered or not, as it should be


class Held(NamedTuple):
    """One set under weights that were fitted without it, and under those fitted with it."""

    group: str
    questions: int
    answerable: int
    auroc: float
    brier: float
    calibration_error: float
    bars: tuple[Bar, ...]  # with the final weights


class Fit(NamedTuple):
    """Weights in the order of `Presence`, and what they are worth on each set."""

    weights: tuple[float, ...]
    intercept: float
    examples: int
    held: tuple[Held, ...]


class _Logistic(NamedTuple):
    weights: Rows
    intercept: float

    def confidences(self, signs: Rows) -> Rows:
        return np.asarray(1 / (1 + np.exp(-(signs @ self.weights + self.intercept))))


def fit(examples: Sequence[Example], public: Sequence[str] = ()) -> Fit:
    """A logistic regression on the signs. `public`: sets that count less.

    Raises ValueError unless there are answerable and unanswerable questions in two sets at least.
    """
    groups = list(dict.fromkeys(e.group for e in examples))
    final = _fitted(examples, public)
    return Fit(
        weights=tuple(float(w) for w in final.weights),
        intercept=final.intercept,
        examples=len(examples),
        held=tuple(
            _held(
                group,
                [e for e in examples if e.group == group and e.origin == "asked"],
                _fitted([e for e in examples if e.group != group], public),
                final,
            )
            for group in groups
        ),
    )


def trade_off(confidences: Rows, answerable: npt.NDArray[np.bool_]) -> tuple[Bar, ...]:
    """What every bar would give, lowest first."""
    return tuple(_at(bar, confidences < bar, answerable) for bar in BARS)


def render_fit(fitted: Fit) -> str:
    """The weights as they go into `confidence.py`, and the tables to choose a bar by."""
    names = ", ".join(field.name for field in fields(Presence))
    weights = ", ".join(f"{weight:.2f}" for weight in fitted.weights)
    lines = [
        f"{fitted.examples} examples; {names}",
        f"WEIGHTS = ({weights})",
        f"INTERCEPT = {fitted.intercept:.2f}",
        "",
        "Each set under weights fitted on the others:",
        table(
            ("set", "questions", "answerable", "AUROC", "Brier", "calibration error"),
            [(h.group, str(h.questions), str(h.answerable), *_three(h[3:6])) for h in fitted.held],
        ),
    ]
    for held in fitted.held:
        head = ("bar", "abstention F1", "over-abstention", "false answers", "right")
        lines += ["", f"{held.group}, by bar, with the weights above:"]
        lines.append(table(head, [(f"{b.bar:.2f}", *_three(b[1:])) for b in held.bars]))
    return "\n".join(lines)


def _fitted(examples: Sequence[Example], public: Sequence[str]) -> _Logistic:
    from sklearn.linear_model import LogisticRegression

    weight = [WEIGHT[e.origin] * (PUBLIC_WEIGHT if e.group in public else 1.0) for e in examples]
    model = LogisticRegression(C=REGULARISATION, max_iter=500)
    model.fit(_rows(examples), [e.answerable for e in examples], sample_weight=weight)
    return _Logistic(model.coef_[0], float(model.intercept_[0]))


def _held(group: str, asked: Sequence[Example], others: _Logistic, final: _Logistic) -> Held:
    signs, answerable = _rows(asked), np.array([e.answerable for e in asked])
    pairs = np.stack([others.confidences(signs), answerable], axis=-1)
    return Held(
        group=group,
        questions=len(asked),
        answerable=int(answerable.sum()),
        auroc=float(auroc(pairs)),
        brier=float(brier(pairs)),
        calibration_error=float(calibration_error(pairs)),
        bars=trade_off(final.confidences(signs), answerable),
    )


def _at(bar: float, abstained: npt.NDArray[np.bool_], answerable: npt.NDArray[np.bool_]) -> Bar:
    rightly = int((abstained & ~answerable).sum())
    absent, present = int((~answerable).sum()), int(answerable.sum())
    return Bar(
        bar=bar,
        abstention_f1=2 * rightly / max(int(abstained.sum()) + absent, 1),
        over_abstention=int((abstained & answerable).sum()) / max(present, 1),
        false_answers=(absent - rightly) / max(absent, 1),
        right=float((abstained != answerable).mean()),
    )


def _rows(examples: Sequence[Example]) -> Rows:
    return np.array([astuple(e.signs) for e in examples], dtype=np.float64)


def _three(values: Sequence[float]) -> list[str]:
    return [f"{value:.3f}" for value in values]
