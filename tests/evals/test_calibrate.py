from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.presence import Presence
from evals.calibrate import BARS, fit, render_fit, trade_off
from evals.calibration_examples import Example

SHARES = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5)


def some_examples(group: str) -> list[Example]:
    return [
        Example(group, Presence(0.5 + share, share, share, share), share > 0.25, "asked")
        for share in SHARES
    ]


def test_fit_tells_apart_in_a_set_it_has_not_seen_what_the_signs_tell_apart() -> None:
    fitted = fit([*some_examples("one"), *some_examples("other")])

    assert [held.group for held in fitted.held] == ["one", "other"]
    assert all(held.auroc == 1.0 for held in fitted.held)
    assert all(weight > 0 for weight in fitted.weights)


def test_made_questions_are_fitted_on_and_not_counted() -> None:
    made = Example("one", Presence(0, 0, 0, 0), False, "left out")

    fitted = fit([*some_examples("one"), made, *some_examples("other")])

    assert fitted.examples == 21
    assert [held.questions for held in fitted.held] == [10, 10]


def test_public_set_counts_less() -> None:
    upside_down = [
        e._replace(group="public", answerable=not e.answerable) for e in some_examples("")
    ]
    examples = [*some_examples("one"), *some_examples("other"), *upside_down, *upside_down]

    assert sum(fit(examples, public=["public"]).weights) > sum(fit(examples).weights)


def test_trade_off_counts_both_mistakes_at_each_bar() -> None:
    confidences = np.array([0.1, 0.6, 0.4, 0.9])
    answerable = np.array([False, False, True, True])

    at = {bar.bar: bar for bar in trade_off(confidences, answerable)}

    assert at[0.5].abstention_f1 == pytest.approx(2 * 1 / (2 + 2))
    assert at[0.5].over_abstention == at[0.5].false_answers == at[0.5].right == 0.5
    assert at[0.7].false_answers == 0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30))
def test_higher_bar_never_answers_more(pairs: list[tuple[float, bool]]) -> None:
    confidences = np.array([confidence for confidence, _ in pairs])
    bars = trade_off(confidences, np.array([answerable for _, answerable in pairs]))

    assert len(bars) == len(BARS)
    assert sorted(b.over_abstention for b in bars) == [b.over_abstention for b in bars]
    assert sorted((b.false_answers for b in bars), reverse=True) == [b.false_answers for b in bars]


def test_fit_is_printed_as_it_goes_into_the_code() -> None:
    printed = render_fit(fit([*some_examples("one"), *some_examples("other")]))

    assert "\nWEIGHTS = (" in printed
    assert "\nINTERCEPT = " in printed
    assert "one, by bar" in printed
