from __future__ import annotations

import random
from dataclasses import fields

import pytest

from assistant.answering.bearing import Bearing
from evals.support_fit import Example, Fit, fit, render_fit


def some_examples(origin: str, count: int, seed: int) -> list[Example]:
    """Statements that words and meaning tell apart, with noise; a denial never helps."""
    drawn = random.Random(seed)
    made = []
    for i in range(count):
        supported = i % 2 == 0
        words = min(max(drawn.gauss(0.7 if supported else 0.4, 0.15), 0), 1)
        good = Bearing(words, words / 2, words, 0.0, 0.0, 0.0, 0.0)
        denied = float(not supported and i % 3 == 0)
        made.append(
            Example(
                origin,
                (good, Bearing(0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0))
                if supported
                else (Bearing(words, words / 2, words, 0.0, 0.0, denied, 0.0),),
                supported,
            )
        )
    return made


@pytest.fixture(scope="module")
def fitted() -> Fit:
    return fit([*some_examples("one", 120, 1), *some_examples("two", 60, 2)])


def test_what_tells_statements_apart_is_found_on_sets_that_were_left_out(fitted: Fit) -> None:
    assert fitted.counts == {"one": 120, "two": 60}
    assert all(area > 0.85 for area in (*fitted.inside.values(), *fitted.left_out.values()))


def test_no_sign_pulls_against_its_name(fitted: Fit) -> None:
    named = dict(zip([f.name for f in fields(Bearing)], fitted.weights, strict=True))

    assert all(named[name] >= 0 for name in ("words", "sentence", "meaning"))
    assert all(
        named[name] <= 0 for name in ("numbers_missing", "names_missing", "denied", "exclusive")
    )


def test_fit_is_shown_with_every_weight(fitted: Fit) -> None:
    shown = render_fit(fitted)

    assert shown.startswith("one: 120 statements, AUROC ")
    assert all(f"  {field.name} " in shown for field in fields(Bearing))
    assert "  intercept " in shown
