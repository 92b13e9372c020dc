from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.indexing.library import Library
from assistant.indexing.lock import writing
from assistant.ingestion.watching import watch
from assistant.settings import Settings
from tests.indexing.made import OpenedEncoders, write

PATENT = "# Apache\n\nThe license grants a patent right to every contributor.\n"


class Script:
    """Sleeps no time; before each look but the first, it does the next thing."""

    def __init__(self, *steps: Callable[[], object]) -> None:
        self.steps: Iterator[Callable[[], object]] = iter(steps)

    def __call__(self, seconds: float) -> None:
        step = next(self.steps, None)
        if step is None:
            raise KeyboardInterrupt
        step()


def nothing() -> None:
    """A look at the same folder."""


def watched(
    settings: Settings, docs: Path, *steps: Callable[[], object], encoders: OpenedEncoders
) -> list[str]:
    lines: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        for line in watch(settings, [docs], encoder=encoders, sleep=Script(*steps)):
            lines.append(line)  # until it is interrupted
    return lines


@pytest.mark.slow
def test_each_change_is_one_line_and_the_model_is_loaded_once(tmp_path: Path) -> None:
    settings = Settings(index_dir=tmp_path / "index")
    docs = write(tmp_path / "docs", {"a.md": PATENT})
    encoders = OpenedEncoders()

    lines = watched(
        settings,
        docs,
        nothing,
        lambda: write(docs, {"b.md": "# B\n\nAbout weights.\n", "c.pdf": "%PDF-1.7"}),
        nothing,
        nothing,
        (docs / "a.md").unlink,
        nothing,
        nothing,
        encoders=encoders,
    )

    failed = [line for line in lines if line.startswith("failed c.pdf: ")]
    assert [line for line in lines if line not in failed] == [
        "read a.md (1 passages)",
        "read b.md (1 passages)",
        "removed a.md",
    ]
    assert len(failed) == 1  # it fails in the last round as well
    assert encoders.opened == 1
    with Library(settings.index_dir) as library:
        assert [source.doc_id for source in library.sources()] == ["b.md"]


@pytest.mark.slow
def test_file_is_left_alone_while_it_grows(tmp_path: Path) -> None:
    settings = Settings(index_dir=tmp_path / "index")
    docs = write(tmp_path / "docs", {"a.md": PATENT})

    def grow() -> None:
        with (docs / "a.md").open("a") as opened:
            opened.write("\nIt ends when you sue over a patent.\n" * 30)

    lines = watched(settings, docs, grow, grow, grow, nothing, encoders=OpenedEncoders())

    assert len(lines) == 1
    with Library(settings.index_dir) as library:
        assert library.document("a.md").text.count("sue over") == 90


@pytest.mark.slow
def test_bad_round_is_told_once_and_the_next_change_is_taken_in(tmp_path: Path) -> None:
    settings = Settings(index_dir=tmp_path / "index")
    docs = write(tmp_path / "docs", {"a.md": PATENT})
    held = writing(settings.index_dir)
    held.__enter__()

    lines = watched(
        settings,
        docs,
        nothing,
        nothing,
        lambda: held.__exit__(None, None, None),
        nothing,
        lambda: (docs / "a.md").rename(docs / "b.md"),
        nothing,
        encoders=OpenedEncoders(),
    )

    assert len(lines) == 2
    assert lines[0].startswith("not done: another process is writing")
    assert lines[1] == "read b.md (1 passages)"
