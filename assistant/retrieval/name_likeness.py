"""Whether a word of a title is a name, or a word like any other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading.stop_words import STOP_WORDS
from assistant.retrieval.shelf import KIND_WORDS, Shelf

A_NAME = 0.5  # from here on it is one
PLAIN = 0.2  # what a word counts that is written like any other


def name_likeness(word: str, shelf: Shelf) -> float:
    """How much a word names, from `PLAIN` to 1, by how the documents write it inside sentences.

    "Gemma" has a capital there and "build" has none, though both stand in titles.
    """
    texts = shelf.samples(word)
    inside = re.compile(rf"(?<=[a-z,] ){re.escape(word)}(?![a-z])", re.I)
    written = [found[0] for text in texts for found in inside.finditer(text)]
    if not written:
        return 1.0
    names = sum(any(c.isupper() or c.isdigit() for c in way) for way in written)
    return PLAIN + (1 - PLAIN) * names / len(written)


def likeness_of_words(words: Sequence[str], shelf: Shelf) -> float:
    """How much several words in a row name: the mean of those that carry a subject."""
    likeness = [name_likeness(word, shelf) for word in words if word not in STOP_WORDS | KIND_WORDS]
    return sum(likeness) / len(likeness) if likeness else PLAIN
