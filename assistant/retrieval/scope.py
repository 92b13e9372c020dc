"""A scope held against the library: which documents it lets in, known before anything is searched.

What was found is never thrown away afterwards: of the fifty best passages of a library, none may be
of the one document that is asked.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.errors import ScopeError
from assistant.reading.editions import edition_of
from assistant.reading.language import LANGUAGES
from assistant.reason import phrase
from assistant.retrieval.document_names import which_document
from assistant.types import Scope, Source

MOST_LISTED = 12  # of what there is, in an error


def exact_scope(scope: Scope, sources: Sequence[Source]) -> Scope:
    """The scope with whole doc_ids, and languages and versions as the library writes them.

    Raises LibraryError for a document that is not there, ScopeError for a language or a version
    that no document has, each with what comes near.
    """
    doc_ids = [source.doc_id for source in sources]
    return replace(
        scope,
        documents=_once(which_document(name, doc_ids) for name in scope.documents),
        languages=_once(_language(said, sources) for said in scope.languages),
        versions=_once(_version(said, sources) for said in scope.versions),
    )


def documents_in(scope: Scope, sources: Iterable[Source]) -> frozenset[str]:
    """The doc_ids of the documents that an exact scope lets in; empty where no document is all."""
    return frozenset(source.doc_id for source in sources if _lets_in(scope, source))


def _lets_in(scope: Scope, source: Source) -> bool:
    return (
        (not scope.kinds or source.kind in scope.kinds)
        and (not scope.documents or source.doc_id in scope.documents)
        and (not scope.languages or any(_speaks(source, code) for code in scope.languages))
        and (not scope.versions or any(_is_of(source, said) for said in scope.versions))
        and (not scope.statuses or source.status in scope.statuses)
    )


def _speaks(source: Source, code: str) -> bool:
    language, wanted = source.language.casefold(), code.casefold()
    return language == wanted or language.startswith(f"{wanted}-")


def _is_of(source: Source, version: str) -> bool:
    if not source.version:
        return False
    if source.version.casefold() == version.casefold():
        return True
    edition = edition_of(version)
    return edition is not None and edition_of(source.version) == edition


def _language(said: str, sources: Sequence[Source]) -> str:
    code = LANGUAGES.get(said.casefold(), said.casefold())
    if any(_speaks(source, code) for source in sources):
        return code
    known = sorted({source.language for source in sources if source.language})
    raise ScopeError(
        "no document is in the language {said!r}; there are {known}",
        said=said,
        known=_listed(known),
    )


def _version(said: str, sources: Sequence[Source]) -> str:
    if any(_is_of(source, said) for source in sources):
        return said
    known = sorted({source.version for source in sources if source.version})
    near = difflib.get_close_matches(said, known, n=MOST_LISTED, cutoff=0.4) or known
    raise ScopeError(
        "no document has the version {said!r}; there are {known}", said=said, known=_listed(near)
    )


def _listed(known: Sequence[str]) -> str:
    more = ", ..." if len(known) > MOST_LISTED else ""
    return (", ".join(map(repr, known[:MOST_LISTED])) or phrase("none that are known")) + more


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
