"""The tools: ask, search, open a document, list the documents. They read and change nothing.

Their names, parameters and docstrings are what a program is told of them, over HTTP
(`ui/programs.py`) as over MCP (`mcp_server.py`); what they return is described in docs/api.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from assistant.answering.question import clean_question
from assistant.errors import QuestionError
from assistant.printed import answer_object, hits_object
from assistant.programs.given import read_scope, read_turns
from assistant.retrieval.scope import documents_in, exact_scope
from assistant.types import Assistant, Document, Section, Source

Data: TypeAlias = dict[str, Any]  # an object of JSON; its keys are in docs/api.md

MOST_HITS = 50  # passages one search gives: more is reading, not searching
MOST_CHARACTERS = 20_000  # of a document at once, about seven pages
FIRST_CHARACTERS = 4_000  # when no end is named


class Tools:
    """The tools over one assistant. Each raises AssistantError with the next step."""

    def __init__(self, assistant: Callable[[], Assistant]) -> None:
        """`assistant` may take seconds, and raises AssistantError when there is none."""
        self._assistant = assistant

    def ask(
        self,
        question: str,
        scope: dict[str, list[str]] | None = None,
        history: list[dict[str, str]] | None = None,
    ) -> Data:
        """Answer a question about openness in AI from the indexed documents, with citations.

        The text carries [n] markers; each names one of the citations: an exact quotation with its
        document, place and version, and whether it supports the statement. The outcome is one of
        answered, quoted, partly_supported, unsupported, incomplete, no_evidence.
        scope: which documents, all of them by default; any of the keys kinds, documents,
        languages, versions, statuses, each with a list, for example {"kinds": ["license"]}.
        history: the conversation so far, oldest first, each message an object with a role, user or
        assistant, and its content.
        """
        wanted, turns, cleaned = read_scope(scope), read_turns(history), clean_question(question)
        return answer_object(self._assistant().ask(cleaned, history=turns, scope=wanted))

    def search(self, query: str, k: int = 5, scope: dict[str, list[str]] | None = None) -> Data:
        """Find the k passages that speak most of the query, best first, each with its place.

        k: from 1 to 50. scope: which documents, as for ask.
        """
        if not isinstance(k, int) or not 1 <= k <= MOST_HITS:
            raise QuestionError(f"k is {k!r}; it must be from 1 to {MOST_HITS}")
        wanted, cleaned = read_scope(scope), clean_question(query)
        hits = self._assistant().search(cleaned, k=k, scope=wanted)
        return {"query": cleaned, "hits": hits_object(hits)}

    def open_document(self, doc_id: str, start: int = 0, end: int | None = None) -> Data:
        """Read a stretch of a document as it was indexed, and the sections it touches.

        doc_id, start and end are those of a citation or a hit; a stretch has 20,000 characters at
        most, and 4,000 when no end is named. Speakers and times are named where they are known.
        """
        document = self._assistant().document(doc_id)
        length = len(document.text)
        if end is None:
            end = min(start + FIRST_CHARACTERS, length)
        if not 0 <= start < end <= length:
            raise QuestionError(
                f"{doc_id!r} has the characters 0 to {length}; [{start}, {end}) is no stretch of it"
            )
        if end - start > MOST_CHARACTERS:
            raise QuestionError(
                f"[{start}, {end}) has {end - start:,} characters; ask for"
                f" {MOST_CHARACTERS:,} at a time"
            )
        return stretch_object(document, start, end)

    def documents(self, scope: dict[str, list[str]] | None = None) -> Data:
        """List the indexed documents by doc_id: title, kind, version, date, status, publisher.

        scope: which documents, as for ask.
        """
        wanted, sources = read_scope(scope), self._assistant().sources()
        inside = documents_in(exact_scope(wanted, sources), sources)
        return {"documents": [source_object(s) for s in sources if s.doc_id in inside]}


def stretch_object(document: Document, start: int, end: int) -> Data:
    """`[start, end)` of a document, with what it is and the sections it touches."""
    return {
        **source_object(document.source),
        "sha256": document.sha256,
        "length": len(document.text),
        "start": start,
        "end": end,
        "text": document.text[start:end],
        "sections": _section_objects(document.sections, start, end),
    }


def source_object(source: Source) -> Data:
    """What a document is, and whose words it holds."""
    return {
        "doc_id": source.doc_id,
        "title": source.title,
        "kind": source.kind,
        "version": source.version,
        "date": source.date,
        "status": source.status,
        "language": source.language,
        "publisher": source.publisher,
        "paraphrase": source.paraphrase,
        "url": source.url,
    }


def _section_objects(sections: Iterable[Section], start: int, end: int) -> list[Data]:
    return [
        {
            "label": section.label,
            "start": section.start,
            "end": section.end,
            "speaker": section.speaker,
            "time_s": section.time_s,
            "page": section.page,
        }
        for section in sections
        if section.start < end and start < section.end
    ]
