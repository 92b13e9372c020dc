"""Which document a name stands for: a doc_id, or the end of one that no other document has."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from assistant.errors import LibraryError

NEAR_SHOWN = 5


def which_document(name: str, doc_ids: Sequence[str]) -> str:
    """The doc_id that is meant. Raises LibraryError, with the nearest ones, when none is."""
    if name in doc_ids:
        return name
    ending = [d for d in doc_ids if d.endswith(f"/{name}") or d.rpartition(".")[0].endswith(name)]
    if name and len(ending) == 1:
        return ending[0]
    near = ending or [d for d in doc_ids if name.casefold() in d.casefold()]
    near = near or difflib.get_close_matches(name, doc_ids, n=3)
    meant = f"; there are {', '.join(map(repr, near[:NEAR_SHOWN]))}" if near else ""
    raise LibraryError(
        f"no document {name!r} in the library{meant}; `python -m assistant documents` lists all"
    )
