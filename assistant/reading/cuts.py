"""Where a text is best cut into passages: at its strongest joints, and into pieces well filled.

A passage should be one thing: a clause, a turn, a few paragraphs under one heading. And it should
be full: short ones crowd out the passages that explain them. Both are costs; the cheapest way to
cut is found exactly, as lines are broken in typesetting (Knuth and Plass, "Breaking Paragraphs
into Lines", 1981), instead of filling up and cutting wherever that ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple


class Joint(IntEnum):
    """What lies before a piece of text, strongest first."""

    PAGE = 0  # always cut: a passage has one page
    SECTION = 1  # a heading, a clause, another speaker
    CLAUSE = 2  # another part of the same section: point (b) after point (a)
    BLOCK = 3  # a paragraph, an item of a list, a row of a table
    SENTENCE = 4
    INSIDE = 5  # a line, a row of a table, a sentence longer than a passage


class Piece(NamedTuple):
    """A stretch that is cut no further: its size in tokens, and how it hangs on the one before."""

    tokens: int
    joint: Joint
    context_tokens: int = 0  # taken from the passage that begins here, for what it must carry


# What cutting there costs, in the unit of an empty passage: with .2 a passage is left 45 % empty
# rather than cut inside a paragraph. Costs of half or twice the size, and smaller passages, found
# less on two gold sets and on Chroma's chunking benchmark (evals/LOG.md).
SECTION_COST = 0.0
CLAUSE_COST = 0.03
BLOCK_COST = 0.05
SENTENCE_COST = 0.2
INSIDE_COST = 0.6


def cut(pieces: Sequence[Piece], budget: int) -> list[range]:
    """Ranges of pieces that make a passage each, in order; together they are all the pieces.

    The tokens of a range, with the context of its first piece, are at most the budget. A piece
    that leaves no room for its context stands alone and goes without.
    """
    ranges: list[range] = []
    first = 0
    for i in range(1, len(pieces) + 1):
        if i == len(pieces) or pieces[i].joint is Joint.PAGE:
            ranges += _cut_stretch(pieces, first, i, budget)
            first = i
    return ranges


def _cut_stretch(pieces: Sequence[Piece], first: int, last: int, budget: int) -> list[range]:
    """The cheapest way to cut `pieces[first:last]`; linear, as a passage holds only so many."""
    costs = (0.0, SECTION_COST, CLAUSE_COST, BLOCK_COST, SENTENCE_COST, INSIDE_COST)
    best = [0.0] * (last - first + 1)  # of all that follows a piece
    ends = [last] * (last - first + 1)
    for i in reversed(range(first, last)):
        room = budget - pieces[i].context_tokens
        cheapest, end, size = float("inf"), i + 1, 0
        for j in range(i, last):
            size += pieces[j].tokens
            if size > room and j > i:
                break
            after = costs[pieces[j + 1].joint] if j + 1 < last else 0.0
            empty = max(0.0, 1 - size / budget)
            cost = empty * empty + after + best[j + 1 - first]
            if cost <= cheapest:  # of two as good the longer passage: there are fewer then
                cheapest, end = cost, j + 1
        best[i - first], ends[i - first] = cheapest, end
    ranges = []
    at = first
    while at < last:
        ranges.append(range(at, ends[at - first]))
        at = ends[at - first]
    return ranges
