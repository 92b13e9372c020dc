"""Whether the passages of a document hold all of it: half of a long file was lost elsewhere.

A splitter that drops text drops it silently, and what is not in a passage is never found. So it
is counted for every document, not only in tests.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.errors import ReadingError
from assistant.types import Document, Passage

MOST_LOST = 0.01  # of the characters, blanks aside: above that a file fails


def lost_characters(document: Document, passages: Sequence[Passage]) -> int:
    """How many characters of the text, blanks aside, stand in no passage. Passages in order."""
    lost = position = 0
    for passage in passages:
        if passage.start > position:
            lost += _visible(document.text[position : passage.start])
        position = max(position, passage.end)
    return lost + _visible(document.text[position:])


def refuse_loss(document: Document, passages: Sequence[Passage]) -> None:
    """Raise ReadingError where more than MOST_LOST of a document would never be found."""
    lost, all_of_it = lost_characters(document, passages), _visible(document.text)
    if lost > MOST_LOST * all_of_it:
        raise ReadingError(
            "would lose {lost:,} of its {whole:,} characters when it is cut into passages; it"
            " is not indexed: please report this file",
            lost=lost,
            whole=all_of_it,
        )


def _visible(text: str) -> int:
    return len("".join(text.split()))
