from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.errors import ReadingError
from assistant.reading.files import FoundFile, find_files


def _write(root: Path, *names: str, content: str = "text") -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content)


def _reasons(root: Path) -> dict[str, str]:
    return {s.doc_id: s.reason for s in find_files(root).skipped}


def _ids(root: Path) -> list[str]:
    return [f.doc_id for f in find_files(root).files]


def test_files_are_named_by_their_path_below_the_root_in_order(tmp_path: Path) -> None:
    _write(tmp_path, "b/two.md", "a.txt", "b/one.LICENSE", "LICENSE")

    assert _ids(tmp_path) == ["LICENSE", "a.txt", "b/one.LICENSE", "b/two.md"]


def test_a_single_file_is_named_by_its_name(tmp_path: Path) -> None:
    _write(tmp_path, "folder/card.md")

    listing = find_files(tmp_path / "folder" / "card.md")

    assert listing.files == (FoundFile("card.md", tmp_path / "folder" / "card.md"),)


def test_hidden_files_are_left_out_without_a_word(tmp_path: Path) -> None:
    _write(tmp_path, ".secret.md", ".git/a.md", "__pycache__/b.md", "c.md")

    listing = find_files(tmp_path)

    assert [f.doc_id for f in listing.files] == ["c.md"]
    assert listing.skipped == ()


@pytest.mark.parametrize("name", ["manifest.csv", "sources.toml"])
def test_what_describes_a_root_is_no_document_nor_is_the_readme_beside_it(
    tmp_path: Path, name: str
) -> None:
    _write(tmp_path, name, "README.md", "a.md", "folder/README.md", "folder/manifest.csv")

    listing = find_files(tmp_path)

    assert [f.doc_id for f in listing.files] == ["a.md", "folder/README.md", "folder/manifest.csv"]
    assert listing.skipped == ()


def test_a_side_file_is_no_document_and_hides_none(tmp_path: Path) -> None:
    _write(tmp_path, "about.toml", "README.md", "folder/about.toml")

    listing = find_files(tmp_path)

    assert [f.doc_id for f in listing.files] == ["README.md"]
    assert [s.doc_id for s in listing.skipped] == ["folder/about.toml"]


def test_a_readme_alone_is_a_document(tmp_path: Path) -> None:
    _write(tmp_path, "README.md")

    assert _ids(tmp_path) == ["README.md"]


def test_what_is_not_read_is_named_with_a_reason(tmp_path: Path) -> None:
    _write(tmp_path, "data.pdf.gz", "slides.pptx", "notes.xyz", "odd\nname.md")
    _write(tmp_path, "empty.md", content="")

    reasons = _reasons(tmp_path)

    assert "unpack it first" in reasons["data.pdf.gz"]
    assert "unknown format (.xyz); known:" in reasons["notes.xyz"]
    assert reasons["slides.pptx"] == ("is a PowerPoint presentation; save it as PDF, HTML or text")
    assert reasons["empty.md"] == "is empty"
    assert "rename it" in reasons["odd\\nname.md"]


def test_links_do_not_lead_out_of_the_root(tmp_path: Path) -> None:
    root = tmp_path / "root"
    _write(tmp_path, "outside/secret.md", "root/a.md")
    (root / "file.md").symlink_to(tmp_path / "outside" / "secret.md")
    (root / "folder").symlink_to(tmp_path / "outside")
    (root / "loop").symlink_to(root)
    (root / "gone.md").symlink_to(root / "nowhere.md")

    reasons = _reasons(root)

    assert _ids(root) == ["a.md"]
    assert "leaves the folder" in reasons["file.md"]
    assert "leaves the folder" in reasons["folder"]
    assert "same root" in reasons["loop"]
    assert "leads nowhere" in reasons["gone.md"]


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")

    assert "not a regular file" in _reasons(tmp_path)["pipe.md"]


def test_a_missing_root_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="nowhere' does not exist; check the path"):
        find_files(tmp_path / "nowhere")
