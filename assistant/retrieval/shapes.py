"""What a question asks for, and how a sentence looks that has it.

A number, a time, a name, a rule: told by plain patterns, which only lean towards a sentence.
Whether a value is given at all, for refusing, is asked more strictly elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

FEW_WORDS = 7  # fewer are a name or a heading more often than a statement

# From two on: "one" is a pronoun as often.
NUMERALS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|"
    "thousands?|millions?|billions?|trillions?|dozens?"
)
_NUMBER = re.compile(rf"\d|\b(?:one|half|twice|once|percent|{NUMERALS})\b", re.I)
_TIME = re.compile(
    r"\b(?:1[89]|20)\d\d\b|\b(?:january|february|march|april|june|july|august|september|october|"
    r"november|december|days?|weeks?|months?|years?|anniversary)\b",
    re.I,
)
_NAME = re.compile(r"(?<=[a-z,;:] )[A-Z][\w-]+|\b[A-Z]{2,}\b")
_RULE = re.compile(
    r"\b(?:may|must|shall|can|cannot|not|never|no|without|(?:permit|allow|prohibit|requir|forbid|"
    r"grant|oblig)\w*|free)\b|n['’]t\b",
    re.I,
)
_ASKED = (
    (
        re.compile(
            r"\bhow (?:many|much|big|large|long|old|often|few|far|high)\b|\bpercent"
            r"|\bwhat (?:amount|number|percentage|share|size|threshold|figure)\b",
            re.I,
        ),
        _NUMBER,
    ),
    (
        re.compile(
            r"\bwhen\b|\bhow (?:long|old|soon)\b|\b(?:what|which) (?:year|date|day|month)\b", re.I
        ),
        _TIME,
    ),
    (
        re.compile(
            r"\bwho(?:se|m)?\b|\bwhere\b"
            r"|\b(?:which|what) (?:company|person|organi[sz]ation|court|state|country)\b",
            re.I,
        ),
        _NAME,
    ),
)
_ASKS_A_RULE = re.compile(
    r"^(?:and |so |but )?(?:am|may|can|could|must|do|does|is|are|should|would|will|has|have|did)\b"
    r"|\b(?:can|may|must|allowed|permitted|(?:have|need|free) to|required|oblige\w*|forbid\w*|"
    r"ok(?:ay)? to)\b",
    re.I,
)
_ENDS_ASKING = re.compile(r"\?[*_\"”’')\]]*$")


@dataclass(frozen=True, slots=True)
class Shape:
    """How a sentence looks that answers a question."""

    values: tuple[re.Pattern[str], ...]  # of a number, a time, a name; none: none is asked for
    is_rule: bool

    def has_value(self, sentence: str) -> bool:
        """Whether it has a value of a kind that is asked for."""
        return any(value.search(sentence) for value in self.values)

    def has_rule(self, sentence: str) -> bool:
        """Whether it permits, forbids or demands, where the question asks for that."""
        return self.is_rule and _RULE.search(sentence) is not None


def asked_shape(question: str) -> Shape:
    """The shape of what the question asks for."""
    values = tuple(value for asks, value in _ASKED if asks.search(question))
    return Shape(values, _ASKS_A_RULE.search(question) is not None)


def is_scrap(sentence: str) -> bool:
    """Whether it has very few words."""
    return len(sentence.split()) < FEW_WORDS


def is_question(sentence: str) -> bool:
    """Whether it ends as a question does."""
    return _ENDS_ASKING.search(sentence) is not None
