"""What value a question asks for, and whether a sentence gives one: an amount, a date, a number.

Words alone do not know what a question asks: "What does the badge cost?" shares all of them with a
sentence on badges that names no price. Questions that ask for no such value are left to the words.

Not here: who and why. Almost every passage names somebody, and reasons are rarely announced: both
were no better than chance on the gold questions (evals/LOG.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from assistant.reading.stems import content_terms, stem
from assistant.retrieval.shapes import NUMERALS

ValueKind = Literal["address", "money", "duration", "date", "number"]


@dataclass(frozen=True, slots=True)
class AskedValue:
    """A value that a question asks for."""

    kind: ValueKind
    of: frozenset[str] = frozenset()  # stems of what is counted; empty: any number will do


class _Rule(NamedTuple):
    kind: ValueKind
    asks: re.Pattern[str]
    gives: re.Pattern[str]


_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_NUMBER = rf"(?:(?<![\w.])\d[\d.,]*[kmbt]?(?!\w)|\b(?:one|half|none|once|twice|{NUMERALS})\b)"
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_TIME = r"(?:second|minute|hour|day|week|month|quarter|year|decade|century|centurie|anniversary)s?"
_WHAT = r"\b(?:what|which|what['’]?s|whats)(?: is| was| are| were)?(?: the| its| their| an?)? ?"
_FEW = r"(?:[\w'’-]+ ){0,3}?"
_MONEY = r"(?:dollars?|euros?|pounds?|cents?|usd|eur|gbp|rmb|yuan|yen)"


def _rule(kind: ValueKind, asks: str, gives: str) -> _Rule:
    return _Rule(kind, re.compile(asks, re.I), re.compile(gives, re.I))


# The first that a question asks for is taken: "how many weeks" is a duration before it is a number.
_RULES = (
    _rule(
        "address",
        r"\b(?:what|which|what's|whats)\b[^?.]{0,30}\b(?:address|url|website)\b|\bwhich e-?mail",
        r"\S@\S+\.\w|https?://|\bwww\.",
    ),
    _rule(
        "money",
        r"\bhow much (?:did|does|do|will|would|is|was|were|money|has|have|must|should)\b"
        rf"|\bhow (?:expensive|costly)\b|\bhow many (?:\w+ )?{_MONEY}\b"
        rf"|{_WHAT}{_FEW}(?:price|cost|fee|fine|budget|salary|penalty|wage|turnover|revenue)s?\b"
        r"|\bwhat (?:does|do|did|would|will)\b[^?.]{0,80}\b(?:cost|charge|pay)\b",
        rf"[$€£¥]\s?\d|\d\s?[$€£¥%]|{_NUMBER}\W+(?:\w+\W+)?(?:{_MONEY}|percent|per cent)\b"
        rf"|\b(?:usd|eur|gbp|rmb)\s?\d|\bfree of charge\b|\bat no (?:charge|cost)\b"
        r"|\bwithout (?:charge|a fee)\b",
    ),
    _rule(
        "duration",
        rf"\bhow (?:long|fast|soon|quickly|old)\b|\bhow many (?:[\w-]+ )?{_TIME}\b"
        r"|\b(?:what|which) (?:period|deadline)\b",
        rf"{_NUMBER}\)?[\s-]+(?:\([\w ]+\) )?(?:[\w-]+ )?{_TIME}\b"
        rf"|\b(?:{_ORDINALS}|\d+th) anniversary\b"
        r"|\b(?:immediately|perpetual|perpetually|without delay|at once|promptly|indefinitely)\b",
    ),
    _rule(
        "date",
        r"(?:^|[?.,;:] |\band )(?:since |until |till |from )?"
        r"when (?:did|was|were|is|are|does|do|has|had|will)\b"
        r"|\b(?:what|which) (?:year|date|day|month|century|decade)\b|\bhow recent",
        rf"\b(?:1\d|20)\d\d\b|\b(?:{_MONTHS})\b,? \d"
        rf"|\d(?:st|nd|rd|th)?,? (?:of )?(?:{_MONTHS})\b"
        rf"|\b(?:\d+(?:st|nd|rd|th)|{_ORDINALS}|[a-z]+teenth|twentieth) centur|\b\d+s\b|\bbce?\b"
        r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:daily|weekly|monthly|yearly)\b",
    ),
    _rule(
        "number",
        r"\bhow (?:many|much)\b|\bhow (?:big|large|tall|far|high|wide|deep|heavy|often)\b"
        rf"|{_WHAT}{_FEW}(?:number|percentage|percent|share|proportion|amount|score|population"
        r"|threshold|limit|temperature|ratio)\b|\bwhat does [^?]{0,80}\bscore on\b",
        _NUMBER,
    ),
)
_GIVES = {rule.kind: rule.gives for rule in _RULES}

_CLAUSE = re.compile(r"(?<=[?!.;])\s+(?=[^\W\d_])")
_ASKS = re.compile(
    r"\b(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|can|could|may"
    r"|must|should|would|will|has|have|am)\b",
    re.I,
)
SHORTEST_CLAUSE = 3  # words; "Allowed?" asks nothing by itself
LATER = 40  # characters behind another value's words from which on a second one is asked for

_COUNTED = re.compile(r"\bhow (many|much) ((?:[\w'’-]+ ?){1,4})", re.I)
_NOT_COUNTED = re.compile(
    r"is|are|was|were|do|does|did|has|have|had|will|would|can|could|must|may|should|of|in|on|to"
    r"|from|with|for|at|by|per|that|who|which|the|an?|it|they",
    re.I,
)
# "How many people signed?" is counted by who signed: the word itself stands in few texts.
_ANYBODY = content_terms("people times many much more")
_COMPARATIVE = re.compile(r"\w+(?<!numb)(?<!us)(?<!pap)(?<!paramet)er", re.I)  # "much dirtier"
_TOKEN = re.compile(r"[^\W_]+(?:[.,'’][^\W_]+)*")
_IS_NUMBER = re.compile(rf"\d.*|{NUMERALS}|one|none", re.I)
BEFORE, BEHIND = 4, 3  # words between a number and what it counts: "five of the six categories"

# These name the value, not the subject it is asked about.
VALUE_WORDS = content_terms(
    "many much long fast soon often number amount cost price year date day days week weeks month"
    " months percentage address e-mail email reason name kind type according"
)


def asked_value(question: str) -> AskedValue | None:
    """The value that the last clause of the question asks for; None when it asks for none."""
    clause = _last_clause(question)
    found: tuple[int, ValueKind] | None = None
    for rule in _RULES:
        ends = [match.end() for match in rule.asks.finditer(clause)]
        if ends and (found is None or ends[-1] > found[0] + LATER):
            found = ends[-1], rule.kind
    if found is None:
        return None
    kind = found[1]
    return AskedValue(kind, _counted(clause) if kind == "number" else frozenset())


def gives(asked: AskedValue, sentence: str) -> bool:
    """Whether the sentence holds a value of that kind; a number has to stand beside what it counts.

    Whether it is the value that was asked for is not known.
    """
    if not asked.of:
        return _GIVES[asked.kind].search(sentence) is not None
    tokens = _TOKEN.findall(sentence)
    is_number = [_IS_NUMBER.fullmatch(token) is not None for token in tokens]
    return any(
        any(is_number[max(0, i - BEFORE) : i]) or any(is_number[i + 1 : i + 1 + BEHIND])
        for i, token in enumerate(tokens)
        if stem(token) in asked.of
    )


def _last_clause(question: str) -> str:
    """What is asked in the end: the question before it only says what it is about."""
    clauses = [
        clause
        for clause in _CLAUSE.split(question)
        if len(clause.split()) >= SHORTEST_CLAUSE and _ASKS.search(clause)
    ]
    return clauses[-1] if clauses else question


def _counted(clause: str) -> frozenset[str]:
    counted = [*_COUNTED.finditer(clause)][-1:]
    for match in counted:
        terms = content_terms(" ".join(_noun_phrase(match[2]))) - _ANYBODY
        if not terms and match[1].lower() == "many":
            behind = clause[match.start(2) :].split()
            terms = next((t for word in behind if (t := content_terms(word) - _ANYBODY)), terms)
        return terms
    return frozenset()


def _noun_phrase(words: str) -> Iterator[str]:
    for word in words.split():
        if _NOT_COUNTED.fullmatch(word):
            return
        if not _COMPARATIVE.fullmatch(word):
            yield word
