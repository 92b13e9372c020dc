"""Words of a text as they are compared: content words, numbers, names, quotations.

A plain method on purpose: a reader of the evaluation can follow why a statement was marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.reading.stop_words import STOP_WORDS

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_QUOTATION = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”»]")
_OMISSION = re.compile(r"\[?(?:\.\.\.|…)\]?")
SHORTEST_QUOTATION = 12  # characters; shorter ones are terms in quotation marks
_SUFFIXES = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ions",
    "ion",
    "ies",
    "ed",
    "es",
    "s",
)
SHORTEST_STEM = 4


def stem(word: str) -> str:
    """A rough stem: enough that "licenses", "licensed" and "licence" meet.

    British and American spelling are one: the field writes both.
    """
    word = word.lower().replace("’", "'").removesuffix("'s").replace("licenc", "licens")
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST_STEM:
            word = word.removesuffix(suffix)
            break
    return word.removesuffix("e") if len(word) > SHORTEST_STEM else word


def content_terms(text: str) -> frozenset[str]:
    """Stems of the words that carry the subject."""
    words = (w.lower() for w in _WORD.findall(text))
    return frozenset(stem(w) for w in words if w not in STOP_WORDS and len(w) > 1)


def numbers(text: str) -> frozenset[str]:
    """The numbers as digits: "700,000,000" and "700000000" are one."""
    return frozenset(n.replace(",", "").rstrip(".") for n in _NUMBER.findall(text))


def quotations(text: str) -> list[str]:
    """What stands in quotation marks and is long enough to be a quotation, not a term.

    One that leaves something out ("...") gives its parts.
    """
    parts = [p.strip() for q in _QUOTATION.findall(text) for p in _OMISSION.split(q)]
    return [part for part in parts if len(part) >= SHORTEST_QUOTATION]


def normalised(text: str) -> str:
    """For finding a quotation in its source: white space, dashes, quotation marks and case fold."""
    text = re.sub(r"[‐-―−]", "-", text.lower())
    text = re.sub(r"[\"“”„«»'’‘`*_]", "", text)
    return re.sub(r"\s+", " ", text).strip()


def coverage(wanted: Iterable[str], present: frozenset[str]) -> float:
    """Share of the wanted terms that are present, 0 to 1; 1 when nothing is wanted."""
    wanted = frozenset(wanted)
    return len(wanted & present) / len(wanted) if wanted else 1.0
