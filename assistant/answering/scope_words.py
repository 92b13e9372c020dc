"""Which documents were asked, in words: "licenses, in German, version 2.0"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.reading.language import LANGUAGES
from assistant.types import Kind, Scope, Status

TITLES_SHOWN = 3

KIND_WORDS: dict[Kind, str] = {
    "definition": "definitions",
    "license": "licenses",
    "panel": "panels",
    "model_card": "model cards",
    "policy": "policies",
    "record": "records",
    "commentary": "commentaries",
    "own": "own documents",
}
STATUS_WORDS: dict[Status, str] = {
    "current": "current",
    "draft": "drafts",
    "superseded": "superseded",
    "translation": "translations",
    "unknown": "of unknown status",
}
LANGUAGE_NAMES = {code: name.capitalize() for name, code in LANGUAGES.items()}


def scope_words(scope: Scope, title_of: Callable[[str], str] = str) -> str:
    """The scope as a list that can be read; empty when every document is in it.

    `title_of`: the title of a document by its doc_id.
    """
    documents = [f"“{title_of(doc_id)}”" for doc_id in scope.documents[:TITLES_SHOWN]]
    if more := len(scope.documents) - len(documents):
        documents.append(f"{more} more")
    parts = [
        _joined(documents, "and"),
        _joined([KIND_WORDS[kind] for kind in scope.kinds], "and"),
        _joined([LANGUAGE_NAMES.get(code, code) for code in scope.languages], "or", before="in "),
        _joined(scope.versions, "or", before="version "),
        _joined([STATUS_WORDS[status] for status in scope.statuses], "or"),
    ]
    return ", ".join(part for part in parts if part)


def _joined(words: Sequence[str], link: str, *, before: str = "") -> str:
    *first, last = words or [""]
    return (
        f"{before}{', '.join(first)} {link} {last}" if first else f"{before if last else ''}{last}"
    )
