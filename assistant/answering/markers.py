"""What a marker of a model's answer looks like: [1], [1, 2], [1-3], 【1】, [^1], [source 2]."""

from __future__ import annotations

import re
from typing import NamedTuple

OPENING, CLOSING = "[【［", "]】］"
LONGEST_RANGE = 20  # sources of a "[1-3]"; more were never asked for
LONGEST_INSIDE = 60  # characters between the brackets; longer lists were never asked for

# More than three digits are a year, never one of a few sources.
_ONE = r"(?:(?:sources?|passages?|no)[\s.:#-]*)?\^?\d{1,3}"
_BETWEEN = r"\s*(?:[,;&–—-]|and|to)\s*"
# A name behind "†" is how some models were taught to cite: 【1†title】.
_INSIDE = re.compile(rf"\s*\^?{_ONE}(?:{_BETWEEN}{_ONE})*\s*(?:†.*)?\\?", re.IGNORECASE)
_PART = re.compile(r"\s*(?:[,;&]|and)\s*", re.IGNORECASE)
_UNFINISHED = re.compile(r"[\s,;&–—-]*(?:an?d?|to?)?\s*$", re.IGNORECASE)
_WORDS = ("sources", "passages", "no", "and", "to")
_LETTERS = re.compile(r"[^\W\d_]+")
_SIGNS = re.compile(r"[\w \t^,;:#.&–—\\-]*")


class Marker(NamedTuple):
    """One [n] of a text that was resolved, at `text[start:end]`."""

    number: int
    start: int
    end: int


def read_numbers(inside: str) -> list[int] | None:
    """The numbers of what stands between two brackets; None when it is no marker."""
    if not _INSIDE.fullmatch(inside):
        return None
    found: list[int] = []
    for part in _PART.split(inside.partition("†")[0]):
        ends = sorted(int(n) for n in re.findall(r"\d+", part))
        found += range(ends[0], min(ends[-1], ends[0] + LONGEST_RANGE) + 1)
    return found


def may_go_on(inside: str) -> bool:
    """Whether a marker can begin with this: what cannot is shown without waiting for its end."""
    before, name, _ = inside.partition("†")
    if len(inside) > LONGEST_INSIDE or "\n" in inside or not _SIGNS.fullmatch(before):
        return False
    *whole, last = _LETTERS.findall(before.lower()) or [""]
    begun = any(word.startswith(last) for word in _WORDS)
    return bool(name) or (begun and all(_is_word(word) for word in whole))


def is_cut_off(inside: str) -> bool:
    """Whether the end of a text took the end of a marker with it."""
    return read_numbers(_UNFINISHED.sub("", inside)) is not None


def _is_word(word: str) -> bool:
    return word in _WORDS or f"{word}s" in _WORDS
