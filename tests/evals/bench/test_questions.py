from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.indexing.library import Entry, Library
from assistant.types import Document, Section, Source
from evals.bench.questions import questions


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Two documents: one with three sections of which one bears the title, one with a single."""
    found = Library(tmp_path, create=True)
    labels = {"A License": ("A License", "Grants > Copies", "Limits"), "A Panel": ("Opening",)}
    for title, names in labels.items():
        sections = tuple(Section(name, i, i + 1) for i, name in enumerate(names))
        document = Document(Source(f"{title}.md", title), "x" * len(names), sections, "")
        found.replace([Entry(document, [], [], np.zeros((0, 4), np.float32), "/r", "m")])
    return found


def a_gold_file(folder: Path, *asked: str) -> Path:
    file = folder / "gold.jsonl"
    items = [
        {"id": str(i), "question": question, "type": "fact", "evidence": [], "facts": []}
        | {"answer": "", "answerable": True}
        for i, question in enumerate(asked)
    ]
    file.write_text("\n".join(map(json.dumps, items)))
    return file


def test_without_gold_every_document_is_asked_about_in_turn(library: Library) -> None:
    assert questions(library, None) == [
        "What does A License say about Copies?",
        "What does A Panel say about Opening?",
        "What does A License say about Limits?",
    ]


def test_questions_of_the_gold_set_come_first_and_each_once(
    library: Library, tmp_path: Path
) -> None:
    gold = a_gold_file(tmp_path, "Who spoke?", "What is open?", "Who spoke?")

    assert questions(library, gold, 3) == [
        "Who spoke?",
        "What is open?",
        "What does A License say about Copies?",
    ]
