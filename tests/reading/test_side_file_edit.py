from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ReadingError
from assistant.reading.parsed import Described
from assistant.reading.side_file import check_correction, read_side_file
from assistant.reading.side_file_edit import (
    forget_correction,
    with_correction,
    without_correction,
    write_correction,
)

BEFORE = """\
# What we know better.
["a.md"]
title = "A"   # not what it calls itself
date = 2024-10-28

["b.md"]
kind = "license"
"""
AFTER = """\
# What we know better.
["a.md"]
title = "The A"   # not what it calls itself
date = 2025-01-02
publisher = ""

["b.md"]
kind = "license"
"""


def test_only_what_is_said_changes_and_comments_stay() -> None:
    said = Described(title="The A", date="2025-01-02", publisher="")

    assert with_correction(BEFORE, "a.md", said) == AFTER


def test_a_new_document_gets_a_table_at_the_end() -> None:
    said = Described(title='A "B"', date="2024-10", aliases=("B", "C"), status="draft")

    assert with_correction(BEFORE, "c d.md", said) == BEFORE + (
        '\n["c d.md"]\ntitle = "A \\"B\\""\ndate = "2024-10"\nstatus = "draft"\n'
        'aliases = ["B", "C"]\n'
    )


def test_a_document_that_is_gone_is_not_spoken_of() -> None:
    assert without_correction(BEFORE, "b.md") == BEFORE.split('["b.md"]', maxsplit=1)[0]


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    hostile = 'x"]\n["y.md"]\ntitle = "<b>'
    write_correction(tmp_path, f"{hostile}.md", Described(title=hostile.replace("\n", " ")))
    write_correction(tmp_path, "a.md", Described(version="2"))

    said = read_side_file(tmp_path)

    assert set(said) == {f"{hostile}.md", "a.md"}
    assert said["a.md"] == Described(version="2")
    forget_correction(tmp_path, "a.md")
    forget_correction(tmp_path, "never.md")
    assert set(read_side_file(tmp_path)) == {f"{hostile}.md"}


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (Described(date="May"), "date is 'May'; it must be a year, month or day"),
        (Described(title=" "), "title is ' '; it must be text in quotes"),
        (Described(kind="book"), "kind is 'book'; it must be one of definition, license"),  # type: ignore[arg-type]  # from a form
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    tmp_path: Path, said: Described, reason: str
) -> None:
    with pytest.raises(ReadingError, match=reason):
        check_correction(said)
    with pytest.raises(ReadingError, match=reason):
        write_correction(tmp_path, "a.md", said)

    assert list(tmp_path.iterdir()) == []


def test_a_side_file_that_cannot_be_understood_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "about.toml").write_text("[broken")

    with pytest.raises(ReadingError, match="correct or remove it"):
        write_correction(tmp_path, "a.md", Described(title="A"))

    assert (tmp_path / "about.toml").read_text() == "[broken"
