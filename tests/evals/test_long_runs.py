"""The second gold set and the public sets, in full: `make long`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import ingest
from evals.__main__ import main
from evals.commands.public import NAMES
from evals.result_file import read_result
from tests.conftest import SHARED

pytestmark = [pytest.mark.long, pytest.mark.originals]

ORIGINALS = SHARED / "originals"
GOLD = SHARED / "gold" / "originals.jsonl"
BENCH = SHARED / "bench"


@pytest.fixture(scope="module")
def originals_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("originals") / "index"
    assert ingest.main([str(ORIGINALS), "--index", str(folder)]) == 0
    return folder


@pytest.mark.timeout(3600)
def test_the_gold_set_of_the_originals_stands_in_what_was_read(originals_index: Path) -> None:
    assert main(["check", "--gold", str(GOLD), "--index", str(originals_index)]) == 0


@pytest.mark.timeout(3600)
def test_answers_over_the_originals_are_quoted_exactly(
    originals_index: Path, tmp_path: Path
) -> None:
    out = tmp_path / "result.json"
    options = ["--gold", str(GOLD), "--index", str(originals_index), "--model", "none"]

    assert main(["run", *options, "--out", str(out)]) == 0

    items = read_result(out).items
    assert [item.id for item in items if item.error] == []
    assert [item.id for item in items if item.scores.get("quotation_fidelity") == 0] == []


@pytest.mark.timeout(3600)
def test_the_embedding_path_gives_the_published_numbers(tmp_path: Path) -> None:
    """Parity first: without it no other comparison counts."""
    out = tmp_path / "tables.json"
    options = ["--data", str(BENCH), "--work", str(tmp_path / "work"), "--out", str(out)]

    assert main(["public", "mteb_small", "chroma_chunking", *options]) == 0

    found = {
        (table["name"], row["system"]): row["figures"]
        for table in json.loads(out.read_text())
        for row in table["rows"]
    }
    xquad = found["mteb_small: XQuAD-en", "whole document, one vector (parity)"]
    assert xquad["nDCG@10"]["value"] == pytest.approx(0.943, abs=0.002)
    recursive = found["chroma_chunking", "MiniLM, recursive 1,000 characters (parity)"]
    assert recursive["recall@5"]["value"] == pytest.approx(0.757, abs=0.02)


@pytest.mark.timeout(3600)
def test_every_public_set_runs_on_a_sample(tmp_path: Path) -> None:
    out = tmp_path / "tables.json"
    options = ["--data", str(BENCH), "--work", str(tmp_path / "work"), "--sample", "20"]

    assert main(["public", "all", *options, "--out", str(out)]) == 0

    ran = {table["name"].split(":")[0] for table in json.loads(out.read_text())}
    assert ran == set(NAMES)
