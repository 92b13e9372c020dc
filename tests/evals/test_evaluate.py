from __future__ import annotations

from pathlib import Path

import pytest

from assistant.settings import Settings
from evals.evaluate import run_baseline, run_gold
from tests.evals.scripted import ScriptedAssistant, answer, document, write_gold
from tests.evals.test_baseline import encode

ANVIL = document(text="The anvil is free to use. " * 10 + "Nobody may sell the anvil.")
HAMMER = document("tools/hammer.md", "The hammer is for sale everywhere.")


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    evidence = [{"file": "tools/anvil.md", "quote": "Nobody may sell the anvil."}]
    return write_gold(
        tmp_path,
        {"id": "a", "question": "nobody may sell", "evidence": evidence},
        {
            "id": "b",
            "question": "sell the hammer",
            "evidence": [{"file": "gone.md", "quote": "It is sold by the dozen."}],
        },
    )


def test_the_baseline_cuts_and_searches_the_assistants_documents(gold_file: Path) -> None:
    assistant = ScriptedAssistant({}, ANVIL, HAMMER)

    result = run_baseline(
        gold_file,
        Settings(),
        lambda settings, *, model=None: assistant,
        lambda settings: encode,
        chars=80,
        seed=0,
    )

    assert result.system == "plain dense index, pieces of 80 characters"
    assert assistant.asked == [] and assistant.closed
    first = result.items[0]
    assert first.first_useful_rank == 1
    assert first.hits[0].doc_id == "tools/anvil.md"
    assert len(first.hits) > 2


def test_a_document_that_is_not_indexed_is_named_and_the_run_goes_on(
    gold_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assistant = ScriptedAssistant(
        {"nobody may sell": answer(), "sell the hammer": answer()}, ANVIL, HAMMER, model="tiny"
    )

    result = run_gold(
        gold_file,
        Settings(index_dir=Path("somewhere")),
        lambda settings, *, model=None: assistant,
        model=None,
        seed=7,
    )

    assert "not in the index, its items cannot be found: gone.md" in capsys.readouterr().err
    assert [item.lost_at for item in result.items] == ["", "read"]
    assert (result.model, result.seed) == ("tiny", 7)
    assert result.settings["index_dir"] == "somewhere"
