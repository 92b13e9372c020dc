"""D11: an index written by an older or newer Chroma. Its files are read by one version only."""

from __future__ import annotations

import json

import pytest

from tests.faults.same_index import state
from tests.faults.tally import Tally
from tests.faults.trial import Trial, is_same

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.mark.long
def test_index_of_another_chroma_is_not_opened_but_rebuilt(trial: Trial, tally: Tally) -> None:
    def forge(written_by: str) -> None:
        index_dir = trial.copy(f"chroma-{written_by}", of=trial.clean)
        [file] = index_dir.glob("gen-*/manifest.json")
        file.write_text(json.dumps(json.loads(file.read_text()) | {"chromadb": written_by}))

        is_same(state(index_dir), trial.wanted)
        assert not file.exists()

    tally.each(["0.6.3", "99.0.0"], forge)

    assert tally.failures == []
