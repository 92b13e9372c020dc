from __future__ import annotations

import pytest

from evals.public.cuad_pairs import Pair
from evals.public.cuad_tables import (
    Asked,
    answer_table,
    category_table,
    presence_table,
    reading_table,
    retrieval_table,
    word_f1,
)
from evals.public.indexed import DENSE, FULL
from evals.public.spans import Span
from evals.public.tables import Row, Table
from evals.stats import Estimate


def asked(
    contract: str = "one.txt",
    *,
    present: bool = True,
    located: bool = True,
    rank: int | None = None,
    dense_rank: int | None = None,
    confidence: float = 0.5,
    abstained: bool = False,
    cited: tuple[bool, ...] = (),
    value_stands: bool | None = None,
    category: str = "Insurance",
) -> Asked:
    gold = (Span(contract, 0, 5),) if present and located else ()
    pair = Pair(contract, category, f"{category}: ?", present, gold, "Yes")
    ranks = {DENSE: dense_rank, FULL: rank}
    return Asked(pair, ranks, confidence, confidence, abstained, cited, value_stands)


def value(table: Table, system: str, column: str) -> float | None:
    figure = next(row for row in table.rows if row.system == system).figures[column]
    return figure.value if isinstance(figure, Estimate) else figure


def test_retrieval_counts_only_subjects_whose_clause_has_a_place() -> None:
    table = retrieval_table(
        [
            asked(rank=1, dense_rank=4),
            asked("two.txt", rank=2),
            asked(present=False, rank=None),
            asked(located=False, rank=None),
        ]
    )

    assert table.n == "2 questions, 2 contracts"
    assert [value(table, FULL, c) for c in table.columns] == [0.5, 1.0, 1.0, 1.0, 0.75]
    assert [value(table, DENSE, c) for c in table.columns] == [0.0, 0.0, 0.5, 0.5, 0.125]


def test_presence_takes_abstaining_as_the_positive_class() -> None:
    table = presence_table(
        [
            asked(confidence=0.9),
            asked("two.txt", confidence=0.2, abstained=True),
            asked(present=False, confidence=0.1, abstained=True),
            asked("two.txt", present=False, confidence=0.8),
        ]
    )

    ours = {column: value(table, "ours, full", column) for column in table.columns}

    assert ours == {
        "precision": 0.5,
        "recall": 0.5,
        "F1": 0.5,
        "accuracy": 0.5,
        "over-abstention": 0.5,
        "false answers": 0.5,
        "AUROC": 0.75,
    }
    assert value(table, "always abstain", "recall") == 1.0


def test_answers_that_abstain_cite_nothing_and_hold_no_value() -> None:
    table = answer_table(
        [
            asked(cited=(False, True), value_stands=True),
            asked("two.txt", abstained=True, value_stands=False),
            asked(cited=(False, False)),
        ]
    )

    (row,) = table.rows

    assert [value(table, row.system, c) for c in table.columns] == [
        pytest.approx(1 / 3),
        pytest.approx(1 / 4),
        0.5,
    ]


def test_each_subject_has_a_row_with_what_it_measures() -> None:
    table = category_table(
        [
            asked(rank=5, cited=(True,)),
            asked("two.txt", present=False, abstained=True),
            asked(category="Audit Rights", rank=6),
        ]
    )

    insurance = [value(table, "Insurance (1 present)", c) for c in table.columns]
    audit = [value(table, "Audit Rights (1 present)", c) for c in table.columns]

    assert insurance == [1.0, 1.0, 1.0]
    assert audit == [0.0, 0.0, None]


def test_words_are_compared_as_often_as_they_stand_whatever_the_marks_between() -> None:
    assert word_f1("“One” two two", 'One "two", two;') == 1.0
    assert word_f1("one two", "one one one") == pytest.approx(2 * 1 / 5)
    assert word_f1("", "") == 1.0


def test_reading_shows_the_mean_and_the_worst_contract() -> None:
    (row,) = reading_table([("one two", "one two"), ("one", "two")]).rows

    assert isinstance(row, Row)
    assert [e.value for e in row.figures.values() if isinstance(e, Estimate)] == [0.5, 0.0]
