"""An opening mark and the one that closes it, found in one pass.

The pattern `<a>.*?</a>` looks for the end of every opening that nothing closes, each time through
the whole text: 100 kB of `<!--` took a minute.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

_ENDS = {"!--": "-->", "?": r"\?>", "![cdata[": r"\]\]>", "[": r"\]\s*>"}


def replace_pairs(
    text: str, opens: re.Pattern[str], replacement: Callable[[re.Match[str], str], str]
) -> str:
    """The text with each pair replaced; the function gets the opening and what stands between.

    The group `name` of the pattern says what closes it: a tag of that name, or what ends a comment
    (`!--`), an instruction (`?`), verbatim text (`![CDATA[`), the inside of a DOCTYPE (`[`).
    """
    pieces: list[str] = []
    done = 0
    for opening, closing in _pairs(text, opens):
        between = text[opening.end() : closing.start()]
        pieces += (text[done : opening.start()], replacement(opening, between))
        done = closing.end()
    pieces.append(text[done:])
    return "".join(pieces)


def _pairs(text: str, opens: re.Pattern[str]) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Openings with their closings, in order; a pair inside another is not looked at."""
    never: set[str] = set()  # nothing closes these from here on
    at = 0
    while opening := opens.search(text, at):
        name = opening["name"].lower()
        closing = None if name in never else _closes(name).search(text, opening.end())
        if closing is None:
            never.add(name)
            at = opening.end()
        else:
            yield opening, closing
            at = closing.end()


@cache
def _closes(name: str) -> re.Pattern[str]:
    return re.compile(_ENDS.get(name) or rf"</{name}\s*>", re.I)
