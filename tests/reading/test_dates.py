from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading.dates import DATE, iso_date, iso_of


def _read(words: str) -> str | None:
    found = DATE.search(words)
    return iso_of(found) if found else None


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2024-10-28", "2024-10-28"),
        ("2024-10", "2024-10"),
        ("October 28, 2024", "2024-10-28"),
        ("28 October 2024", "2024-10-28"),
        ("OCTOBER 2024", "2024-10"),
        ("Oct. 28th, 2024", "2024-10-28"),
        ("25.May.2022", "2022-05-25"),
        ("12.7.2024", "2024-07-12"),
        ("3. März 2024", "2024-03-03"),
        ("1er mars 2024", "2024-03"),
        ("15 de enero de 2025", "2025-01-15"),
        ("2024年10月22日", "2024-10-22"),
        ("2024年10月", "2024-10"),
    ],
)
def test_dates_are_read_in_the_ways_people_write_them(words: str, date: str) -> None:
    assert _read(f"({words})") == date


@pytest.mark.parametrize(
    "words",
    ["2024/1689", "v2024-10", "31 February 2024", "10.2.1", "2024", "may 5", "2024-13-01"],
)  # fmt: skip
def test_numbers_that_are_no_date_are_none(words: str) -> None:
    assert _read(words) is None


@settings(deadline=None)
@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))
def test_every_day_is_read_back(day: datetime.date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%b %d %Y", "%d.%m.%Y"):
        assert _read(day.strftime(form)) == day.isoformat()


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024", "2024"),
        ("2024-10", "2024-10"),
        ("2024-10-28T12:00:00Z", "2024-10-28"),
        ("2024-13-01", None),
        ("28.10.2024", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_in_iso_8601_is_kept_as_exact_as_it_is(
    written: str | None, date: str | None
) -> None:
    assert iso_date(written) == date
