"""The number or letter in front of a clause: "2.", "(a)", "iv)", "3.1", "（二）", "四、".

What one mark counts as may depend on the marks around it: "(i)" is the first item of a list or
follows "(h)". All readings are given; `nesting` chooses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

System = Literal["1", "a", "A", "i", "I", "一", "1.1"]

_HAN_DIGITS = "〇一二三四五六七八九"
_HAN = "[〇零一二三四五六七八九十百]{1,5}"
_BODY = rf"(?P<body>\d{{1,3}}|[ivxl]{{1,6}}|[IVXL]{{1,6}}|[a-z]{{1,2}}|[A-Z]|{_HAN})"
_MARK = re.compile(
    r"(?:[-*•●▪]\s+)?(?P<shown>(?P<bold>\*\*|__)?(?:"
    r"(?P<dotted>\d{1,3}(?:\.\d{1,3}){1,4})(?P<dotted_end>\\?[.)]?)"
    rf"|(?P<open>\\?[(（]){_BODY}(?P<close>\\?[)）])[.,]?"
    rf"|{_BODY.replace('body', 'alone')}(?:\*\*)?(?P<end>\\?[.)、．])"
    r")(?(bold)(?:\*\*|__)?))(?:\s+|(?<=[)）、．])(?=[^\W\d_])|(?=[\u3400-\u9fff])|$)"
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class Reading(NamedTuple):
    """One way to count a mark: what it counts with, and how far it has come."""

    system: System
    values: tuple[int, ...]  # more than one only of "3.1"


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark in front of a paragraph."""

    shown: str  # as a label says it: "(a)", "3.1", "a"
    written: str  # as the text has it: "(a)", "3.1.", "a."
    style: str  # what marks of one list have in common besides their system: "()", ")", "."
    readings: tuple[Reading, ...]
    length: int  # with the white space behind it


def read_mark(line: str) -> Mark | None:
    """The mark a line begins with; None where it begins with a word, an amount or a year."""
    found = _MARK.match(line)
    if found is None:
        return None
    if found["dotted"]:
        values = tuple(int(part) for part in found["dotted"].split("."))
        readings = (Reading("1.1", _without_zero(values)),)
        return Mark(found["dotted"], _written(found["shown"]), "", readings, found.end())
    body = found["body"] or found["alone"]
    brackets = "()" if found["open"] else found["end"].lstrip("\\").replace("．", ".")
    shown = f"({body})" if found["open"] else body + (")" if brackets == ")" else "")
    if found["open"] and "（" in found["open"]:
        shown = f"（{body}）"
    return Mark(shown, _written(found["shown"]), brackets, _readings(body), found.end())


def _written(mark: str) -> str:
    return re.sub(r"[*_\\]", "", mark)


def _without_zero(values: tuple[int, ...]) -> tuple[int, ...]:
    """Some texts number their second clause "2.0", above "2.1"."""
    return values[:-1] if len(values) == 2 and values[1] == 0 else values


def _readings(body: str) -> tuple[Reading, ...]:
    if body.isdigit() and body.isascii():
        return (Reading("1", (int(body),)),)
    if not body.isascii():
        value = _han_value(body)
        return (Reading("一", (value,)),) if value else ()
    lower = body.lower()
    readings: list[Reading] = []
    if len(body) == 1 or lower[0] == lower[-1]:  # after "z" comes "aa"
        letter: System = "a" if body == lower else "A"
        readings.append(Reading(letter, (ord(lower[0]) - ord("a") + 1 + 26 * (len(body) - 1),)))
    if value := roman_value(lower):
        readings.append(Reading("i" if body == lower else "I", (value,)))
    return tuple(readings)


def roman_value(body: str) -> int:
    """The value of a roman number; 0 where the letters are none."""
    total = 0
    for char, following in zip(body, [*body[1:], ""], strict=True):
        value = _ROMAN.get(char, 0)
        total += -value if value < _ROMAN.get(following, 0) else value
    return total if total > 0 and to_roman(total) == body else 0


def to_roman(number: int) -> str:
    """A number from 1 to 399 in small roman letters."""
    tens = (
        (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
        (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    )  # fmt: skip
    written = ""
    for value, letters in tens:
        written += letters * (number // value)
        number %= value
    return written


def _han_value(body: str) -> int:
    """The value of a Chinese number up to 999, as in "二十三"."""
    total = digit = 0
    for char in body.replace("零", "〇"):
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = digit * 10 + _HAN_DIGITS.index(char)
    return total + digit
