from __future__ import annotations

import pytest

from evals.bench.race import Race, Side, Turn, rate_of, seconds_of, take_turns

PLAIN = Side("plain", (10.0, 8.0, 9.0), None)


def test_a_ratio_is_of_medians() -> None:
    race = Race("ask", Side("ours", (1.0, 2.0, 90.0), None), PLAIN, "s", None)

    assert race.ratio == pytest.approx(2 / 9)


@pytest.mark.parametrize(
    ("unit", "target", "reached"),
    [
        ("s", 0.25, True),
        ("s", 0.2, False),
        ("ms", 0.2, False),
        ("passages/s", 0.2, True),
        ("chars/s", 0.25, False),
        ("s", None, None),
    ],
)
def test_a_target_has_a_direction_by_its_unit(
    unit: str, target: float | None, reached: bool | None
) -> None:
    race = Race("ask", Side("ours", (2.0,), None), PLAIN, unit, target)

    assert race.is_reached is reached


def test_a_side_has_a_figure_for_each_turn_and_the_highest_memory() -> None:
    turns = [Turn(2.0, 500), Turn(4.0, None), Turn(5.0, 700)]

    assert seconds_of("ours", turns) == Side("ours", (2.0, 4.0, 5.0), 700)
    assert rate_of("ours", turns, 20) == Side("ours", (10.0, 5.0, 4.0), 700)


def test_memory_that_is_not_known_stays_unknown() -> None:
    assert seconds_of("ours", [Turn(2.0, None)]).peak_bytes is None


def test_turns_alternate_who_goes_first() -> None:
    order: list[str] = []

    def timer(name: str, seconds: float) -> Turn:
        order.append(name)
        return Turn(seconds, None)

    turns = take_turns(
        {"ours": lambda: timer("ours", 1.0), "plain": lambda: timer("plain", 2.0)}, 3
    )

    assert order == ["ours", "plain", "plain", "ours", "ours", "plain"]
    assert turns == {"ours": [Turn(1.0, None)] * 3, "plain": [Turn(2.0, None)] * 3}
