from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assistant.indexing.library import Library
from assistant.reading.describe import describe_root
from assistant.reading.files import find_files
from assistant.reading.read import read_document
from tests.indexing.made import sync
from tests.reading.hostile.ingesting import write_all

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows refuses such names itself")

# Names that mean something to a shell, another system, a page, a database or a template.
NAMES = (
    "a\\..\\..\\win.ini.md", "C:\\secret.md", "\\\\host\\share.md", "CON.md", "nul.txt",
    "aux", "a:b.md", "~root.md", "-rf.md", "--help.md", "$(touch x).md", "`id`.md", ";ls.md",
    "a|b.md", "a>b.md", "*.md", "?.md", "%2e%2e%2f.md", "%00.md", "{{7*7}}.md", "{x.__class__}.md",
    "<img src=x onerror=alert(1)>.md", "<script>alert(1)<!-- .md", "\"quoted\".md", "it's.md",
    "'; DROP TABLE documents; --.md", "[link](javascript:1).md", "=cmd().csv", "a" * 252 + ".md",
    " leading.md", "trailing .md", "dots....md", "x.md.", "MANIFEST.CSV", "sources.toml.md",
)  # fmt: skip
HIDDEN = ("..\\..\\windows\\win.ini.md", ".htaccess", ".env.md", "..md", "...md")


def test_a_hostile_name_is_a_name_like_any_other(tmp_path: Path) -> None:
    root = tmp_path / "root"
    write_all(root, dict.fromkeys((*NAMES, *HIDDEN), b"name,words\nfirst,second\n"))

    listing = find_files(root)
    with Library(tmp_path / "index", create=True) as library:
        sync(library, root)
        read = {source.doc_id for source in library.sources()}

    named = {skipped.doc_id for skipped in listing.skipped}
    assert {file.doc_id for file in listing.files} == read
    assert read | named == set(NAMES)  # hidden files are left out without a word
    assert all(file.path.parent == root for file in listing.files)
    assert all(name.isprintable() for name in read | named)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index", "root"]


def test_a_name_that_is_no_text_is_refused_in_words(tmp_path: Path) -> None:
    try:
        Path(f"{tmp_path}/bad\udcff.md").write_text("words")
    except OSError:
        pytest.skip("this file system holds no such names")

    listing = find_files(tmp_path)

    assert listing.files == ()
    assert [s.doc_id.isprintable() for s in listing.skipped] == [True]
    assert "not valid UTF-8" in listing.skipped[0].reason


@pytest.mark.parametrize("name", ["../secret.md", "/etc/passwd", "..\\secret.md", "a/../../x.md"])
def test_a_manifest_that_names_files_elsewhere_opens_none_of_them(
    tmp_path: Path, name: str
) -> None:
    root = tmp_path / "root"
    write_all(root, {"a.md": b"words", "manifest.csv": f"file,title\n{name},Stolen\n".encode()})
    (tmp_path / "secret.md").write_text("secret")

    described = describe_root(root)
    documents = [
        read_document(f.path, doc_id=f.doc_id, described=described.get(f.doc_id), root=root)
        for f in find_files(root).files
    ]

    assert [(d.doc_id, d.text, d.source.title) for d in documents] == [("a.md", "words", "a")]
