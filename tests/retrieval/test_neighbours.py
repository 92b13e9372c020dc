from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.neighbours import NEIGHBOUR, WHITE_SPACE, support_neighbours
from assistant.types import Hit
from tests.doubles import a_passage, a_source

ONE, OTHER = a_source("definitions/one.md"), a_source("definitions/other.md")


def hit(score: float, start: int, text: str = "words", source: object = ONE) -> Hit:
    return Hit(a_passage(text, ONE if source is ONE else OTHER, start=start), score)


def places(hits: list[Hit]) -> list[int]:
    return [h.passage.start for h in hits]


def test_passage_with_a_found_neighbour_comes_before_one_that_is_as_good() -> None:
    hits = [hit(0.7, 900), hit(0.7, 0), hit(0.6, 7), hit(0.3, 500)]

    assert places(support_neighbours(hits)) == [0, 900, 7, 500]


def test_neighbour_adds_a_share_of_its_lead_over_the_last() -> None:
    supported = support_neighbours([hit(0.8, 0), hit(0.6, 7), hit(0.5, 900)])

    assert [round(h.score, 6) for h in supported] == [
        round(0.8 + NEIGHBOUR * (0.6 - 0.5), 6),
        round(0.6 + NEIGHBOUR * (0.8 - 0.5), 6),
        0.5,
    ]


def test_better_of_two_neighbours_counts() -> None:
    middle = support_neighbours([hit(0.9, 0), hit(0.7, 7), hit(0.6, 14), hit(0.5, 900)])[1]

    assert round(middle.score, 6) == round(0.7 + NEIGHBOUR * (0.9 - 0.5), 6)


def test_passages_apart_or_of_another_document_are_no_neighbours() -> None:
    hits = [hit(0.8, 0), hit(0.7, 5 + WHITE_SPACE + 1), hit(0.6, 7, source=OTHER)]

    assert support_neighbours(hits) == hits


def test_nothing_found_stays_nothing() -> None:
    assert support_neighbours([]) == []


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), st.booleans()), max_size=12))
def test_same_passages_best_first_and_scores_up_to_one(
    some: list[tuple[float, int, bool]],
) -> None:
    hits = sorted(
        (hit(score, start, source=ONE if one else OTHER) for score, start, one in some),
        key=lambda h: -h.score,
    )

    supported = support_neighbours(hits)

    assert sorted(places(supported)) == sorted(places(hits))
    assert supported == sorted(supported, key=lambda h: -h.score)
    assert all(0 <= h.score <= 1 for h in supported)
