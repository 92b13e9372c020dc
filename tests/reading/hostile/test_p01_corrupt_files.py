from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from assistant.indexing.library import Library
from tests.reading.hostile.bombs import scanned_pdf
from tests.reading.hostile.ingesting import (
    assert_each_reason_is_a_sentence,
    ingested,
    write_all,
)
from tests.reading.hostile.mutate import cuts, mutated
from tests.reading.hostile.seeds import SEEDS

pytestmark = pytest.mark.slow  # starts processes

CUT_POINTS = 10


def _corrupt(mutants: int) -> dict[str, bytes]:
    random = Random(1)
    suffixes = sorted(SEEDS)
    files = {f"empty{suffix}": b"" for suffix in suffixes}
    files |= {f"random{suffix}": random.randbytes(2_000) for suffix in suffixes}
    files |= {
        f"called{wrong}/{suffix[1:]}{wrong}": SEEDS[suffix]
        for suffix in (".pdf", ".html", ".csv")
        for wrong in (".txt", ".yaml", ".vtt")
    }
    files["picture.pdf"] = b"\x89PNG\r\n\x1a\n" + random.randbytes(500)
    files["page.pdf"] = SEEDS[".html"]
    files["scanned.pdf"] = scanned_pdf(2)
    for suffix in suffixes:
        for i, data in enumerate(cuts(SEEDS[suffix], CUT_POINTS)):
            files[f"cut/{i}{suffix}"] = data
    others = list(SEEDS.values())
    for i in range(mutants):
        suffix = suffixes[i % len(suffixes)]
        files[f"mutant/{i}{suffix}"] = mutated(SEEDS[suffix], others, random)
    return files


@pytest.mark.parametrize(
    "mutants", [45, pytest.param(500, marks=[pytest.mark.long, pytest.mark.timeout(900)])]
)
def test_corrupt_files_are_named_one_by_one_and_no_good_file_is_lost(
    tmp_path: Path, mutants: int
) -> None:
    good = {f"good/{i}{suffix}": SEEDS[suffix] for suffix in SEEDS for i in range(2)}
    corrupt = _corrupt(mutants)
    write_all(tmp_path / "docs", {**good, **corrupt})

    with Library(tmp_path / "index", create=True) as library:
        report = ingested(library, tmp_path / "docs")
        read = {source.doc_id for source in library.sources()}

    named = {name for name, _ in [*report.failed, *report.skipped]}
    assert good.keys() <= read
    assert read | named == good.keys() | corrupt.keys()
    assert not read & named
    assert_each_reason_is_a_sentence(report)
