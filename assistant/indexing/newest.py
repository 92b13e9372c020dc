"""Is there a newer version of a document in the library? Exact: by version, or else by date.

Of the documents that were told to be versions of one text (`kin_table.py`), one counts as newer
only when it is by the same publisher, in the same language, and no less settled: a counter-proposal
is no new version, and a draft is none of a text in force.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cmp_to_key

from assistant.indexing.kin_table import kin_of
from assistant.indexing.library import Library
from assistant.indexing.rows import source_of
from assistant.reading.editions import newer
from assistant.types import Source

_UNSETTLED = ("draft", "superseded", "translation")


def newer_versions(library: Library, doc_ids: Collection[str]) -> dict[str, Source]:
    """The newest version of each document that has a newer one, by the older one's doc_id."""
    versions = {
        doc_id: [kin.doc_id for kin in several if kin.relation == "version"]
        for doc_id, several in kin_of(library, doc_ids).items()
    }
    sources = _sources(library, {*versions, *(v for several in versions.values() for v in several)})
    found = {}
    for doc_id, several in versions.items():
        source = sources[doc_id]
        later = [sources[v] for v in several if v in sources and _replaces(sources[v], source)]
        if later:
            found[doc_id] = max(later, key=cmp_to_key(newer))
    return found


def _replaces(source: Source, older: Source) -> bool:
    return (
        newer(source, older) > 0
        and source.publisher == older.publisher
        and source.language == older.language
        and (source.status not in _UNSETTLED or source.status == older.status)
    )


def _sources(library: Library, doc_ids: Collection[str]) -> dict[str, Source]:
    wanted = sorted(doc_ids)
    rows = library.rows(
        f"SELECT source FROM documents WHERE doc_id IN ({','.join('?' * len(wanted))})", wanted
    )
    return {source.doc_id: source for source in (source_of(row["source"]) for row in rows)}
