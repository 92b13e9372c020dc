from __future__ import annotations

from evals.bench.timed_search import WARM_UP, time_rounds


class CountingAsk:
    """Takes as many milliseconds as questions were asked so far."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, question: str) -> dict[str, float]:
        self.asked.append(question)
        return {"encode": float(len(self.asked)), "dense": 0.0}


def test_every_round_holds_each_question_once_after_a_warm_up() -> None:
    ask = CountingAsk()

    rounds = time_rounds(ask, ["a", "b", "c"], 2)

    assert ask.asked == ["a", "b", "c"] * 3
    assert rounds == {"encode": [[4.0, 5.0, 6.0], [7.0, 8.0, 9.0]], "dense": [[0.0] * 3] * 2}


def test_the_warm_up_is_part_of_a_long_list() -> None:
    ask = CountingAsk()

    time_rounds(ask, ["a"] * 200, 1)

    assert len(ask.asked) == WARM_UP + 200
