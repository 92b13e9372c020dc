from __future__ import annotations

from pathlib import Path

import pytest

from evals.public.contracts import load_contracts
from evals.public.tables import DataMissing
from tests.evals.public.nda import COPY, HYPOTHESES, LAW, SECRET, write_contracts


def test_contracts_are_read_with_their_spans_and_labels(tmp_path: Path) -> None:
    data = load_contracts(write_contracts(tmp_path))

    first, second = data.contracts
    assert data.hypotheses == HYPOTHESES
    assert [first.text[start:end] for start, end in first.spans] == [SECRET, COPY, LAW]
    assert first.choices == {"nda-1": "Entailment", "nda-2": "NotMentioned"}
    assert first.evidence == {"nda-1": frozenset({1}), "nda-2": frozenset()}
    assert first.doc_id != second.doc_id


def test_another_file_is_named_with_the_next_step(tmp_path: Path) -> None:
    bench = write_contracts(tmp_path)
    (bench.data / "contract_nli" / "dev.json").write_text('{"documents": [{}], "labels": {}}')

    with pytest.raises(DataMissing, match=r"dev\.json: is not what this benchmark reads"):
        load_contracts(bench)
