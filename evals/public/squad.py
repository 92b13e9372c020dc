"""SQuAD 2.0 as documents and questions: each article is one document, its paragraphs in order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.public.spans import Span
from evals.public.tables import reading


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the answers people marked: none where the article does not answer it."""

    text: str
    doc_id: str  # of its article
    answers: tuple[str, ...]
    places: tuple[Span, ...]  # of the answers, in the document's text


@dataclass(frozen=True, slots=True)
class Articles:
    """The file, read."""

    documents: dict[str, str]  # Markdown by doc_id
    questions: tuple[Question, ...]


def load_articles(file: Path) -> Articles:
    """The articles and their questions. Raises DataMissing when the file is something else."""
    documents: dict[str, str] = {}
    questions: list[Question] = []
    with reading(file):
        for number, article in enumerate(json.loads(file.read_text(encoding="utf-8"))["data"]):
            doc_id = f"{number:02d}.md"
            text = f"# {article['title'].replace('_', ' ')}"
            for paragraph in article["paragraphs"]:
                text += "\n\n"
                for raw in paragraph["qas"]:
                    marked = [(a["text"], len(text) + a["answer_start"]) for a in raw["answers"]]
                    questions.append(_question(raw["question"], doc_id, marked))
                text += paragraph["context"]
            documents[doc_id] = text
    return Articles(documents, tuple(questions))


def _question(text: str, doc_id: str, marked: Sequence[tuple[str, int]]) -> Question:
    """`marked`: by each annotator, with its position in the document; most mark the same."""
    return Question(
        text=text,
        doc_id=doc_id,
        answers=tuple(dict.fromkeys(answer for answer, _ in marked)),
        places=tuple(
            dict.fromkeys(Span(doc_id, start, start + len(answer)) for answer, start in marked)
        ),
    )
