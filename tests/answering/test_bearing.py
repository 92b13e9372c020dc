from __future__ import annotations

from dataclasses import astuple, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.bearing import WEIGHTS, Bearing, bearing_score, read_bearing

GOOD = Bearing(1.0, 1.0, 0.9, 0.0, 0.0, 0.0, 0.0)
NOTHING = Bearing(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
SENTENCES = ["The license is free.", "The license may only be sold by Acme."]
SHARES = st.floats(0, 1)


def read(statement: str, *, together: str = "", first: float = 0.1) -> tuple[Bearing, int]:
    own = " ".join(SENTENCES)
    return read_bearing(
        statement,
        SENTENCES,
        [first, 0.2],
        heading="Acme License",
        own=own,
        together=together or own,
        around=SENTENCES,
    )


def test_what_has_every_sign_is_supported_and_what_has_none_is_not() -> None:
    assert bearing_score(GOOD) > 0.9
    assert bearing_score(NOTHING) < 0.1


@pytest.mark.parametrize("sign", ["numbers_missing", "names_missing", "denied", "exclusive"])
def test_each_bad_sign_makes_support_less_likely(sign: str) -> None:
    assert bearing_score(replace(GOOD, **{sign: 1.0})) < bearing_score(GOOD)


@given(st.tuples(*[SHARES] * 7))
def test_score_is_a_probability(signs: tuple[float, ...]) -> None:
    assert 0 <= bearing_score(Bearing(*signs)) <= 1
    assert len(WEIGHTS) == len(astuple(NOTHING))


def test_rare_words_count_more_than_those_that_every_sentence_has() -> None:
    rare, _ = read("It is sold.")
    common, _ = read("A license is a trade.")

    assert rare.words > common.words > 0


def test_nearest_sentence_is_told_with_its_signs() -> None:
    signs, nearest = read("It may be sold by Acme in 12 shops.")

    assert nearest == 1
    assert (signs.meaning, signs.numbers_missing, signs.names_missing) == (0.2, 1.0, 0.0)
    assert (signs.exclusive, signs.denied) == (0.0, 0.0)


def test_only_must_stand_in_the_nearest_sentence_as_well() -> None:
    assert read("The license is only free.", first=0.9)[0].exclusive == 1
    assert read("It may only be sold by Acme.")[0].exclusive == 0


def test_source_that_holds_some_words_is_lent_half_of_the_rest() -> None:
    alone, _ = read("The license is free and the weights are heavy.")
    lent, _ = read("The license is free and the weights are heavy.", together="weights heavy free")

    assert alone.words < lent.words
