from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.cuts import (
    BLOCK_COST,
    CLAUSE_COST,
    INSIDE_COST,
    SECTION_COST,
    SENTENCE_COST,
    Joint,
    Piece,
    cut,
)

BUDGET = 20
COSTS = {
    Joint.PAGE: 0.0,
    Joint.SECTION: SECTION_COST,
    Joint.CLAUSE: CLAUSE_COST,
    Joint.BLOCK: BLOCK_COST,
    Joint.SENTENCE: SENTENCE_COST,
    Joint.INSIDE: INSIDE_COST,
}
PIECES = st.lists(
    st.builds(Piece, st.integers(1, BUDGET), st.sampled_from(Joint), st.integers(0, 4)), max_size=9
)


def sizes(pieces: list[Piece]) -> list[list[int]]:
    return [[pieces[i].tokens for i in stretch] for stretch in cut(pieces, BUDGET)]


def cost(pieces: list[Piece], ranges: tuple[range, ...]) -> float:
    """What a way to cut costs; infinite where it is not allowed."""
    total = 0.0
    for stretch in ranges:
        size = sum(pieces[i].tokens for i in stretch)
        inside = any(pieces[i].joint is Joint.PAGE for i in stretch[1:])
        if inside or (len(stretch) > 1 and size + pieces[stretch[0]].context_tokens > BUDGET):
            return float("inf")
        total += max(0.0, 1 - size / BUDGET) ** 2
    return total + sum(COSTS[pieces[r.start].joint] for r in ranges[1:])


@given(PIECES)
def test_passages_are_all_the_pieces_in_order_and_fit(pieces: list[Piece]) -> None:
    ranges = cut(pieces, BUDGET)

    assert [i for stretch in ranges for i in stretch] == list(range(len(pieces)))
    for stretch in ranges:
        size = sum(pieces[i].tokens for i in stretch) + pieces[stretch.start].context_tokens
        assert size <= BUDGET or len(stretch) == 1


@given(PIECES)
def test_no_other_way_to_cut_is_cheaper(pieces: list[Piece]) -> None:
    at = range(1, len(pieces))
    ways = (
        tuple(range(a, b) for a, b in itertools.pairwise([0, *places, len(pieces)]))
        for n in range(len(pieces))
        for places in itertools.combinations(at, n)
    )

    cheapest = min((cost(pieces, way) for way in ways), default=0.0)

    assert cost(pieces, tuple(cut(pieces, BUDGET))) <= cheapest + 1e-9


def test_what_fits_stays_together() -> None:
    assert sizes([Piece(5, Joint.SECTION), Piece(5, Joint.SECTION), Piece(5, Joint.BLOCK)]) == [
        [5, 5, 5]
    ]


def test_cut_falls_on_the_strongest_joint() -> None:
    before = [Piece(8, Joint.SECTION), Piece(5, Joint.SENTENCE)]

    assert sizes([*before, Piece(5, Joint.SECTION), Piece(7, Joint.SENTENCE)]) == [[8, 5], [5, 7]]
    assert sizes([*before, Piece(5, Joint.SENTENCE), Piece(7, Joint.SECTION)]) == [[8, 5, 5], [7]]


def test_page_ends_a_passage_however_short() -> None:
    assert sizes([Piece(1, Joint.PAGE), Piece(1, Joint.PAGE), Piece(1, Joint.BLOCK)]) == [
        [1],
        [1, 1],
    ]


def test_piece_larger_than_the_budget_stands_alone() -> None:
    assert sizes([Piece(3, Joint.BLOCK), Piece(30, Joint.INSIDE), Piece(3, Joint.BLOCK)]) == [
        [3],
        [30],
        [3],
    ]


def test_context_takes_its_room_from_the_passage_that_begins_with_it() -> None:
    rows = [Piece(6, Joint.BLOCK, 4) for _ in range(5)]

    assert [len(stretch) for stretch in cut(rows, BUDGET)] == [2, 2, 1]
