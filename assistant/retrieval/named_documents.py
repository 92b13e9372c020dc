"""Which documents a question names, and how surely, by what it mentions.

A number tells which document of a name is meant, when one of them has that number. Without one
the newest is meant, unless another is asked for ("the first draft").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from assistant.retrieval.mentions import Mention
from assistant.retrieval.name_terms import Term
from assistant.retrieval.newest import favour_newest
from assistant.retrieval.shelf import Shelf

OTHER_EDITION = 0.25  # left of the strength when the number is that of another document of the name
UNKNOWN_EDITION = 0.5  # left when no document of that name has the number
NO_EDITION = 0.6  # left where the document has no number at all
LEAST = 0.2  # weaker is nothing
A_SIDE = 0.4  # from here on documents are one side of a question
NEAR_THE_BEST = 0.8  # of the surest of a mention: those that belong to one side with it


def named_documents(
    mentions: Sequence[Mention], terms: Sequence[Term], shelf: Shelf
) -> dict[str, float]:
    """How surely each document is named, 0 to 1, by doc_id; those that are not are left out."""
    missed: dict[int, float] = defaultdict(lambda: 1.0)
    for mention in mentions:
        for place, strength in meant_by(mention, shelf).items():
            missed[place] *= 1.0 - strength
    named = {place: 1.0 - miss for place, miss in missed.items() if 1.0 - miss >= LEAST}
    if not any(mention.numbers or mention.loose for mention in mentions):
        named = favour_newest(named, shelf.identities, terms, [m.start for m in mentions])
    return {shelf.identities[place].source.doc_id: named[place] for place in sorted(named)}


def groups_of(mentions: Sequence[Mention], shelf: Shelf) -> list[tuple[Mention, frozenset[str]]]:
    """The groups of documents that a question names, each with its mention, in its order.

    A name with several numbers is as many groups: "Llama 3 and 3.1".
    """
    groups: dict[frozenset[int], Mention] = {}
    for mention in mentions:
        meant = meant_by(mention, shelf)
        least = max(A_SIDE, NEAR_THE_BEST * max(meant.values(), default=0.0))
        surest = [place for place, strength in meant.items() if strength >= least]
        for group in _by_number(mention, surest, shelf):
            groups.setdefault(group, mention)
    # A group that holds another says less: "the OSI" beside "the OSI's definition".
    return [
        (mention, frozenset(shelf.identities[place].source.doc_id for place in group))
        for group, mention in groups.items()
        if not any(other < group for other in groups)
    ]


def meant_by(mention: Mention, shelf: Shelf) -> dict[int, float]:
    """The documents of a mention, each as sure as its numbers leave it."""
    said = mention.numbers | mention.loose
    having = {p for p, s in mention.strengths.items() if s and said & shelf.identities[p].numbers}
    return {
        place: _sure(mention, place, having, shelf)
        if place in having
        else strength * _left_without(mention, place, having, shelf)
        for place, strength in mention.strengths.items()
    }


def _left_without(mention: Mention, place: int, having: set[int], shelf: Shelf) -> float:
    """What is left of the strength of a document that has none of the numbers."""
    if having:
        return OTHER_EDITION if shelf.identities[place].numbers else NO_EDITION
    return UNKNOWN_EDITION if mention.numbers else 1.0


def _sure(mention: Mention, place: int, having: set[int], shelf: Shelf) -> float:
    """How surely name and number together name a document."""
    weight = max(shelf.identities[place].words.get(word, 1.0) for word in mention.words)
    return max(mention.strengths[place], weight * shelf.narrowness(len(having)))


def _by_number(mention: Mention, meant: Collection[int], shelf: Shelf) -> Iterable[frozenset[int]]:
    groups = [
        frozenset(place for place in meant if number in shelf.identities[place].numbers)
        for number in sorted(mention.numbers | mention.loose)
    ]
    groups = [group for group in groups if group]
    return groups or ([frozenset(meant)] if meant else [])
