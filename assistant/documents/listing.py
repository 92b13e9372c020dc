"""What the library knows about its documents: the list of them, and everything about one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.catalogue import Age, Listed, Relative, Shown
from assistant.errors import LibraryError
from assistant.indexing.kin_table import kin_of
from assistant.indexing.library import Library
from assistant.indexing.openings import hashes
from assistant.reading.editions import newer
from assistant.reason import Reason, restored
from assistant.retrieval.document_names import which_document
from assistant.types import Kind

_AGES: Mapping[int, Age] = {1: "newer", -1: "older", 0: ""}


def list_documents(library: Library, kinds: Sequence[Kind] = ()) -> list[Listed]:
    """Every document, or those of some kinds, by doc_id."""
    sources = [s for s in library.sources() if not kinds or s.kind in kinds]
    kin = kin_of(library, [source.doc_id for source in sources])
    passages, sha256 = _count_passages(library), hashes(library)
    notes = _notes(library)
    return [
        Listed(
            source,
            passages.get(source.doc_id, 0),
            kin.get(source.doc_id, ()),
            sha256.get(source.doc_id, ""),
            notes.get(source.doc_id, ()),
        )
        for source in sources
    ]


def show_document(library: Library, doc_id: str) -> Shown:
    """Everything about a document. Raises LibraryError, with the nearest names, if there is none.

    The end of a doc_id names it too, where no other document has that end.
    """
    sources = {source.doc_id: source for source in library.sources()}
    doc_id = which_document(doc_id, list(sources))
    document = library.document(doc_id)
    return Shown(
        document=document,
        root=library.root_of(doc_id) or "",
        passages=_count_passages(library).get(doc_id, 0),
        kin=[
            Relative(kin, sources[kin.doc_id], _AGES[newer(sources[kin.doc_id], document.source)])
            for kin in kin_of(library, [doc_id]).get(doc_id, ())
        ],
    )


def root_of(library: Library, doc_id: str) -> Path:
    """The folder or file that a document was read from. Raises LibraryError when there is none."""
    root = library.root_of(doc_id)
    if root is None:
        raise LibraryError(
            "there is no document {doc_id!r}; it may have been renamed or removed since",
            doc_id=doc_id,
        )
    return Path(root)


def _notes(library: Library) -> dict[str, tuple[Reason, ...]]:
    rows = library.rows("SELECT doc_id, notes FROM documents WHERE notes <> '[]'")
    return {row["doc_id"]: tuple(map(restored, json.loads(row["notes"]))) for row in rows}


def _count_passages(library: Library) -> dict[str, int]:
    rows = library.rows("SELECT doc_id, count(*) AS many FROM passages GROUP BY doc_id")
    return {row["doc_id"]: row["many"] for row in rows}
