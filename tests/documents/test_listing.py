from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents.listing import list_documents, show_document
from assistant.documents.printed import detail_object, detail_text, list_object, list_text
from assistant.errors import LibraryError
from assistant.indexing.library import Library
from tests.indexing.made import sync, write

RULES = "Every model is shared with its data, and nobody has to ask before using it.\n"
SIDE_FILE = """
["definitions/rules-1.md"]
title = "The Rules"
version = "1.0"
date = "2024-03"
status = "superseded"
publisher = "The Rule Makers of the whole wide World"

["definitions/rules-2.md"]
title = "The Rules"
version = "2.0"
aliases = ["TR"]
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path / "index", create=True)
    files = {
        "about.toml": SIDE_FILE,
        "definitions/rules-1.md": f"# The Rules\n\n{RULES}",
        "definitions/rules-2.md": f"# The Rules\n\n{RULES}And one more.\n",
        "own/定義についての長い長い長い長い長い長い長い題名.md": "# 定義\n\nこれは定義です。\n",
    }
    sync(library, write(tmp_path / "docs", files))
    return library


TABLE = """\
document and title
  kind       version   date       status      lang pass. twins vers. publisher

definitions/rules-1.md  The Rules
  definition 1.0       2024-03    superseded  en   1           1     The Rule M…
definitions/rules-2.md  The Rules
  definition 2.0                              en   1           1
own/定義についての長い長い長い長い長い長い長い題名.md  定義
  own                                         ja   1

3 documents, 3 passages"""


def test_the_list_is_a_table_that_fits_a_narrow_terminal(library: Library) -> None:
    assert list_text(list_documents(library), width=40) == TABLE


def test_long_names_are_cut_and_wide_characters_count_twice(library: Library) -> None:
    (one,) = list_documents(library, ["own"])
    long = one._replace(source=one.source.__class__(one.source.doc_id, "題" * 60))

    line = list_text([long], width=100).splitlines()[3]

    assert line.startswith("own/定義") and line.endswith("題…")
    assert sum(2 if ord(c) > 0x2FFF else 1 for c in line) <= 100


def test_only_the_asked_for_kinds_are_listed(library: Library) -> None:
    assert [one.source.doc_id for one in list_documents(library, ["definition"])] == [
        "definitions/rules-1.md",
        "definitions/rules-2.md",
    ]
    assert list_text(list_documents(library, ["panel"])) == "No documents."


def test_one_document_is_shown_with_everything_that_is_known(
    library: Library, tmp_path: Path
) -> None:
    shown = show_document(library, "definitions/rules-1.md")

    assert detail_text(shown, width=80) == (
        "The Rules\n\n"
        "kind:         definition\n"
        "publisher:    The Rule Makers of the whole wide World\n"
        "version:      1.0\n"
        "date:         2024-03\n"
        "status:       superseded\n"
        "language:     en\n"
        "document:     definitions/rules-1.md\n"
        f"read from:    {tmp_path / 'docs'}\n"
        f"sha256:       {shown.document.sha256}\n"
        f"size:         {len(shown.document.text)} characters, 1 passages\n\n"
        "kin:\n"
        f"  version      {shown.kin[0].kin.similarity:.0%}  newer  2.0         "
        "definitions/rules-2.md\n\n"
        "sections (1):\n"
        "         0  The Rules"
    )


def test_a_document_is_found_by_the_end_of_its_name(library: Library) -> None:
    shown = show_document(library, "rules-2")

    assert shown.document.doc_id == "definitions/rules-2.md"
    assert show_document(library, "rules-2.md") == shown
    assert shown.kin[0].age == "older"


def test_an_unknown_document_is_told_with_the_nearest(library: Library) -> None:
    with pytest.raises(LibraryError, match=r"there are 'definitions/rules-1\.md', 'definitions"):
        show_document(library, "rules")
    with pytest.raises(LibraryError, match=r"no document 'zzz' in the library; `python -m"):
        show_document(library, "zzz")


def test_programs_get_the_same_as_objects(library: Library) -> None:
    listed = list_object(list_documents(library, ["definition"]))["documents"]
    shown = detail_object(show_document(library, "rules-2.md"))

    assert isinstance(listed, list)
    assert [(d["doc_id"], d["version"], d["passages"]) for d in listed] == [
        ("definitions/rules-1.md", "1.0", 1),
        ("definitions/rules-2.md", "2.0", 1),
    ]
    assert listed[1]["kin"][0]["relation"] == "version"
    assert shown["aliases"] == ("TR",)
    assert shown["kin"] == [
        {
            "doc_id": "definitions/rules-1.md",
            "relation": "version",
            "similarity": listed[1]["kin"][0]["similarity"],
            "title": "The Rules",
            "age": "older",
        }
    ]
    assert [section["label"] for section in shown["sections"]] == ["The Rules"]  # type: ignore[attr-defined]
