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
    near = near or _alike(name, doc_ids)
    if not near:
        raise LibraryError(
            "no document {name!r} in the library; `python -m assistant documents` lists all",
            name=name,
        )
    raise LibraryError(
        "no document {name!r} in the library; there are {near}; `python -m assistant documents`"
        " lists all",
        name=name,
        near=", ".join(map(repr, near[:NEAR_SHOWN])),
    )


def _alike(name: str, doc_ids: Sequence[str]) -> list[str]:
    """Those whose whole doc_id, or its last part alone, is written much like the name."""
    by_part = {part: d for d in doc_ids for part in (d.rpartition("/")[2], d)}
    near = difflib.get_close_matches(name, by_part, n=3)
    return list(dict.fromkeys(by_part[part] for part in near))
