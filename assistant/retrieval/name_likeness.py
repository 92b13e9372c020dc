"""Whether a word of a title is a name, or a word like any other."""

from __future__ import annotations

import re
from collections.abc import Sequence

A_NAME = 0.5  # from here on it is one
PLAIN = 0.2  # what a word counts that is written like any other


def name_likeness(word: str, texts: Sequence[str]) -> float:
    """How much a folded word names, from `PLAIN` to 1, by how texts write it inside sentences.

    "Gemma" has a capital there and "build" has none, though both stand in titles. Where no text
    has it inside a sentence it counts as a name.
    """
    inside = re.compile(rf"(?<=[a-z,] ){re.escape(word)}(?![a-z])", re.I)
    written = [found[0] for text in texts for found in inside.finditer(text)]
    if not written:
        return 1.0
    names = sum(any(c.isupper() or c.isdigit() for c in way) for way in written)
    return PLAIN + (1 - PLAIN) * names / len(written)
