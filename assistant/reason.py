"""A reason that remembers the sentence it was made from, so that it can be said in other languages.

gettext's idea, without its files: the English sentence with its places still open is what a
translation is found by. The finished sentence is a text like any other, for logs and programs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Self

_PLACE = re.compile(r"\{([^{}]+)\}")


class Reason(str):
    """An English sentence, with `template` and `parts`: what it was made from.

    `parts` is by place, as the template has it ("name!r"), and holds texts that are written out
    already: a translation sets them in and formats nothing. One that is a reason can be said in the
    other language too.
    """

    template: str
    parts: Mapping[str, str]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """The template filled with `values` as by `str.format`; its only braces are its places."""
        parts = {place: _written(place, values) for place in places(template)}
        made = super().__new__(cls, fill(template, parts))
        made.template, made.parts = template, parts
        return made

    def __str__(self) -> Self:
        # So that `str(exc)` gives back the reason an error was made with, not a bare copy of it.
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, str]]:
        return (self.template,), dict(self.parts)


def stored(reason: Reason) -> object:
    """What JSON can hold of a reason; `restored` makes it a reason again."""
    parts = {
        place: stored(part) if isinstance(part, Reason) else part
        for place, part in reason.parts.items()
    }
    return {"said": reason.template, "parts": parts}


def restored(kept: object) -> Reason:
    """The reason that was stored; a text alone, of an earlier version, can only be repeated."""
    match kept:
        # All its places: what is handed over with a library is set in, never a format to follow.
        case {"said": str(template), "parts": dict(parts)} if {*places(template)} <= {*parts}:
            values = {p: v if isinstance(v, str) else restored(v) for p, v in parts.items()}
            return Reason(template, **values)
        case _:
            return Reason("{said}", said=kept)


def places(template: str) -> list[str]:
    """The places of a template as it has them: "name!r", "limit:,"."""
    return _PLACE.findall(template)


def fill(template: str, parts: Mapping[str, str]) -> str:
    """The template with a text in each of its places."""
    return _PLACE.sub(lambda place: parts[place[1]], template)


def phrase(words: str) -> str:
    """The words themselves; says to the tests that they are part of a reason, and translated."""
    return words


def _written(place: str, values: Mapping[str, object]) -> str:
    if place in values:
        return str(values[place])
    return f"{{{place}}}".format(**values)
