from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from evals.public.claims import RememberingEncoder, passage_of
from evals.public.contract_verdicts import (
    DEPTHS,
    Pair,
    majority,
    mean_f1,
    support_rows,
    verdict,
    verdict_rows,
)
from evals.public.contracts import CHOICES, Choice
from tests.doubles import WordEncoder
from tests.evals.public.nda import COPY, LAW, NO_COPY
from tests.evals.public.values import values_of

CHOICE = st.sampled_from(CHOICES)
GRID = st.lists(st.tuples(CHOICE, CHOICE, CHOICE, CHOICE), min_size=1, max_size=8)


def a_pair(doc_id: str, hypothesis: str, wanted: Choice, said: Choice = "Entailment") -> Pair:
    return Pair(doc_id, hypothesis, wanted, (said,) * len(DEPTHS), (0.5,) * len(DEPTHS), 0.5, 0.5)


@pytest.mark.parametrize(
    ("passages", "wanted"),
    [
        ([COPY], "Entailment"),
        ([NO_COPY], "Contradiction"),
        ([NO_COPY, COPY], "Entailment"),
        ([LAW], "NotMentioned"),
        ([], "NotMentioned"),
    ],
)
def test_support_by_one_passage_goes_before_a_denial_by_another(
    passages: list[str], wanted: Choice
) -> None:
    encoder = RememberingEncoder(WordEncoder())

    found, _ = verdict(COPY, [passage_of([text]) for text in passages], 8, encoder)

    assert found == wanted


@settings(deadline=None)
@given(GRID)
def test_mean_f1_is_that_of_scikit_learn_over_the_hypotheses_that_have_any(
    rows: list[tuple[Choice, Choice, Choice, Choice]],
) -> None:
    pairs, said = [], []
    for name, wanted, got in (("a", 0, 1), ("b", 2, 3)):
        pairs += [a_pair(f"{i}", name, row[wanted]) for i, row in enumerate(rows)]
        said += [row[got] for row in rows]

    found = mean_f1(pairs, said, "Contradiction").value

    by_hypothesis = []
    for name in ("a", "b"):
        of_one = [both for both in zip(pairs, said, strict=True) if both[0].hypothesis == name]
        true = [p.wanted == "Contradiction" for p, _ in of_one]
        if any(true):
            denied = [choice == "Contradiction" for _, choice in of_one]
            by_hypothesis.append(f1_score(true, denied, zero_division=0))
    mean = sum(by_hypothesis) / len(by_hypothesis) if by_hypothesis else None
    assert found == (None if mean is None else pytest.approx(mean))


def test_the_majority_is_of_each_hypothesis() -> None:
    pairs = [
        a_pair("1", "a", "Entailment"),
        a_pair("2", "a", "Entailment"),
        a_pair("3", "a", "Contradiction"),
        a_pair("1", "b", "NotMentioned"),
    ]

    assert majority(pairs) == ["Entailment"] * 3 + ["NotMentioned"]


def test_there_is_a_row_for_each_depth() -> None:
    pairs = [a_pair("1", "a", "Entailment"), a_pair("2", "a", "Contradiction", "Contradiction")]

    verdicts, supported = values_of(verdict_rows(pairs)), values_of(support_rows(pairs))

    assert verdicts["ours, best 3 passages"]["accuracy"] == 1
    assert supported["ours, best 8 passages"]["F1"] == 1
    assert supported["ours, best 8 passages"]["macro F1"] == 1
    assert supported["ours, best 8 passages"]["AUROC"] == 0.5
    assert supported["floor: always supported"]["macro F1"] == pytest.approx(1 / 3)
    assert supported["floor: always supported"]["precision"] == 0.5
    assert supported["floor: always supported"]["supported though denied"] == 1
    assert supported["ours, best 1 passages"]["supported though denied"] == 0
