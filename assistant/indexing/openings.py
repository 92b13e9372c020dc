"""The beginnings and headings of the documents, and what tells that a text has changed."""

from __future__ import annotations

from assistant.indexing.library import Library
from assistant.indexing.rows import sections_of

# Where a document explains its short forms, mostly: of the 205 originals a tenth is longer.
OPENING_CHARS = 50_000


def hashes(library: Library) -> dict[str, str]:
    """The sha256 of every document's file, by doc_id."""
    rows = library.rows("SELECT doc_id, sha256 FROM documents ORDER BY doc_id")
    return {row["doc_id"]: row["sha256"] for row in rows}


def opening(library: Library, doc_id: str) -> str:
    """The first part of a document's text; empty when the document is not there."""
    rows = library.rows(
        "SELECT substr(text, 1, ?) AS opening FROM documents WHERE doc_id = ?",
        (OPENING_CHARS, doc_id),
    )
    return str(rows[0]["opening"]) if rows else ""


def headings(library: Library, doc_id: str) -> list[str]:
    """The labels of a document's sections, in order; empty when the document is not there."""
    rows = library.rows("SELECT sections FROM documents WHERE doc_id = ?", (doc_id,))
    return [section.label for section in sections_of(rows[0]["sections"])] if rows else []
