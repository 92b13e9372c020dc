"""A stretch of a document's text, by positions."""

from __future__ import annotations

from typing import NamedTuple


class Range(NamedTuple):
    """The characters `[start, end)` of a document's text; empty where they are the same."""

    start: int
    end: int


NOTHING = Range(0, 0)
