"""Who takes part, as a document says it apart from the speech: a list of its speakers.

`## Speakers` or `**Panelists**` above a list, `Speakers: A, B` in one line (also of a front
matter), `Moderator: A`. Only names of two words and more: a list gives the full ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

_WORD = r"(?:\(?[^\W\d_a-z][\w.'’-]*\)?)"  # begins with a capital, or in a script without them
_PARTICLE = r"(?:de|da|do|di|del|della|van|von|der|den|la|le|bin|ibn|al|el|y)"
NAME = rf"{_WORD}(?:[ \t]+(?:{_PARTICLE}[ \t]+){{0,2}}{_WORD}){{1,4}}"
_NAME = re.compile(NAME)
_ROLE = r"(?:moderator|host|interviewer|interviewee|presenter|narrator)"
_HEADING = (
    r"(?:(?:key)?speakers?|panell?ists?|participants?|guests?|attendees|featuring|present"
    rf"|{_ROLE}s?)"
)
_ABOVE_LIST = re.compile(rf"^[^\w\n]*{_HEADING}[^\w\n]*\n", re.I | re.M)
_IN_LINE = re.compile(
    rf"^[^\w\n]*(?P<role>{_HEADING})[*_]*[:：][*_]*[ \t]+(?P<names>\S.*)$", re.I | re.M
)
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,2}[.)])[ \t]+(\S.*)")
_MOST_LISTS, _MOST_ITEMS = 20, 60
_HONORIFIC = re.compile(
    r"\A(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|Professor|Sir|Dame|Hon|Shri|Smt)\b\.?[ \t]*)+"
)
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_BEHIND_NAME = re.compile(r"[ \t]*(?:[,;:|@]|[ \t][-–—/]|\((?![^()\s]+\)[ \t]+[^\W\d_]))")


class Roster(NamedTuple):
    """Full names in the order of the text, and by role where one person has it."""

    names: tuple[str, ...]
    by_role: Mapping[str, str]  # role in lower case


def listed_speakers(text: str) -> Roster:
    """The people that a text lists as taking part."""
    names: dict[str, None] = {}
    roles: dict[str, set[str]] = {}
    for heading in islice(_ABOVE_LIST.finditer(text), _MOST_LISTS):
        names.update(dict.fromkeys(_in_list(text[heading.end() : heading.end() + 20_000])))
    for line in _IN_LINE.finditer(text):
        said, role = line["names"].strip(), line["role"].lower()
        if not re.fullmatch(_ROLE, role):
            parts = re.split(r"[,;]| and | & ", said)
            names.update(dict.fromkeys(n for part in parts if (n := _name(part))))
        elif _NAME.fullmatch(said):  # anything more may be what the moderator says
            names[said] = None
            roles.setdefault(role, set()).add(said)
    return Roster(tuple(names), {role: n.pop() for role, n in roles.items() if len(n) == 1})


def _in_list(text: str) -> Iterator[str]:
    for count, line in enumerate(text.split("\n")):
        item = _ITEM.match(line)
        if item and (name := _name(item[1])):
            yield name
        elif (line.strip() and not item and line.rstrip()[-1] != ":") or count > _MOST_ITEMS:
            return


def _name(item: str) -> str | None:
    """The name at the beginning of "Mr. First Last, Company" or "**First Last** (Company)"."""
    plain = re.sub(r"[*_`]+", "", _LINK.sub(r"\1", item)).strip()
    plain = _HONORIFIC.sub("", plain, count=1)
    end = _BEHIND_NAME.search(plain)
    name = " ".join((plain[: end.start()] if end else plain).rstrip(" .").split())
    return name if _NAME.fullmatch(name) else None
