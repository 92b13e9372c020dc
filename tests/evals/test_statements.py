from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.answering.written import Statement, statements
from assistant.types import Passage
from evals.statements import support_scores
from tests.evals.scripted import passage

RED, BLUE, OTHER = passage("red"), passage("blue"), passage("other")


def holds_all_words(statement: str, passages: Sequence[Passage]) -> bool:
    """Supported when every word of the statement stands in one of the passages."""
    return set(statement.split()) <= {p.text for p in passages}


@pytest.mark.parametrize(
    ("text", "markers", "statement_support", "citation_support"),
    [
        ("red", (1,), 1, 1),
        ("red", (3,), 0, 0),  # not supported: its citation counts nothing
        ("red", (), 0, None),  # no citation at all
        ("red blue", (1, 2), 1, 1),  # each needs the other
        ("red", (1, 3), 1, 0.5),  # the second is not needed
        ("red blue", (1, 3), 0, 0),
    ],
)
def test_support_is_counted_as_alce_does(
    text: str, markers: tuple[int, ...], statement_support: float, citation_support: float | None
) -> None:
    scores = support_scores([Statement(text, markers)], [RED, BLUE, OTHER], holds_all_words)

    assert scores == {
        "statement_support": statement_support,
        "citation_support": citation_support,
    }


def test_the_mean_is_over_the_statements_of_the_answer() -> None:
    said = [Statement("red", (1,)), Statement("blue", (1,)), Statement("blue", (2,))]

    assert support_scores(said, [RED, BLUE], holds_all_words) == {
        "statement_support": pytest.approx(2 / 3),
        "citation_support": pytest.approx(2 / 3),
    }


def test_an_answer_without_statements_has_no_support() -> None:
    assert support_scores([], [RED], holds_all_words)["statement_support"] is None


def test_headings_leads_and_a_bare_yes_are_no_statements() -> None:
    text = (
        "# Anvils\nYes. The smith says:\n- Nobody may sell the old anvil [1][2].\n"
        "- The anvil weighs a hundred pounds today. *(no source given)*\n"
    )

    assert statements(text) == [
        Statement("Nobody may sell the old anvil.", (1, 2)),
        Statement("The anvil weighs a hundred pounds today.", ()),
    ]
