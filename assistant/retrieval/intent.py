"""What sort of answer a question wants, by the words that people ask with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from assistant.retrieval.name_terms import Term
from assistant.types import Kind

Wanted = Literal["person", "number", "date", "place_in_text", "reason"]

_YES_NO = re.compile(
    r"^\W*(?:(?:and|but|so|or|ok|okay|then|also)\b[\s,]*)*"
    r"(?:is|isn't|are|aren't|am|was|were|do|don't|does|doesn't|did|didn't|has|have|had|can|can't"
    r"|cannot|could|may|might|must|shall|should|would|will|ist|sind|darf|kann|muss|est-ce)\b",
    re.I,
)
# "ai act: can I ...", "Llama 4, may I ...": what stands in front names the subject.
_SUBJECT = re.compile(r"^[^?]{1,60}?[:,]\s+")
_COMPARES = re.compile(
    r"\b(?:vs|versus|differ(?:s|ed|ent|ently|ence|ences)?|compare[ds]?|compared|comparison|both"
    r"|contrast|unlike|(?:dis)?agree[ds]?|same|between|changed?|each|either|while|whereas|rather)\b"
    r"|\band what (?:with|about|does|do|of)\b|\band where\b|\band how\b|\bor\b",
    re.I,
)

_WANTED: Mapping[Wanted, re.Pattern[str]] = {
    "person": re.compile(
        r"\b(?:who|whom|whose|which (?:speaker|panell?ist|guest|person|author))\b", re.I
    ),
    "number": re.compile(r"\bhow (?:many|much|big|large|long|often|old|far|fast)\b", re.I),
    "date": re.compile(
        r"\b(?:when|since when|what (?:year|date|day)|which (?:year|date|day)|in what year)\b", re.I
    ),
    "place_in_text": re.compile(
        r"\b(?:which|what|where|in which|under which)\b[^?]{0,40}?\b(?:article|section|clause|point"
        r"|paragraph|annex|item|provision|sentence|part|rule|condition|recital|term|line)s?\b",
        re.I,
    ),
    "reason": re.compile(r"\b(?:why|what (?:reason|excuse|made)|how come)s?\b", re.I),
}

_KINDS: Mapping[Kind, frozenset[str]] = {
    "license": frozenset("license licenses licensed licensing terms clause clauses".split()),
    "definition": frozenset("definition definitions guidelines freedoms".split()),
    "model_card": frozenset("card cards readme datasheet sheet".split()),
    "record": frozenset("record records index tool score scores rate rates rated".split()),
    "panel": frozenset(
        "panel panels panellist panelist panelists interview interviewed podcast episode session"
        " talk town hall townhall summit slides said told".split()
    ),
    "policy": frozenset("act law regulation article recital annex policy".split()),
    "commentary": frozenset("argue argues argued blog post essay critic critics".split()),
}


def is_yes_no(question: str) -> bool:
    """Whether the question can be answered with yes or no."""
    last = re.split(r"(?<=[.!?])\s+", question.strip())[-1]
    last = _SUBJECT.sub("", last) if not _YES_NO.match(last) else last
    return _YES_NO.match(last) is not None


def compares(question: str, sides: int) -> bool:
    """Whether a question that names so many sides holds them against each other."""
    return sides > 1 and (sides > 2 or _COMPARES.search(question) is not None)


def wanted(question: str) -> frozenset[Wanted]:
    """What the question asks for; empty when it asks for none of these."""
    return frozenset(what for what, words in _WANTED.items() if words.search(question))


def kinds_asked_for(terms: Sequence[Term]) -> frozenset[Kind]:
    """The kinds of document that the question speaks of: a preference, never a filter."""
    words = {term.text for term in terms}
    return frozenset(kind for kind, names in _KINDS.items() if words & names)
