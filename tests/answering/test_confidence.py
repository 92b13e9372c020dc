from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.confidence import BAR, confidence, missing_terms
from assistant.answering.presence import NO_PRESENCE, Presence
from tests.doubles import a_passage, a_source, some_hits

SHARE = st.floats(0, 1)
FEE = a_passage("The license shall not require a fee.", a_source(title="Open Source Definition"))
WEIGHTS = a_passage("The weights must be released.", a_source("owd.md", title="Weights"))


@given(st.tuples(SHARE, SHARE, SHARE, SHARE))
def test_confidence_is_a_probability(signs: tuple[float, float, float, float]) -> None:
    assert 0 < confidence(Presence(*signs)) < 1


@given(st.tuples(SHARE, SHARE, SHARE, SHARE), st.integers(0, 1))
def test_better_sign_never_lowers_the_confidence(
    signs: tuple[float, float, float, float], which: int
) -> None:
    better = list(signs)
    better[which] = 1.0

    assert confidence(Presence(*better)) >= confidence(Presence(*signs))


def test_nothing_found_is_below_the_bar() -> None:
    assert confidence(NO_PRESENCE) < BAR


def test_missing_terms_are_the_words_that_nothing_holds_as_typed() -> None:
    hits = some_hits(FEE, WEIGHTS)

    assert missing_terms("Does Jabberwocky-7B require a “fee”, Sir?", hits) == [
        "Jabberwocky-7B",
        "Sir",
    ]
