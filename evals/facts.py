"""Whether an answer says a fact, in one of its forms.

A form counts when it stands in the answer: in lower case, with white space, quotation marks and
dashes unified, and once more with numbers and dates written in one way ("700 million" is
"700,000,000", "28 October 2024" is "2024-10-28"). What a form cannot say is negation and order:
whoever writes the facts chooses forms that only a right answer holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

Facts = Sequence[tuple[str, ...]]  # each: the forms of one fact

_QUOTES_AND_DASHES = str.maketrans("‘’“”‐‑–—", "''\"\"----")

_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_NUMBER = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:[ -](thousand|million|billion|trillion)\b)?"
)
_PERCENT = re.compile(r"(?<=\d) ?(?:percent|per cent)\b")
_MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
        "september sept sep|october oct|november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
_MONTH = rf"({'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH},? (\d{{4}})\b")
_MONTH_FIRST = re.compile(rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b")
_MONTH_ONLY = re.compile(rf"\b{_MONTH},? (\d{{4}})\b")


def missing_facts(facts: Facts, text: str) -> tuple[tuple[str, ...], ...]:
    """The facts none of whose forms stands in the text, as their forms."""
    return tuple(forms for forms in facts if not _says(text, forms))


def said_forms(facts: Facts, text: str) -> tuple[tuple[str, ...], ...]:
    """The facts of which a form stands in the text: for what must not be said."""
    return tuple(forms for forms in facts if _says(text, forms))


@lru_cache(maxsize=512)
def with_plain_values(text: str) -> str:
    """Lower-case text with numbers as plain digits, dates as ISO 8601 and percent as a sign.

    Dates first: "October 28, 2024" holds no thousands.
    """
    text = plain(text)
    text = _DAY_FIRST.sub(lambda m: f"{m[3]}-{_MONTHS[m[2]]:02}-{int(m[1]):02}", text)
    text = _MONTH_FIRST.sub(lambda m: f"{m[3]}-{_MONTHS[m[1]]:02}-{int(m[2]):02}", text)
    text = _MONTH_ONLY.sub(lambda m: f"{m[2]}-{_MONTHS[m[1]]:02}", text)
    return _PERCENT.sub("%", _NUMBER.sub(_digits, text))


@lru_cache(maxsize=512)
def plain(text: str) -> str:
    """Lower case; quotation marks, dashes and white space unified."""
    return re.sub(r"\s+", " ", text.translate(_QUOTES_AND_DASHES)).lower()


def _says(text: str, forms: tuple[str, ...]) -> bool:
    flat, valued = plain(text), with_plain_values(text)
    return any(_holds(flat, plain(form)) or _holds_value(valued, form) for form in forms)


def _holds(text: str, form: str) -> bool:
    """Containment, but a number at the edge of the form is a whole one.

    "10" is in neither "2010" nor "10,000"; "3.28" is in "3.28.0", and "665" in "665.01".
    """
    before = r"(?<!\d)(?<!\d[.,])" if form[:1].isdigit() else ""
    after = r"(?!\d|,\d{3})" if form[-1:].isdigit() else ""
    if not before and not after:
        return form in text
    return re.search(f"{before}{re.escape(form)}{after}", text) is not None


def _holds_value(valued: str, form: str) -> bool:
    wanted = with_plain_values(form)
    if not any(sign.isdigit() for sign in wanted):
        return False
    return _holds(valued, wanted)


def _digits(match: re.Match[str]) -> str:
    """The number as plain digits: 0.7 billion is 700000000."""
    whole, rest = match[1].replace(",", ""), (match[2] or "")[1:]
    zeros = _SCALES.get(match[3] or "", 0)
    if not zeros:
        return f"{whole}.{rest}" if rest else whole
    digits = (whole + rest.ljust(zeros, "0")[:zeros]).lstrip("0") or "0"
    beyond = rest[zeros:]
    return f"{digits}.{beyond}" if beyond else digits
