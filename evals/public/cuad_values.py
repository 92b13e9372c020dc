"""Whether the value that an expert wrote down stands in quoted words: dates, laws, names."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

# The other five categories with values are left out: parties are lists with roles in brackets,
# terms and expirations are computed from what a contract says and do not stand in it.
DATES = ("Agreement Date", "Effective Date")
NAMES = ("Document Name", "Governing Law")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_DAY = r"(?P<day>\d{1,2})(?:\s*(?:st|nd|rd|th))?"
_DATE_FORMS = tuple(
    re.compile(rf"\b{form}\b", re.I)
    for form in (
        rf"{_MONTH}\s*{_DAY}\s*,?\s*(?P<year>\d{{4}})",  # July 11 , 2006
        rf"{_DAY}\s*(?:day\s+of\s+)?{_MONTH}\s*,?\s*(?P<year>\d{{4}})",  # 2nd day of June, 2008
        r"(?P<month>\d{1,2})[/-](?P<day>\d{1,2})[/-](?P<year>\d{4}|\d{2})",  # 04-01-06
    )
)
_APOSTROPHES = str.maketrans("‘’`´", "''''")


def value_stands(category: str, value: str, words: str) -> bool | None:
    """Whether the quoted words hold the value. None: no value that could be compared."""
    if category in DATES:
        wanted = dates_in(value)
        return bool(wanted & dates_in(words)) if wanted else None
    if category in NAMES:
        # "Ontario, Canada": contracts name the first, experts add the country.
        name = _plain(value.split(",", maxsplit=1)[0] if category == "Governing Law" else value)
        return name in _plain(words) if name else None
    return None


def dates_in(text: str) -> frozenset[str]:
    """Every full date of the text in ISO 8601. Numbers alone are month first unless they cannot."""
    return frozenset(_dates(text))


def _dates(text: str) -> Iterator[str]:
    for form in _DATE_FORMS:
        for found in form.finditer(text):
            named = found["month"].lower()[:3]
            month = _MONTHS.index(named) + 1 if named in _MONTHS else int(named)
            day, year = int(found["day"]), int(found["year"])
            if month > 12:
                month, day = day, month
            try:
                yield datetime.date(year + 2000 * (year < 100), month, day).isoformat()
            except ValueError:
                continue  # 31 June, or a number that is no date


def _plain(text: str) -> str:
    return " ".join(text.translate(_APOSTROPHES).casefold().split())
