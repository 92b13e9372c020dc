from __future__ import annotations

import calendar
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.public.cuad_values import dates_in, value_stands

DATES = st.dates(datetime.date(2000, 1, 1), datetime.date(2069, 12, 31))


@given(DATES)
def test_a_date_is_found_in_every_usual_spelling(date: datetime.date) -> None:
    month, short = calendar.month_name[date.month], calendar.month_abbr[date.month]

    spellings = (
        f"made on {month} {date.day}, {date.year}.",
        f"made on {short}. {date.day} , {date.year}",
        f"this {date.day}th day of {month}, {date.year}",
        f"{date.day} {month} {date.year}",
        f"{date.month:02}-{date.day:02}-{date.year}",
        f"{date.month}/{date.day}/{date.year % 100:02}",
    )

    assert all(dates_in(text) == {date.isoformat()} for text in spellings)


def test_numbers_that_cannot_be_month_first_are_day_first() -> None:
    assert dates_in("13/07/05") == {"2005-07-13"}


@pytest.mark.parametrize("text", ["September ___, 2019", "[]/[]/2020", "June 31, 2006", "45/45/05"])
def test_what_is_no_full_date_is_none(text: str) -> None:
    assert dates_in(text) == frozenset()


def test_a_date_stands_in_quoted_words_however_it_is_written() -> None:
    assert value_stands("Agreement Date", "7/11/06", "made on July 11 , 2006 between") is True
    assert value_stands("Agreement Date", "7/11/06", "made on July 12, 2006 between") is False


def test_a_blank_date_is_no_value_to_compare() -> None:
    assert value_stands("Effective Date", "[]/[]/2019", "[·] day of [·], 2019") is None


def test_a_law_is_named_by_its_first_part_in_any_case_and_typography() -> None:
    china, quoted = "People's Republic of China", "laws of the PEOPLE’S  REPUBLIC\nOF CHINA."

    assert value_stands("Governing Law", "Ontario, Canada", "the Province of Ontario") is True
    assert value_stands("Governing Law", china, quoted) is True
    assert value_stands("Governing Law", "Nevada", "the laws of Florida") is False


def test_other_categories_have_no_value_to_compare() -> None:
    assert value_stands("Insurance", "Yes", "Yes, insurance") is None
    assert value_stands("Document Name", "", "anything") is None
