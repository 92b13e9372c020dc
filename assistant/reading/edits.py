"""Changes to a text that keep track of positions in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """`text[start:end]` is replaced by `new`."""

    start: int
    end: int
    new: str


class Edited:
    """A text after edits, and where a place of the original is in it."""

    def __init__(self, original: str, edits: Iterable[Edit]) -> None:
        """Of edits that overlap the first one counts."""
        pieces: list[str] = []
        self._places: list[tuple[int, int]] = [(0, 0)]  # (in the original, in the edited text)
        done = length = 0
        for edit in sorted(edits):
            if edit.start < done:
                continue
            pieces += (original[done : edit.start], edit.new)
            length += edit.start - done
            self._places.append((edit.start, length))
            length += len(edit.new)
            self._places.append((edit.end, length))
            done = edit.end
        self.text = "".join([*pieces, original[done:]])

    def place(self, position: int) -> int:
        """Where a position of the original is now; inside a replaced stretch, where that ends."""
        at = bisect_right(self._places, (position, len(self.text) + 1)) - 1
        original, edited = self._places[at]
        following = self._places[at + 1] if at + 1 < len(self._places) else None
        moved = edited + position - original
        return min(moved, following[1]) if following else moved
