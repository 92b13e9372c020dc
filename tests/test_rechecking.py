from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.history.record import conversation_to_json
from assistant.indexing.library import Library
from assistant.types import Citation
from tests.history.made import answer, conversation, exchange
from tests.indexing.made import an_entry

ALL_STAND = """\
May I use the anvil?

  [1] {doc_id}, {label}: stands
      “{quote}”

1 of 1 quotations stand in the documents of this library
"""


class Shelf:
    """A library with one document, and an export that quotes it."""

    def __init__(self, folder: Path) -> None:
        self.index = folder / "index"
        self.file = folder / "conversation.json"
        entry = an_entry("The anvil is free to use.", doc_id="tools/anvil.md")
        self.document = entry.document
        with Library(self.index, create=True) as library:
            library.replace([entry])
        passage = entry.passages[0]
        end = passage.text.index(" ", 4)
        self.citation = Citation(
            1, passage, passage.text[:end], passage.start, passage.start + end, "quoted"
        )

    def export(self, *citations: Citation, sha256: str | None = None) -> None:
        digest = self.document.sha256 if sha256 is None else sha256
        given = answer(citations=citations, hits=())
        doc_ids = [citation.passage.source.doc_id for citation in citations]
        one = exchange(answer=given, sha256=dict.fromkeys(doc_ids, digest))
        self.file.write_text(conversation_to_json(conversation(one)), encoding="utf-8")

    def check(self, *more: str) -> int:
        return main(["check", str(self.file), "--index", str(self.index), *more])


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_quotations_that_all_stand_end_well(
    shelf: Shelf, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.export(shelf.citation)

    code = shelf.check()

    assert (code, capsys.readouterr().out) == (
        0,
        ALL_STAND.format(
            doc_id="tools/anvil.md",
            label=shelf.citation.passage.label,
            quote=shelf.citation.quote,
        ),
    )


def elsewhere(citation: Citation, doc_id: str) -> Citation:
    source = replace(citation.passage.source, doc_id=doc_id)
    return replace(citation, passage=replace(citation.passage, source=source))


def test_what_does_not_stand_is_told_and_ends_with_one(
    shelf: Shelf, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "Words that nobody wrote."
    invented = replace(shelf.citation, quote=words, end=shelf.citation.start + len(words))
    shelf.export(invented, replace(elsewhere(shelf.citation, "tools/gone.md"), marker=2), sha256="")

    code = shelf.check("--json")

    told = json.loads(capsys.readouterr().out)
    assert code == 1
    assert [(one["marker"], one["standing"], one["found_in"]) for one in told] == [
        (1, "not_found", "tools/anvil.md"),
        (2, "not_here", None),
    ]


def test_a_document_of_another_name_is_known_by_its_hash(
    shelf: Shelf, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.export(elsewhere(shelf.citation, "old/name.md"))

    code = shelf.check()

    assert code == 0
    assert "old/name.md (here tools/anvil.md)" in capsys.readouterr().out


def test_a_changed_document_is_told_though_the_words_stand(
    shelf: Shelf, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.export(shelf.citation, sha256="f" * 64)

    code = shelf.check()

    assert code == 0
    assert "the document has changed, the words still stand" in capsys.readouterr().out


def test_an_export_without_quotations_has_nothing_that_fails(
    shelf: Shelf, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.export()

    assert (shelf.check(), capsys.readouterr().out) == (0, "The file holds no quotation.\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "cannot be read (No such file or directory)"), ("# Text", "no exported conversation")],
)
def test_a_file_that_is_no_export_ends_with_two(
    shelf: Shelf, capsys: pytest.CaptureFixture[str], content: str | None, said: str
) -> None:
    if content is not None:
        shelf.file.write_text(content)

    code = shelf.check()

    assert code == 2
    assert said in capsys.readouterr().err
