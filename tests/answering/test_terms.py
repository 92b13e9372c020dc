from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.terms import coverage, normalised, numbers, quotations

TERMS = st.frozensets(st.sampled_from("abcdef"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("700,000,000 users", {"700000000"}),
        ("Apache 2.0, 2004.", {"2.0", "2004"}),
        ("clause 5(b) of 1", {"5", "1"}),
        ("none", set()),
    ],
)
def test_numbers_are_compared_as_digits(text: str, found: set[str]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('It says "for any purpose at all" here.', ["for any purpose at all"]),
        ("It says “for any purpose at all”.", ["for any purpose at all"]),
        ("Il dit «pour tous les usages».", ["pour tous les usages"]),
        ('An "open" model.', []),
        ('The "OSD" is the well known definition and "FSD" is older.', []),
        ('"for any purpose ... and without a fee"', ["for any purpose", "and without a fee"]),
        ('"for any purpose […] without a fee"', ["for any purpose", "without a fee"]),
    ],
)
def test_quotations_are_long_enough_to_be_none_of_our_terms(text: str, found: list[str]) -> None:
    assert quotations(text) == found


@pytest.mark.parametrize(
    ("written", "stands"),
    [
        ("it’s “open”", "It's open"),
        ("non–commercial", "non-commercial"),
        ("for  any\npurpose", "for any purpose"),
        ("**must** be `free`", "must be free"),
    ],
)
def test_a_quotation_is_found_however_it_is_typeset(written: str, stands: str) -> None:
    assert normalised(written) == normalised(stands)


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


@given(TERMS, TERMS)
def test_coverage_is_the_share_of_what_is_wanted(
    wanted: frozenset[str], there: frozenset[str]
) -> None:
    share = coverage(wanted, there)

    assert share * len(wanted) == pytest.approx(sum(term in there for term in wanted))


def test_coverage_of_nothing_wanted_is_full() -> None:
    assert coverage((), frozenset()) == 1.0
