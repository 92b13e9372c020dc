from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.confidence import Signs, confidence, missing_terms, read_signs
from tests.doubles import a_passage, a_source, some_hits

SHARE = st.floats(0, 1)
FEE = a_passage("The license shall not require a fee.", a_source(title="Open Source Definition"))
WEIGHTS = a_passage("The weights must be released.", a_source("owd.md", title="Weights"))


def test_signs_are_zero_when_nothing_was_found() -> None:
    assert read_signs("Is there a fee?", [], [], []) == Signs(0, 0, 0, 0)


def test_signs_count_words_of_title_and_text_and_what_both_searches_found() -> None:
    hits = some_hits(FEE, WEIGHTS)

    signs = read_signs("Does the definition demand a fee for weights?", hits, hits[:1], hits)

    assert signs.similarity == hits[0].score
    assert signs.coverage == pytest.approx(2 / 4)  # definition, fee; not: demand, weights
    assert signs.spread == pytest.approx(3 / 4)
    assert signs.agreement == pytest.approx(1 / 5)


@given(st.tuples(SHARE, SHARE, SHARE, SHARE))
def test_confidence_is_a_probability(signs: tuple[float, float, float, float]) -> None:
    assert 0 < confidence(Signs(*signs)) < 1


@given(st.tuples(SHARE, SHARE, SHARE, SHARE), st.integers(0, 1))
def test_better_sign_never_lowers_the_confidence(
    signs: tuple[float, float, float, float], which: int
) -> None:
    better = list(signs)
    better[which] = 1.0

    assert confidence(Signs(*better)) >= confidence(Signs(*signs))


def test_missing_terms_are_the_words_that_nothing_holds_as_typed() -> None:
    hits = some_hits(FEE, WEIGHTS)

    assert missing_terms("Does Jabberwocky-7B require a “fee”, Sir?", hits) == [
        "Jabberwocky-7B",
        "Sir",
    ]
