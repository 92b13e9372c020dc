from __future__ import annotations

from evals.page.plots.by_type import plot_types, type_shares
from evals.result import ItemResult
from tests.evals.page.runs import asked, compared, run


def of(kind: str, *hits: float) -> list[ItemResult]:
    return [asked(f"{kind}-{n}", kind=kind, hit_at_5=hit) for n, hit in enumerate(hits)]


def test_all_types_come_first_then_the_best() -> None:
    result = run(
        *of("low", 0, 0, 1), *of("high", 1, 1), *of("more", 1, 1, 1), asked("x", kind="none")
    )

    shares = type_shares(result, None)

    assert [(s.name, s.now.value, s.now.n) for s in shares] == [
        ("all types", 0.75, 8),
        ("more", 1.0, 3),
        ("high", 1.0, 2),
        ("low", 1 / 3, 3),
    ]
    assert {s.before for s in shares} == {None}


def test_previous_shares_are_of_the_common_questions() -> None:
    before = run(*of("a", 0, 0), asked("gone", kind="a", hit_at_5=1.0))
    after = run(*of("a", 1, 0), *of("new", 1))

    shares = {s.name: s for s in type_shares(after, compared(before, after))}

    assert shares["a"].before is not None
    assert (shares["a"].before.value, shares["a"].before.n) == (0.0, 2)
    assert shares["new"].before is None


def test_the_plot_says_its_message_and_its_numbers() -> None:
    plot = plot_types(run(*of("low", 0, 1), *of("high", 1, 1)), None)

    assert plot is not None
    assert plot.says == "75% of 4 questions find evidence; the lowest type is low: 50% of 2."
    assert plot.rows[2] == ("low", "0.500", "0.095 to 0.905", "2")
    assert "low (2)" in plot.svg


def test_without_wanted_evidence_there_is_no_plot() -> None:
    assert plot_types(run(asked("a")), None) is None
