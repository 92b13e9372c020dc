"""The [n] of a model's answer: found, resolved to passages, renumbered; invented ones removed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

# [1]  [1, 2]  [1-3]  [1][2]  【1】  [^1]  [source 2]; a link made of one is a marker as well: what
# it points to was made up. More than three digits are a year, never one of a few sources.
_MARKER = re.compile(
    r"[ \t]?(?:\[|【)\s*\^?(?:sources?[\s:#-]+|no\.?\s*)?"
    r"(\d{1,3}(?:\s*(?:,|;|-|–|and|&)\s*\^?\d{1,3})*)\s*(?:\]|】)(?:\([^()\s`]*\))?",
    re.IGNORECASE,
)
_SHOWN = re.compile(r"\[(\d{1,3})\]")
_CODE = re.compile(r"```.*?(?:```|$)|`[^`\n]*`", re.DOTALL)
LONGEST_RANGE = 20  # sources of a "[1-3]"; more were never asked for


class Resolved(NamedTuple):
    """An answer whose markers all name a passage."""

    text: str
    order: list[int]  # order[m - 1] is the source number behind the new marker m
    invented: int  # markers that named no source and were removed


class Marker(NamedTuple):
    """One [n] of a text that was resolved, at `text[start:end]`."""

    number: int
    start: int
    end: int


def resolve_markers(text: str, sources: int) -> Resolved:
    """Renumber the markers 1, 2, 3 ... in order of appearance; drop those above `sources`.

    Markers inside code are text, not citations.
    """
    invented = 0

    def drop(match: re.Match[str]) -> str:
        nonlocal invented
        numbers = _numbers(match[1])
        known = [number for number in numbers if 1 <= number <= sources]
        invented += len(numbers) - len(known)
        return _written(match, known)

    # Again until nothing changes: taking [99] out of "[[99]5]" makes a marker.
    while (cleaned := _outside_code(drop, text)) != text:
        text = cleaned
    order: list[int] = []

    def renumber(match: re.Match[str]) -> str:
        known = _numbers(match[1])
        order.extend(number for number in dict.fromkeys(known) if number not in order)
        return _written(match, [order.index(number) + 1 for number in known])

    return Resolved(_outside_code(renumber, text), order, invented)


def find_markers(text: str) -> list[Marker]:
    """The markers of a text that was resolved, in order."""
    hidden = [code.span() for code in _CODE.finditer(text)]
    return [
        Marker(int(shown[1]), *shown.span())
        for shown in _SHOWN.finditer(text)
        if not any(start <= shown.start() < end for start, end in hidden)
    ]


def _outside_code(replace: Callable[[re.Match[str]], str], text: str) -> str:
    def pieces() -> Iterator[str]:
        last = 0
        for code in _CODE.finditer(text):
            yield _MARKER.sub(replace, text[last : code.start()])
            yield code[0]
            last = code.end()
        yield _MARKER.sub(replace, text[last:])

    return "".join(pieces())


def _written(match: re.Match[str], numbers: list[int]) -> str:
    lead = match[0][0] if match[0][0] in " \t" and numbers else ""
    return lead + "".join(f"[{number}]" for number in dict.fromkeys(numbers))


def _numbers(inside: str) -> list[int]:
    found: list[int] = []
    for part in re.split(r"\s*(?:,|;|and|&)\s*", inside, flags=re.IGNORECASE):
        ends = sorted(int(n) for n in re.findall(r"\d+", part))
        found += range(ends[0], min(ends[-1], ends[0] + LONGEST_RANGE) + 1)
    return found
