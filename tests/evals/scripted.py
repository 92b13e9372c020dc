"""A tiny world for the evaluation: documents, passages, and an assistant that says its lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.errors import LibraryError
from assistant.retrieval.retrieve import Retrieved
from assistant.types import (
    EVERYTHING,
    Answer,
    Citation,
    Document,
    Event,
    Found,
    Hit,
    Outcome,
    Passage,
    QuestionTemplates,
    Scope,
    Section,
    Source,
    Turn,
)
from evals.gold import Evidence, GoldItem
from evals.items import Searched, Texts

TEXT = "The anvil is free to use. Nobody may sell the anvil. Its maker is Smith & Daughters."


def document(doc_id: str = "tools/anvil.md", text: str = TEXT) -> Document:
    return Document(Source(doc_id, doc_id), text, (Section("1", 0, len(text)),), "0" * 64)


def passage(text: str, *, within: Document | None = None) -> Passage:
    """The passage at the first place of `text` in a document; in one of its own without any."""
    whole = within or document(text=text)
    start = whole.text.index(text)
    return Passage(f"{whole.doc_id}:{start}", whole.source, "1", start, start + len(text), text)


def hits(*passages: Passage) -> list[Hit]:
    return [Hit(found, 1.0 / rank) for rank, found in enumerate(passages, start=1)]


def cite(quote: str, *, within: Document, marker: int = 1) -> Citation:
    start = within.text.index(quote)
    found = passage(within.text, within=within)
    return Citation(marker, found, quote, start, start + len(quote), "quoted")


def gold(
    *quotes: str,
    files: tuple[str, ...] = ("tools/anvil.md",),
    facts: tuple[tuple[str, ...], ...] = (),
    answerable: bool = True,
    item_id: str = "g-1",
    question: str = "May I sell it?",
    history: tuple[Turn, ...] = (),
) -> GoldItem:
    return GoldItem(
        id=item_id,
        question=question,
        type="permission" if answerable else "unanswerable",
        evidence=tuple(Evidence(files, quote) for quote in quotes),
        facts=facts,
        answer="No.",
        answerable=answerable,
        history=history,
    )


def answer(
    text: str = "", *citations: Citation, outcome: Outcome = Outcome.QUOTED, question: str = ""
) -> Answer:
    return Answer(question, text, outcome, 0.5, citations, ())


FOUND_WHOLE = Texts(holds=lambda _: True, is_cut=lambda _: False)


def searched(*passages: Passage) -> Searched:
    return Searched(hits(*passages), {})


def write_gold(folder: Path, *items: Mapping[str, object]) -> Path:
    whole = {"type": "fact", "history": [], "evidence": [], "facts": [], "answer": ""}
    path = folder / "gold.jsonl"
    path.write_text(
        "".join(json.dumps({**whole, "answerable": True, **item}) + "\n" for item in items)
    )
    return path


class ScriptedAssistant:
    """Answers a question with what was written for it, or raises it; finds all documents."""

    def __init__(
        self, answers: Mapping[str, Answer | Exception], *documents: Document, model: str = ""
    ) -> None:
        self.model = model or None
        self.model_digest = "abc123" if model else ""
        self.fingerprint = "scripted"
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []
        self.searched: list[tuple[str, int]] = []
        self.closed = False
        self._answers = answers
        self._documents = {d.doc_id: d for d in documents}

    def ask(
        self, question: str, *, history: Sequence[Turn] = (), scope: Scope = EVERYTHING
    ) -> Answer:
        self.asked.append((question, tuple(history)))
        scripted = self._answers[question]
        if isinstance(scripted, Exception):
            raise scripted
        return replace(scripted, question=question)

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        scope: Scope = EVERYTHING,
        language: str = "en",
    ) -> Iterator[Event]:
        said = self.ask(question, history=history, scope=scope)
        yield Found(said.hits)
        yield said

    def compare(
        self,
        question: str,
        *,
        documents: Sequence[str],
        history: Sequence[Turn] = (),
        language: str = "en",
    ) -> Iterator[Event]:
        raise NotImplementedError("no measure compares documents")

    def first_questions(self, templates: QuestionTemplates) -> tuple[str, ...]:
        return ()

    def follow_ups(
        self, answer: Answer, templates: QuestionTemplates, *, history: Sequence[Turn] = ()
    ) -> tuple[str, ...]:
        return ()

    def search(self, query: str, *, k: int, scope: Scope = EVERYTHING) -> list[Hit]:
        self.searched.append((query, k))
        return hits(*(passage(d.text, within=d) for d in self._documents.values()))[:k]

    def retrieve(self, query: str, k: int) -> Retrieved:
        found = self.search(query, k=k)
        return Retrieved(found, found, found[::-1])

    def passages_of(self, doc_id: str) -> list[Passage]:
        whole = self.document(doc_id)
        return [passage(whole.text, within=whole)]

    def supports(self, statement: str, passages: Sequence[Passage]) -> bool:
        return any(statement in p.text for p in passages)

    def counts(self) -> dict[str, int]:
        return {"documents": len(self._documents), "passages": len(self._documents)}

    def document(self, doc_id: str) -> Document:
        if doc_id not in self._documents:
            raise LibraryError(f"no document {doc_id!r}")
        return self._documents[doc_id]

    def sources(self) -> list[Source]:
        return [d.source for d in self._documents.values()]

    def close(self) -> None:
        self.closed = True
