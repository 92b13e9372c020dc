"""Dates as people write them, made ISO 8601."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

# Beginnings that tell the months of seven languages apart; "mar" and "mai" are the same in several.
_MONTHS: Mapping[int, str] = {
    1: "jan january januar jänner janv janvier ene enero gen gennaio jan janeiro januari",
    2: "feb february februar fév févr février febrero febbraio fevereiro februari",
    3: "mar march märz mars marzo março maart mrt",
    4: "apr april avr avril abr abril aprile",
    5: "may mai mayo mag maggio maio mei",
    6: "jun june juni juin junio giu giugno junho",
    7: "jul july juli juil juillet julio lug luglio julho",
    8: "aug august août ago agosto augustus",
    9: "sep sept september septembre septiembre set settembre setembro",
    10: "oct october okt oktober octobre octubre ott ottobre out outubro",
    11: "nov november novembre noviembre novembro",
    12: "dec december dez dezember déc décembre dic diciembre dicembre dezembro",
}
_NUMBER = {name: month for month, names in _MONTHS.items() for name in names.split()}
_NAME = "|".join(sorted(_NUMBER, key=len, reverse=True))
_OF = r"(?:\s+(?:de|del|of))?"
DIGIT = re.compile(r"\d")  # every date has one: looked for first where many texts have no date
DATE = re.compile(
    r"(?<![\w/.-])(?:"
    r"(?P<iso>(?:19|20)\d\d-\d\d(?:-\d\d)?)(?!\d)(?!-\d)"
    r"|(?P<cjk>(?:19|20)\d\d年\s*\d{1,2}月(?:\s*\d{1,2}日)?)"
    r"|(?P<numeric>\d{1,2}\.\d{1,2}\.(?:19|20)\d\d)(?!\.?\d)"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?{_OF}[\s.]*(?P<month>{_NAME})\b\.?{_OF}[\s,.]*"
    r"(?P<year>(?:19|20)\d\d)\b"
    rf"|(?P<month2>{_NAME})\b\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+"
    r"(?P<year2>(?:19|20)\d\d)\b"
    rf"|(?P<month3>{_NAME})\b\.?{_OF},?\s+(?P<year3>(?:19|20)\d\d)\b"
    r")",
    re.I,
)


def iso_of(found: re.Match[str]) -> str | None:
    """The date of a match of `DATE`, as exact as it is; None where there is no such day."""
    if found["iso"]:
        return _valid([int(n) for n in found["iso"].split("-")])
    if found["cjk"]:
        return _valid([int(n) for n in re.findall(r"\d+", found["cjk"])])
    if found["numeric"]:
        return _valid([int(n) for n in reversed(found["numeric"].split("."))])
    name = found["month"] or found["month2"] or found["month3"]
    year = found["year"] or found["year2"] or found["year3"]
    day = found["day"] or found["day2"]
    return _valid([int(year), _NUMBER[name.casefold()], *([int(day)] if day else [])])


def iso_date(written: str | None) -> str | None:
    """What begins with a year, month or day in ISO 8601, as that; None for anything else."""
    found = re.match(r"\d{4}(-\d{2}(-\d{2})?)?(?=\D|$)", written or "")
    return _valid([int(n) for n in found[0].split("-")]) if found else None


def _valid(parts: list[int]) -> str | None:
    try:
        datetime.date(*[*parts, 1, 1][:3])
    except ValueError:
        return None
    return "-".join(f"{part:04d}" if i == 0 else f"{part:02d}" for i, part in enumerate(parts))
