"""The [n] of a model's answer: found, resolved to passages, renumbered; invented ones removed."""

from __future__ import annotations

import re
from typing import NamedTuple

# [1]  [1, 2]  [1-3]  [1][2]  【1】  [^1]  [source 2]
_MARKER = re.compile(
    r"\s?(?:\[|【)\s*\^?(?:sources?\s+|no\.?\s*)?(\d{1,3}(?:\s*(?:,|;|-|–|and|&)\s*\^?\d{1,3})*)\s*(?:\]|】)(?!\()",
    re.IGNORECASE,
)
_CODE = re.compile(r"```.*?(?:```|$)|`[^`\n]*`", re.DOTALL)


class Resolved(NamedTuple):
    """An answer whose markers all name a passage."""

    text: str
    order: list[int]  # order[m - 1] is the source number behind the new marker m
    invented: int  # markers that named no source and were removed


def resolve_markers(text: str, sources: int) -> Resolved:
    """Renumber the markers 1, 2, 3 ... in order of appearance; drop those above `sources`.

    Markers inside code are text, not citations.
    """
    order: list[int] = []
    invented = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal invented
        known = []
        for number in _numbers(match[1]):
            if 1 <= number <= sources:
                known.append(number)
            else:
                invented += 1
        for number in known:
            if number not in order:
                order.append(number)
        lead = " " if match[0][0].isspace() and known else ""
        return lead + "".join(f"[{order.index(n) + 1}]" for n in dict.fromkeys(known))

    pieces, last = [], 0
    for code in _CODE.finditer(text):
        pieces += [_MARKER.sub(replace, text[last : code.start()]), code[0]]
        last = code.end()
    pieces.append(_MARKER.sub(replace, text[last:]))
    return Resolved("".join(pieces), order, invented)


def cited_markers(text: str) -> list[int]:
    """The markers of a text that was resolved, in order, each once."""
    return list(dict.fromkeys(int(n) for n in re.findall(r"\[(\d+)\]", text)))


def without_markers(text: str) -> str:
    """The text as it would read without citations."""
    return re.sub(r"\s*\[\d+\]", "", text)


def _numbers(inside: str) -> list[int]:
    found: list[int] = []
    for part in re.split(r"\s*(?:,|;|and|&)\s*", inside):
        ends = [int(n) for n in re.findall(r"\d+", part)]
        found += range(ends[0], min(ends[-1], ends[0] + 20) + 1) if len(ends) > 1 else ends
    return found
