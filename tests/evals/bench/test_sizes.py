from __future__ import annotations

import pytest

from evals.bench.race import Turn
from evals.bench.sizes import (
    SizeResult,
    answers_of,
    base_of,
    first_search_of,
    growth_of,
    no_room,
    percentile,
)

TURN = Turn(1.0, None)


def a_size(passages: int, *rounds: tuple[float, ...]) -> SizeResult:
    return SizeResult(
        passages=passages,
        filled=TURN,
        built=TURN,
        added=TURN,
        library_bytes=0,
        index_bytes=0,
        open_s=1.0,
        search_peak_bytes=None,
        whole_ms=rounds or ((1.0,),),
        stages_ms={},
        answers_ms={"answer": (40.0, 60.0, 50.0), "stages": (20.0, 30.0, 25.0)},
    )


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, 1.0), (0.5, 10.0), (0.95, 19.0), (0.951, 20.0), (1.0, 20.0)]
)
def test_a_percentile_is_one_of_the_figures_by_nearest_rank(share: float, expected: float) -> None:
    figures = [float(i) for i in range(20, 0, -1)]

    assert percentile(figures, share) == expected


def test_growth_compares_the_same_percentile_round_by_round() -> None:
    small = a_size(10_003, (1.0, 2.0, 9.0), (1.0, 3.0, 8.0))
    large = a_size(30_001, (2.0, 5.0, 30.0), (2.0, 5.0, 20.0))

    half, most = growth_of([small, large])

    assert (half.ours.figures, half.reference.figures) == ((5.0, 5.0), (2.0, 3.0))
    assert (most.ours.figures, most.reference.figures) == ((30.0, 20.0), (9.0, 8.0))
    assert half.ratio == 2.0


def test_only_the_slow_end_at_ten_times_the_passages_has_a_target() -> None:
    sizes = [a_size(10_005), a_size(30_008), a_size(100_011)]

    targets = {race.ours.name: race.target for race in growth_of(sizes)}

    assert targets == {
        "p50 in 30,008 passages": None,
        "p95 in 30,008 passages": None,
        "p50 in 100,011 passages": None,
        "p95 in 100,011 passages": 5.0,
    }


def test_growth_is_measured_from_ten_thousand_if_that_was_measured_else_from_the_smallest() -> None:
    assert base_of([a_size(1_003), a_size(10_005), a_size(100_011)]).passages == 10_005
    assert base_of([a_size(1_003), a_size(30_008)]).passages == 1_003


def test_one_size_alone_has_no_growth() -> None:
    assert growth_of([a_size(10_005)]) == []
    assert growth_of([]) == []


def test_a_size_that_does_not_fit_the_disk_says_what_to_do() -> None:
    assert no_room(100_000, 10**12, "/tmp") == ""
    assert no_room(100_000, 10**9, "/tmp") == (
        "search of 100,000 passages: needs 2.0 GB, 1.0 GB are free in '/tmp'; free some, or set"
        " TMPDIR to a larger disk"
    )


def test_first_search_is_held_against_a_second_where_the_base_was_measured() -> None:
    [race] = first_search_of([a_size(10_005), a_size(100_011)])

    assert (race.ours.name, race.ratio, race.target) == ("10,005 passages", 1.0, 1.0)
    assert first_search_of([a_size(1_003)]) == []


def test_an_answer_is_held_against_its_searches_with_a_target_at_the_base() -> None:
    small, large = answers_of([a_size(10_005), a_size(100_011)])

    assert (small.ours.figures, small.reference.figures) == ((50.0,), (25.0,))
    assert [small.target, large.target] == [2.5, None]
    assert small.is_reached
