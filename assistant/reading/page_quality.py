"""How far the text layer of a PDF page can be trusted, with the reason in plain words.

A font without a table of its characters gives text that looks like text to a program and like
nothing to a person. The bounds were set on real pages in English, German, French, Arabic and
Chinese: none of them is called poor.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple

from assistant.reason import phrase

Level = Literal["good", "poor", "unreadable"]

_LEAST_CHARS, _LEAST_WORDS = 40, 30  # below, shares say nothing
_GLYPH_NAME = re.compile(r"\(cid:\d+\)|/(?:g|G|uni|glyph|C|c|H|F)[0-9A-Fa-f]{1,5}(?![^\W_])")
_LEADER = re.compile(r"(?:[.·•_…–-][ \t]?){4,}")  # a table of contents, a line to sign on
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_VOWEL = re.compile(
    r"[aeiouy\u00c0-\u00c6\u00c8-\u00d6\u00d8-\u00dd\u00e0-\u00e6\u00e8-\u024f]", re.I
)
_ADDRESS = re.compile(r"(?<!\S)\S*(?:://|www\.|@)\S*")
# "d e f i n i t i o n"; formulas have single letters too, but signs between them.
_APART = re.compile(r"(?<![^\W_])(?:[^\W\d_] ){3,}[^\W\d_](?![^\W_])")
_LONG_WORD = 28  # letters; German compounds stay below, words without spaces between them do not


class Quality(NamedTuple):
    """A judgement and its reason; the reason is empty where the text is good."""

    level: Level
    reason: str = ""


GOOD = Quality("good")


def judge_page(text: str) -> Quality:
    """How far a page's text can be trusted. A page with little text is good."""
    text = _LEADER.sub(" ", text)
    signs = [c for c in text if not c.isspace()]
    if len(signs) < _LEAST_CHARS:
        return GOOD
    shares = (*_sign_shares(text, signs), *_word_shares(_ADDRESS.sub(" ", text)))
    for level in ("unreadable", "poor"):
        for share, poor, unreadable, reason in shares:
            if share > (unreadable if level == "unreadable" else poor):
                return Quality(level, reason)
    return GOOD


_Share = tuple[float, float, float, str]  # measured, poor above, unreadable above, reason


def _sign_shares(text: str, signs: list[str]) -> list[_Share]:
    count = len(signs)
    names = sum(len(found[0]) for found in _GLYPH_NAME.finditer(text))
    unknown = sum(c == "\ufffd" or unicodedata.category(c) in ("Co", "Cn", "Cc") for c in signs)
    other = sum(not c.isalnum() and unicodedata.category(c)[0] != "M" for c in signs)
    return [
        (names / count, 0.05, 0.3, phrase("glyph numbers instead of letters")),
        (unknown / count, 0.02, 0.2, phrase("characters without a meaning")),
        (other / count, 0.5, 0.7, phrase("signs instead of letters")),
    ]


def _word_shares(text: str) -> list[_Share]:
    """Only of a text in Latin letters: other scripts have other words."""
    words = _LATIN_WORD.findall(text)
    letters = sum(c.isalpha() for c in text)
    if len(words) < _LEAST_WORDS or sum(map(len, words)) < 0.7 * letters:
        in_one = max((len(w) for w in words), default=0)
        return [(in_one, 4 * _LONG_WORD, 1e9, phrase("missing spaces"))]
    single = sum(len(found[0]) + 1 for found in _APART.finditer(text)) / 2 / letters
    longer = [word for word in words if len(word) >= 4 and not word.isupper()]
    bare = sum(not _VOWEL.search(word) for word in longer) / max(len(longer), _LEAST_WORDS)
    run_together = sum(len(word) for word in words if len(word) > _LONG_WORD) / letters
    return [
        (single, 0.2, 0.6, phrase("words fall apart into single letters")),
        (bare, 0.25, 0.5, phrase("words without vowels")),
        (run_together, 0.15, 1e9, phrase("missing spaces")),
        (letters / len(words), 11, 1e9, phrase("missing spaces")),
    ]
