from __future__ import annotations

from pathlib import Path

import pytest

from evals.public.contract_nli import run
from evals.public.tables import render_table
from tests.evals.public.nda import write_contracts
from tests.evals.public.values import values_of


@pytest.mark.slow
def test_contracts_are_judged_through_the_programs_own_index(tmp_path: Path) -> None:
    verdicts, supported, evidence = run(write_contracts(tmp_path))

    assert values_of(verdicts.rows)["ours, best 3 passages"]["accuracy"] == 1
    assert supported.n == "2 contracts, 2 hypotheses of each"
    assert "published: span TF-IDF cosine" in render_table(evidence)
