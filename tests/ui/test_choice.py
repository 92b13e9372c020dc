from __future__ import annotations

import pytest

from assistant.types import EVERYTHING, Scope
from assistant.ui.choice import LONGEST, MOST_CHOSEN, Choice, read_scope, without


def test_what_a_page_tells_of_becomes_a_scope() -> None:
    told = {"kinds": ["license"], "documents": ["a.md", "b.md"], "statuses": ["draft"]}

    assert read_scope(told) == Scope(
        kinds=("license",), documents=("a.md", "b.md"), statuses=("draft",)
    )


@pytest.mark.parametrize(
    "told",
    [
        None,
        "license",
        {"kinds": "license"},
        {"kinds": ["lies", 4], "statuses": [None]},
        {"documents": [7, {"a": 1}, "x" * (LONGEST + 1)]},
    ],
)
def test_what_makes_no_sense_is_left_out(told: object) -> None:
    assert read_scope(told) == EVERYTHING


def test_no_more_than_so_many_are_taken() -> None:
    many = [f"{n}.md" for n in range(MOST_CHOSEN + 1)]

    assert len(read_scope({"documents": many}).documents) == MOST_CHOSEN


def test_one_limit_can_be_taken_away() -> None:
    scope = Scope(kinds=("license", "panel"), versions=("1.0",))

    assert without(scope, "kinds", "panel") == Scope(kinds=("license",), versions=("1.0",))
    assert without(scope, "versions", "1.0") == Scope(kinds=("license", "panel"))
    assert without(scope, "__class__", "panel") == scope


@pytest.mark.parametrize(
    ("many", "compares"), [(0, False), (1, False), (2, True), (4, True), (5, False)]
)
def test_two_to_four_documents_are_compared(many: int, compares: bool) -> None:
    scope = Scope(documents=tuple(f"{n}.md" for n in range(many)))

    assert Choice(scope, wants_comparison=True).compares is compares
    assert not Choice(scope).compares
