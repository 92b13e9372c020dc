"""Short forms that texts explain themselves: "Model Openness Framework (MOF)".

Method: Schwartz and Hearst, "A Simple Algorithm for Identifying Abbreviation Definitions in
Biomedical Text", PSB 2003, with the short form in brackets behind the long one or before it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from assistant.retrieval.name_terms import words_of

_IN_BRACKETS = re.compile(r"\(([^()\n]{2,80})\)")
# Three letters and more: of two too many mean other things. The "s" of a plural is not one.
_SHORT = re.compile(r"([A-Z][A-Za-z]{1,7}[A-Z][a-rt-z]?)s?")
_LAST_SHORT = re.compile(rf"\b{_SHORT.pattern} $")
_MOST_BEFORE = 100  # characters in front of the brackets that are looked at
_MOST_LONG = 15  # characters of the long form for each letter of the short one
_SENTENCE_END = re.compile(r"[.;:!?\n]\s|[|*_#>\[\]“”\"]")


def read_short_forms(texts: Iterable[str]) -> dict[str, frozenset[tuple[str, ...]]]:
    """What each short form stands for, as words; both folded."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for text in texts:
        for short, long in _pairs(text):
            words = words_of(long)
            if len(words) > 1:
                found[short.casefold()].add(words)
    return {short: frozenset(meanings) for short, meanings in found.items()}


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for found in _IN_BRACKETS.finditer(text):
        before = text[max(0, found.start() - _MOST_BEFORE) : found.start()]
        if short := _SHORT.fullmatch(found[1]):
            if long := _long_form(short[1], _SENTENCE_END.split(before)[-1]):
                yield short[1], long
        elif (short := _LAST_SHORT.search(before)) and _long_form(short[1], found[1]) == found[1]:
            yield short[1], found[1]


def _long_form(short: str, before: str) -> str | None:
    """The end of `before` that the short form stands for; None: it explains nothing.

    From the back, every letter of the short form is looked for; its first must begin a word.
    """
    words = before.split()[-min(len(short) + 5, 2 * len(short)) :]
    before = " ".join(words)
    place = len(before)
    for i in range(len(short) - 1, -1, -1):
        letter = short[i].lower()
        place -= 1
        while place >= 0 and (
            before[place].lower() != letter or (i == 0 and place and before[place - 1].isalnum())
        ):
            place -= 1
        if place < 0:
            return None
    long = before[place:].strip()
    told = len(long.split()) > 1 and len(long) <= _MOST_LONG * len(short)
    return long if told and short.lower() not in long.lower().split() else None
