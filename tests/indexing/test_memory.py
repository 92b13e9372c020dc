from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
WORDS = "license model weights data open source code train share use right copy term party".split()
FILE_CHARS = 500_000
MOST_MB = 600  # reading and library together, whatever the size


def write_texts(folder: Path, megabytes: int) -> None:
    folder.mkdir()
    rng = random.Random(7)
    for n in range(megabytes * 1_000_000 // FILE_CHARS):
        paragraphs, size = [f"# Document {n}"], 0
        while size < FILE_CHARS:
            words = [*rng.choices(WORDS, k=60), str(rng.randrange(10**6))]
            paragraphs.append(" ".join(words).capitalize() + ".")
            size += len(paragraphs[-1]) + 2
        (folder / f"d{n}.md").write_text("\n\n".join(paragraphs))


def peak(tmp_path: Path, megabytes: int) -> tuple[int, int, int]:
    """Passages, and the most megabytes of the program and of its reader."""
    write_texts(tmp_path / "texts", megabytes)
    done = subprocess.run(
        [sys.executable, "-m", "tests.indexing.large", tmp_path / "texts", tmp_path / "index"],
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
    )
    documents, passages, own, reader = map(int, done.stdout.split())
    assert documents == megabytes * 1_000_000 // FILE_CHARS
    # Shown with `pytest -s`: the figures of evals/LOG.md.
    sys.stdout.write(f"{megabytes} MB: {passages} passages, program {own}, reader {reader} MB\n")
    return passages, own, reader


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_memory_of_an_ingest_stays_small(tmp_path: Path) -> None:
    passages, own, reader = peak(tmp_path, 2)

    assert passages > 1000
    assert own + reader < MOST_MB


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_memory_of_an_ingest_does_not_grow_with_its_size(tmp_path: Path) -> None:
    passages, own, reader = peak(tmp_path, 100)

    assert passages > 80_000
    assert own + reader < MOST_MB
