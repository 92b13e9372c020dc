"""Which documents are editions of one text, and which of two editions is the newer.

Pure functions over what is known of a document. A family is what its title says without version,
date and the words that tell one edition from another. No rule names a document.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from assistant.reading.dates import DATE, DIGIT
from assistant.types import Source

_BRACKETS = re.compile(r"\([^()]*\)|\[[^][]*\]")
_PRE_RELEASE = r"(?:[-.\s]?(?:alpha|beta|rc|pre|draft|straw)[-.]?\d*\b)*"
# "v. 0.0.8", "version 2", "1.0-RC1", "OpenMDW-1.0"; not the 2 of "2-Clause" or of "2024/1689".
_NUMBER = re.compile(
    rf"\b(?:version|ver\.?|v\.?)\s*-?\d+(?:\.\d+)*{_PRE_RELEASE}"
    rf"|(?<![\w/.])-?v?\d+(?:\.\d+)+{_PRE_RELEASE}(?![\w/])"
    rf"|(?<!\w)-v?\d+(?:\.\d+)+{_PRE_RELEASE}|(?<=\w)-v?\d+(?:\.\d+)+{_PRE_RELEASE}"
    r"|(?<![\w/.-])v?\d+(?![\w/.-]|\s*-)"
)
# Articles, and what is written on one edition and not on the next.
_NOT_THE_NAME = frozenset(
    "the a an draft final old new newest latest current copy superseded version edition release"
    " candidate v rc".split()
)
_WORD = re.compile(r"[^\W_]+\+*")
_LAST_PART = re.compile(r"\s+[-–—|]\s+[^-–—|]+$")
_PRE_ORDER = {"draft": 0, "alpha": 1, "pre": 2, "beta": 2, "rc": 3, "straw": 3}

Edition = tuple[tuple[int, ...], int, int]  # the numbers, how near to final, and its own number
_FINAL = 9


def same_family(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two documents are of one family, by the names `family_names` gives.

    A page's title often ends in the name of its site: what one title has after its last dash or
    bar does not count when the rest is the other's whole title.
    """
    return bool(first and second) and (first[0] in second or second[0] in first)


def family_names(title: str) -> tuple[str, ...]:
    """The family's name by the whole title, then by the title without its last part."""
    whole = family(title)
    rest = family(without_site(title))
    names = (whole, rest) if len(rest.split()) > 1 else (whole,)
    return tuple(dict.fromkeys(name for name in names if name))


def without_site(title: str) -> str:
    """The title without what follows its last dash or bar, on web pages the name of the site."""
    return _LAST_PART.sub("", title)


def family(title: str) -> str:
    """The name that all editions share: "the x license, v2 (draft)" is "x license"."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    plain = _BRACKETS.sub(" ", plain)
    if DIGIT.search(plain):
        plain = _NUMBER.sub(" ", DATE.sub(" ", plain))
    return " ".join(word for word in _WORD.findall(plain) if word not in _NOT_THE_NAME)


def differ_in_edition(a: Source, b: Source) -> bool:
    """Whether a version, or else a date, is known of both and is not the same."""
    first, second = edition(a), edition(b)
    if first and second:
        return first != second
    if a.date and b.date:  # "2024" and "2024-10" may be one day
        return not (a.date.startswith(b.date) or b.date.startswith(a.date))
    return False


def agree_in_edition(a: Source, b: Source) -> bool:
    """Whether both are known to be the same version, or else of the same date."""
    known = (edition(a) and edition(b)) or (a.date and b.date)
    return bool(known) and not differ_in_edition(a, b)


def newer(a: Source, b: Source) -> int:
    """1 when `a` is the newer edition, -1 when `b` is, 0 when that is not known."""
    first, second = edition(a), edition(b)
    if first and second and first != second:
        return 1 if first > second else -1
    if a.date and b.date and differ_in_edition(a, b):
        return 1 if a.date > b.date else -1
    return 0


def edition(source: Source) -> Edition | None:
    """The version as something that can be compared; None where neither field nor title has one."""
    return edition_of(source.version or _number_in(source.title))


def edition_of(said: str) -> Edition | None:
    """A version as it is written, as something that can be compared; None where it is none."""
    found = re.search(r"\d+(?:\.\d+)*", said)
    if not found:
        return None
    numbers = tuple(int(n[:9]) for n in found[0].split("."))
    while len(numbers) > 1 and numbers[-1] == 0:  # "2" and "2.0" are one version
        numbers = numbers[:-1]
    stage = re.search(r"(draft|alpha|beta|rc|pre|straw)[-.]?(\d*)", said[found.end() :].casefold())
    if not stage:
        return numbers, _FINAL, 0
    return numbers, _PRE_ORDER[stage[1]], int(stage[2][:9] or 0)


def _number_in(title: str) -> str:
    """The version number in a title; empty where there is none, or only a year."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    found = _NUMBER.search(DATE.sub(" ", _BRACKETS.sub(" ", plain)))
    number = found[0] if found else ""
    return "" if re.fullmatch(r"(?:19|20)\d\d", number) else number
