"""The people an article names: full names for the surnames it goes on with.

A surname stands for the one full name that the text writes with it. Where it is written with
none, it may be a slip of one that is quoted: "Vlas" of "Luis Vilas".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.reading.spelling import is_slip
from assistant.reading.stop_words import STOP_WORDS

_WORD = r"[^\W\d_a-z][\w'’-]*"
_NAME_WORD = rf"(?:[^\W\d_a-z]\.|{_WORD})"  # "W." or "Brock"
NAMES = rf"{_NAME_WORD}(?:[ ](?:{_NAME_WORD}|\({_WORD}\))){{0,3}}"
_LINK = re.compile(r"(?<!\[)\[++([^\[\]]*+)\]++(?:\([^()\s]*\))?")
# Words in front of a name that are none of it.
_NO_NAME = (STOP_WORDS - {"will", "may"}) | frozenset(
    """
    meanwhile however while but because yet still also then later moderator host professor prof dr
    mr ms mrs sir ceo cto cfo coo founder cofounder co-founder chair chairman president director
    minister senator panelist panellist speaker analyst lawyer attorney author editor engineer
    """.split()
)
# What is named with one of these is no person.
_NO_PERSON = frozenset(
    """
    initiative foundation institute alliance university college inc corp llc ltd group council
    commission committee union association company lab labs research ministry department agency
    office government project stack ai act license licence definition model models source data open
    software conference summit report
    """.split()
)


def plain(text: str) -> str:
    """The text with only the words of its links."""
    return _LINK.sub(r"\1", _LINK.sub(r"\1", text))


class People:
    """Who is named in a text, as far as was asked for."""

    def __init__(self, text: str) -> None:
        self._text = plain(text)
        self.known: dict[str, None] = {}  # full names of those who are quoted
        self.slips: dict[str, str] = {}  # a surname to the full name it was taken for

    def find(self, name: str) -> str | None:
        """The full name for a name as an attribution writes it; None: nobody, or two fit."""
        words = name.removesuffix("’s").removesuffix("'s").split()
        if words and words[0].lower() == "the":
            return None
        full = _person(words)
        if not full:
            return None
        if " " not in full:
            found = self._with_surname(full)
            full = found.pop() if len(found) == 1 else self._slip(full) if not found else ""
        if full:
            self.known[full] = None
        return full or None

    def mentioned(self, text: str) -> set[str]:
        """Who of the people known is named in a piece of the text."""
        words = set(re.findall(_WORD, plain(text)))
        by_slip = {full for slip, full in self.slips.items() if slip in words}
        return by_slip | {full for full in self.known if full.split()[-1] in words}

    def _with_surname(self, surname: str) -> set[str]:
        pattern = rf"(?:{_NAME_WORD}[ ]|\({_WORD}\)[ ]){{1,3}}{re.escape(surname)}\b(?![’'-]\w\w)"
        found = (_person(match.split()) for match in re.findall(pattern, self._text))
        return {name for name in found if name and " " in name}

    def _slip(self, surname: str) -> str:
        meant = [full for full in self.known if is_slip(surname, full.split()[-1])]
        if len(meant) != 1:
            return ""
        self.slips[surname] = meant[0]
        return meant[0]


def _person(words: Iterable[str]) -> str:
    """The words without what stands before a name; empty where they can be no person's."""
    left = list(words)
    while left and left[0].lower().strip(".") in _NO_NAME:
        del left[0]
    known = {word.lower().strip(".") for word in left}
    acronym = any(len(word) > 2 and word.isupper() for word in left)
    return "" if known & (_NO_PERSON | _NO_NAME) or acronym else " ".join(left)
