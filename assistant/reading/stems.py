"""The words of a text that carry its subject, as stems: how texts are compared word by word."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.reading.stop_words import STOP_WORDS

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
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
REMEMBERED = 65_536  # words: the vocabulary of a library of a few million


@lru_cache(REMEMBERED)
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


def content_words(text: str) -> list[str]:
    """The words that carry the subject, in lower case, in their order."""
    words = (word.lower() for word in _WORD.findall(text))
    return [word for word in words if word not in STOP_WORDS and len(word) > 1]


def content_terms(text: str) -> frozenset[str]:
    """Stems of the words that carry the subject."""
    return frozenset(map(stem, content_words(text)))
