from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.public.squad import load_articles
from evals.public.tables import DataMissing
from tests.evals.public.articles import write_articles


def test_answers_stand_in_the_document_where_they_are_placed(tmp_path: Path) -> None:
    found = load_articles(write_articles(tmp_path))

    for question in found.questions:
        text = found.documents[question.doc_id]
        assert [text[p.start : p.end] for p in question.places] == list(question.answers)
    assert [q.answers for q in found.questions] == [("a smith",), (), ("every Friday",)]


def test_an_article_is_one_document_under_its_title(tmp_path: Path) -> None:
    documents = load_articles(write_articles(tmp_path)).documents

    assert documents["00.md"].startswith("# The Anvil\n\nThe anvil was made by a smith.")
    assert len(documents) == 2


def test_another_file_is_named_with_the_next_step(tmp_path: Path) -> None:
    file = tmp_path / "dev.json"
    file.write_text(json.dumps({"data": [{"title": "No paragraphs"}]}))

    with pytest.raises(DataMissing, match=r"dev\.json: is not what this benchmark reads"):
        load_articles(file)
