from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.public.verdicts import f1, mean_over, separation, share, verdict_figures

PAIRS = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=30)


def slow_f1(pairs: list[tuple[bool, bool]]) -> float:
    wanted = {i for i, (w, _) in enumerate(pairs) if w}
    got = {i for i, (_, g) in enumerate(pairs) if g}
    if not wanted & got:
        return 0.0
    precision, recall = len(wanted & got) / len(got), len(wanted & got) / len(wanted)
    return 2 * precision * recall / (precision + recall)


@given(PAIRS)
def test_f1_agrees_with_a_slow_version_of_sets(pairs: list[tuple[bool, bool]]) -> None:
    assert f1(np.array(pairs, dtype=float)) == pytest.approx(slow_f1(pairs))


def test_items_that_are_not_there_change_no_f1() -> None:
    rows = np.array([[1, 1], [1, 0], [math.nan, math.nan]])

    assert f1(rows) == pytest.approx(2 / 3)


def test_precision_is_of_what_was_said_and_recall_of_what_was_wanted() -> None:
    found = verdict_figures([True, True, True, False], [True, False, False, True])

    assert found["precision"].value == 1 / 2
    assert found["recall"].value == pytest.approx(1 / 3)
    assert found["accuracy"].value == 1 / 4
    assert [found[name].n for name in ("precision", "recall", "F1", "accuracy")] == [2, 3, 4, 4]


def test_precision_is_not_measured_where_nothing_is_said() -> None:
    assert verdict_figures([True, False], [False, False])["precision"].n == 0


@settings(deadline=None)  # the first example imports scipy
@given(PAIRS, st.data())
def test_separation_is_the_share_of_pairs_in_the_right_order(
    pairs: list[tuple[bool, bool]], data: st.DataObject
) -> None:
    wanted = [w for w, _ in pairs]
    scores = data.draw(st.lists(st.integers(0, 4), min_size=len(pairs), max_size=len(pairs)))

    found = separation([float(s) for s in scores], wanted).value

    above = [
        1.0 if yes > no else 0.5 if yes == no else 0.0
        for yes, w in zip(scores, wanted, strict=True)
        if w
        for no, v in zip(scores, wanted, strict=True)
        if not v
    ]
    assert found == (pytest.approx(sum(above) / len(above)) if above else None)


def test_items_of_one_document_make_a_wider_interval_than_as_many_alone() -> None:
    flags = [True] * 20 + [False] * 20
    alone = share(flags)
    together = share(flags, clusters=[i // 10 for i in range(40)])

    assert alone.value == together.value == 0.5
    assert alone.low is not None and together.low is not None
    assert together.low < alone.low


def test_a_share_of_nothing_but_hits_still_has_an_interval_over_documents() -> None:
    low = share([True] * 6, clusters=list("aabbcc")).low

    assert low is not None and low < 1


def test_a_mean_of_no_values_is_no_number_and_gives_no_warning() -> None:
    values = np.array([[1.0, math.nan], [3.0, math.nan]])

    found = mean_over(values, axis=0)

    assert found[0] == 2 and math.isnan(found[1])
