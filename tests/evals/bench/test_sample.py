from __future__ import annotations

from pathlib import Path

import pytest

from evals.bench.processes import BenchError
from evals.bench.sample import draw_sample
from tests.indexing.made import write

pytestmark = pytest.mark.slow

WORDS = "Clause {n} speaks of weights and data. "


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Ten short files, one long one, one that cannot be read, and their description."""
    short = {f"{n}/{n}.md": f"# {n}\n\n{WORDS.format(n=n)}\n" for n in range(10)}
    long = "".join(WORDS.format(n=n) for n in range(2000))
    manifest = {"manifest.csv": "file,title\n1/1.md,One\n", "README.md": "# About\n"}
    return write(tmp_path / "corpus", {**short, **manifest, "long.md": long, "empty.md": "\n"})


def names(folder: Path) -> list[str]:
    return sorted(f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file())


def test_sample_is_as_long_as_wanted_and_the_same_every_time(corpus: Path, tmp_path: Path) -> None:
    drawn = [draw_sample(corpus, tmp_path / name, passages=4) for name in ("one", "two")]

    assert drawn == [4, 4]
    assert names(tmp_path / "one") == names(tmp_path / "two")
    assert "manifest.csv" in names(tmp_path / "one")
    assert len(names(tmp_path / "one")) == 5


def test_all_that_fits_is_drawn_where_more_was_wanted(corpus: Path, tmp_path: Path) -> None:
    assert draw_sample(corpus, tmp_path / "sample", passages=12) == 10

    assert not {"long.md", "empty.md"} & set(names(tmp_path / "sample"))


def test_corpus_without_a_file_that_fits_is_refused(tmp_path: Path) -> None:
    corpus = write(tmp_path / "corpus", {"a.md": WORDS * 2000})

    with pytest.raises(BenchError, match="makes 5 passages or fewer"):
        draw_sample(corpus, tmp_path / "sample", passages=5)
