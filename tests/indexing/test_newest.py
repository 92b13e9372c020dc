from __future__ import annotations

from pathlib import Path

import pytest

from assistant.indexing.library import Library
from assistant.indexing.newest import newer_versions
from tests.indexing.made import sync, write

WORDS = "Every model is shared with its data, and nobody has to ask before using it for anything."


def a_version(number: str, *, publisher: str = "Sea Office", status: str = "current") -> str:
    return (
        f"---\ntitle: Sea Definition\nkind: definition\nversion: {number}\nstatus: {status}\n"
        f"publisher: {publisher}\nlanguage: en\n---\n\n# Sea Definition\n\n{WORDS} {number}.\n"
    )


def newest_of(tmp_path: Path, files: dict[str, str]) -> dict[str, str]:
    """The name of the newer version of each file that has one."""
    library = Library(tmp_path / "index", create=True)
    sync(library, write(tmp_path / "docs", files))
    return {old: new.doc_id for old, new in newer_versions(library, files.keys()).items()}


def test_the_newest_version_is_named_for_each_older_one(tmp_path: Path) -> None:
    files = {f"sea-{n}.md": a_version(n) for n in ("1.0", "1.9", "1.10")}

    assert newest_of(tmp_path, files) == {"sea-1.0.md": "sea-1.10.md", "sea-1.9.md": "sea-1.10.md"}


@pytest.mark.parametrize(
    "other",
    [
        a_version("2.0", publisher="A Stranger"),  # a counter-proposal
        a_version("2.0", status="draft"),
        a_version("2.0", status="translation"),
    ],
)
def test_what_does_not_replace_a_version_is_not_newer(tmp_path: Path, other: str) -> None:
    assert newest_of(tmp_path, {"sea-1.md": a_version("1.0"), "sea-2.md": other}) == {}


def test_a_later_draft_is_newer_than_a_draft(tmp_path: Path) -> None:
    files = {
        "sea-1.md": a_version("0.1", status="draft"),
        "sea-2.md": a_version("0.2", status="draft"),
    }

    assert newest_of(tmp_path, files) == {"sea-1.md": "sea-2.md"}


def test_documents_without_kin_and_unknown_ones_have_no_newer_version(tmp_path: Path) -> None:
    library = Library(tmp_path / "index", create=True)
    sync(library, write(tmp_path / "docs", {"sea-1.md": a_version("1.0")}))

    assert newer_versions(library, ["sea-1.md", "gone.md"]) == {}
