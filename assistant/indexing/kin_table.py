"""Signatures and kinship in the library: what is new is compared, what was compared is kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.indexing.kinship import Signed, find_kin
from assistant.indexing.library import PAGE, Library
from assistant.reading.shingles import Signature, sign
from assistant.types import Kin


def link_kin(library: Library) -> int:
    """Compare the documents that are new with all others; how many were new.

    One without a signature is new, so a killed run is completed by the next; and a document that
    is read again loses its signature and its kin with its old text.
    """
    rows = library.rows(
        "SELECT doc_id FROM documents LEFT JOIN signatures USING (doc_id) WHERE digest IS NULL"
        " ORDER BY doc_id"
    )
    new = {str(row["doc_id"]): sign(_text(library, row["doc_id"])) for row in rows}
    if not new:
        return 0
    signatures = _signatures(library) | new
    signed = {s.doc_id: Signed(s, signatures[s.doc_id]) for s in library.sources()}
    found = find_kin(signed, new.keys(), lambda doc_id: _text(library, doc_id))
    with library.transaction():
        for doc_id, signature in new.items():
            library.execute(
                "INSERT INTO signatures VALUES (?, ?, ?, ?)",
                (doc_id, signature.digest, signature.scale, signature.hashes.tobytes()),
            )
        for (a, b), related in found.items():
            for one, other in ((a, b), (b, a)):
                library.execute("INSERT INTO kinship VALUES (?, ?, ?, ?)", (one, other, *related))
    return len(new)


def kin_of(library: Library, doc_ids: Collection[str]) -> dict[str, list[Kin]]:
    """The kin of each document that has any, the most similar first."""
    found: dict[str, list[Kin]] = {}
    wanted: Sequence[str] = sorted(doc_ids)
    for first in range(0, len(wanted), PAGE):
        page = wanted[first : first + PAGE]
        rows = library.rows(
            "SELECT * FROM kinship"
            f" WHERE doc_id IN ({','.join('?' * len(page))}) ORDER BY similarity DESC, other",
            page,
        )
        for row in rows:
            kin = Kin(row["other"], row["relation"], row["similarity"])
            found.setdefault(row["doc_id"], []).append(kin)
    return found


def _signatures(library: Library) -> dict[str, Signature]:
    import numpy as np

    return {
        row["doc_id"]: Signature(
            row["digest"], row["scale"], np.frombuffer(row["shingles"], np.uint64)
        )
        for row in library.rows("SELECT * FROM signatures")
    }


def _text(library: Library, doc_id: str) -> str:
    return str(library.rows("SELECT text FROM documents WHERE doc_id = ?", (doc_id,))[0]["text"])
