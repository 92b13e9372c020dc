"""D10: another embedding model than the one that made the index. Chroma notices only the size."""

from __future__ import annotations

import pytest

from assistant.__main__ import main
from assistant.errors import IndexMismatch
from tests.faults.corpus import write_edition
from tests.faults.encoder import StandIn
from tests.faults.same_index import state
from tests.faults.tally import Tally
from tests.faults.trial import Trial, ingested, is_same

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

BUNDLED = 384  # dimensions of the model that comes with the program


@pytest.mark.parametrize(
    "dimensions", [128, pytest.param(768, marks=pytest.mark.long)], ids=["same size", "other size"]
)
def test_ingest_with_another_model_changes_nothing_and_tells_the_way_out(
    trial: Trial, tally: Tally, dimensions: int
) -> None:
    index_dir = trial.copy(f"other-{dimensions}")

    with tally.run(dimensions):
        with pytest.raises(
            IndexMismatch, match=r"was built with .*run `python ingest\.py --rebuild`"
        ):
            ingested(
                index_dir, trial.root, encoder=lambda: StandIn("another-model-000000", dimensions)
            )
        is_same(state(index_dir), state(trial.first))

    assert tally.failures == []


@pytest.mark.parametrize(
    "dimensions",
    [BUNDLED, pytest.param(768, marks=pytest.mark.long)],
    ids=["same size", "other size"],
)
def test_question_with_another_model_is_refused_with_the_way_out(
    trial: Trial, tally: Tally, dimensions: int, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_edition(trial.folder / "few", "first", 2)
    index_dir = trial.folder / f"asked-{dimensions}"
    ingested(index_dir, root, encoder=lambda: StandIn("another-model-000000", dimensions))

    with tally.run(dimensions):
        assert main(["search", "patent", "--index", str(index_dir)]) == 2
        told = capsys.readouterr().err
        assert "was built with" in told
        assert "run `python ingest.py --rebuild`" in told
        assert "Traceback" not in told

    assert tally.failures == []
