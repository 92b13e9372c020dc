"""The gold set of this repository, asked of its own corpus in quotation mode."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.__main__ import main
from evals.gold import read_gold
from evals.result_file import read_result
from tests.corpus_index import corpus_index
from tests.small_index import REPOSITORY

GOLD = REPOSITORY / "evals" / "gold"
GATE = REPOSITORY / "evals" / "gates" / "corpus.json"


def test_the_gold_set_is_as_large_as_it_claims_to_be() -> None:
    items = read_gold(GOLD).items

    assert len(items) >= 150
    assert sum(not item.answerable for item in items) >= 35
    assert all(item.absent for item in items if not item.answerable)
    assert {"follow_up", "false_premise", "version", "comparison", "who_said", "positions"} <= {
        item.type for item in items
    }


@pytest.mark.slow
def test_every_quotation_of_the_gold_set_stands_in_the_corpus(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check"]) == 0, capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.timeout(300)  # a minute on a quiet machine
def test_the_corpus_gate_is_passed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "result.json"
    options = ["--index", str(corpus_index()), "--model", "none", "--out", str(out)]

    # The budget is of the evaluation's own machine; how fast this one is belongs in a benchmark.
    code = main(["run", *options, "--gate", str(GATE), "--budget-s", "60"])

    assert code == 0, capfd.readouterr()
    assert len(read_result(out).items) == len(read_gold(GOLD).items)
