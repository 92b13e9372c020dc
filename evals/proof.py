"""Whether a gold item is true of its documents: what a person would otherwise find out too late.

A wrong quotation in a gold set costs more than a wrong answer: every later change is steered by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evals.facts import missing_facts, said_forms
from evals.gold import Evidence, GoldItem
from evals.matching import normalise
from evals.shelf import Shelf

SHOWN_CHARS = 80  # of a quotation, in a fault


def faults(item: GoldItem, shelf: Shelf) -> list[str]:
    """What is wrong with the item, each a sentence; empty: nothing.

    Every quotation stands in one of its files; the reference answer says all of the item's facts
    and nothing it forbids; what is said to be absent stands in none of the documents near.
    """
    found = [
        _missing_quote(piece, shelf)
        for piece in item.evidence
        if not (normalise(piece.quote) and shelf.holds(piece))
    ]
    if item.answerable:
        found += [
            f"the reference answer does not hold the fact {' | '.join(forms)!r}"
            for forms in missing_facts(item.facts, item.answer)
        ]
        if not item.evidence:
            found.append("it is answerable and names no evidence")
    found += [
        f"the reference answer says {forms[0]!r}, which is forbidden"
        for forms in said_forms(item.forbidden, item.answer)
    ]
    return found + list(_present(item, shelf))


def faulty_items(items: Sequence[GoldItem], shelf: Shelf) -> dict[str, list[str]]:
    """The faults of each item that has any, by id, in the order of the items."""
    return {item.id: found for item in items if (found := faults(item, shelf))}


def _missing_quote(piece: Evidence, shelf: Shelf) -> str:
    quote = f"{piece.quote[:SHOWN_CHARS]!r}{'...' if len(piece.quote) > SHOWN_CHARS else ''}"
    files = " or ".join(piece.files)
    if not shelf.doc_ids.intersection(piece.files):
        return f"no document is called {files}"
    return f"{quote} does not stand in {files}"


def _present(item: GoldItem, shelf: Shelf) -> Iterator[str]:
    """What is said to be absent and is there."""
    unknown = [name for name in item.near if name not in shelf.doc_ids]
    yield from (f"no document is called {name}" for name in unknown)
    if not item.absent:
        return
    near = [name for name in item.near if name not in unknown] or sorted(shelf.doc_ids)
    for name in near:
        text = normalise(shelf.document(name).text)
        for form in item.absent:
            if normalise(form) in text:
                yield f"{form!r} is said to be absent and stands in {name}"
