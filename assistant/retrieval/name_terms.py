"""A name in pieces that can be compared: "LLaMA-2", "llama 2" and "Llama2" are llama and 2.

Words and numbers are kept apart: a number tells one document of a name from the next, and "3" is
not "3.1". British and American spelling are one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from assistant.reading.characters import plain_characters

TermKind = Literal["word", "number", "year"]

# Digits with points hold together ("3.1"), and so do letters around digits ("8x7b", "4o").
_PIECE = re.compile(r"[^\W_]+(?:(?<=\d)\.(?=\d)[^\W_]+)*\+*")
_POSSESSIVE = re.compile(r"['’]s?\b")
_NUMBER = re.compile(r"v?(\d+(?:\.\d+)*)")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Two digits at most: "llama2" and "soocon25", not "llm360".
_NAME_WITH_NUMBER = re.compile(r"([^\W\d_]{2,}?)v?((?:19|20)\d\d|\d{1,2}(?:\.\d+)*)")
_PRE_RELEASE = re.compile(r"(?:rc|alpha|beta|pre)\d*")
# A letter and a number, "r1" of "DeepSeek-R1": a word that tells one edition from the next.
_DESIGNATOR = re.compile(r"[^\W\d_]\d+(?:\.\d+)*")
_BEFORE_RELEASE = frozenset("v ver version no nr".split())
_SPELLING = (("licenc", "licens"), ("centre", "center"), ("isation", "ization"))


class Term(NamedTuple):
    """A piece of a name or a question."""

    text: str  # folded: "llama", "3.1", "rc1"
    kind: TermKind
    start: int  # in what was cut: [start, end)
    end: int
    has_capital: bool = False
    in_capitals: bool = False  # all of it: a short form, which says nothing of how names are typed

    @property
    def tells_editions_apart(self) -> bool:
        """Whether it says which of several documents of one name is meant."""
        return self.kind != "word" or is_designator(self.text)


def is_designator(word: str) -> bool:
    """Whether a word stands for an edition: "rc1", "r1", "k2"."""
    return bool(_PRE_RELEASE.fullmatch(word) or _DESIGNATOR.fullmatch(word))


def fold(text: str) -> str:
    """The text as it is compared: no case, no accents, one spelling of British and American."""
    plain = text.casefold()
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain_characters(plain))
        plain = "".join(c for c in apart if not unicodedata.combining(c))
    for british, american in _SPELLING:
        plain = plain.replace(british, american)
    return plain


@lru_cache(maxsize=1024)  # a title is cut whole and in parts, which often are the whole
def terms_of(text: str) -> tuple[Term, ...]:
    """The pieces of a text, in its order; positions are those of the text as it is folded."""
    folded = fold(text)
    # Folding may change the length: then nothing is known of the case.
    written = text if len(text) == len(folded) else folded
    without = _POSSESSIVE.sub(lambda found: " " * len(found[0]), folded)
    return tuple(_terms(without, written))


def _terms(folded: str, written: str) -> Iterator[Term]:
    for found in _PIECE.finditer(folded):
        piece, start, end = found[0], found.start(), found.end()
        if piece in _BEFORE_RELEASE:
            continue
        case = written[start:end] != piece, written[start:end].isupper()
        if number := _NUMBER.fullmatch(piece):
            yield Term(_plain_number(number[1]), _kind(number[1]), start, end, *case)
        elif not is_designator(piece) and (both := _NAME_WITH_NUMBER.fullmatch(piece)):
            joint = start + len(both[1])
            yield Term(both[1], "word", start, joint, *case)
            yield Term(_plain_number(both[2]), _kind(both[2]), joint, end, *case)
        else:
            yield Term(piece, "word", start, end, *case)


def _kind(number: str) -> TermKind:
    return "year" if _YEAR.fullmatch(number) else "number"


def _plain_number(number: str) -> str:
    """The number without zeros that say nothing: "2.0" and "02" are "2"."""
    parts = [part.lstrip("0") or "0" for part in number.split(".")]
    while len(parts) > 1 and parts[-1] == "0":
        parts.pop()
    return ".".join(parts)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name without its numbers and without articles."""
    return tuple(t.text for t in terms_of(text) if t.kind == "word" and t.text not in ARTICLES)


ARTICLES = frozenset("the a an".split())
_SMALL = frozenset("of for the and a an on in to with & or".split())
SHORTEST_INITIALS = 3  # of two letters too many mean something else


def initials_of(words: Sequence[str]) -> str:
    """What a name is shortened to: "Open Source AI Definition" is "osaid"."""
    counted = [word for word in words if word.casefold() not in _SMALL]
    # A word in capitals is a short form already and stands whole.
    letters = [word if word.isupper() and len(word) <= 3 else word[:1] for word in counted]
    return "".join(letters).casefold() if len(counted) >= SHORTEST_INITIALS else ""
