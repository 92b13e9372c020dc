"""Which speakers a question names, and how surely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from assistant.retrieval.name_likeness import A_NAME
from assistant.retrieval.name_terms import Term
from assistant.retrieval.shelf import Shelf

BY_ONE_NAME = 0.9  # a surname, or a first name that nobody else has


def named_speakers(terms: Sequence[Term], shelf: Shelf) -> dict[str, float]:
    """How surely each speaker is named, 0 to 1, by the name that the passages have."""
    words = {term.text for term in terms if term.kind == "word"}
    matched: dict[str, set[str]] = defaultdict(set)
    for word in words:
        for name in shelf.speakers.get(word, ()):
            matched[name].add(word)
    whole = {name for name, found in matched.items() if len(found) > 1}
    covered = {word for name in whole for word in matched[name]}
    strengths = dict.fromkeys(whole, 1.0)
    for name, found in matched.items():
        if name in whole or found <= covered:
            continue
        (word,) = found
        if shelf.likeness(word) < A_NAME:  # "all" of a label that is no name
            continue
        people = {_person(other) for other in shelf.speakers[word]}
        is_first = word == _person(name)[0] and len(_person(name)) > 1
        if is_first and len(people) > 1:
            continue
        strengths[name] = BY_ONE_NAME / len(people)
    return strengths


def _person(name: str) -> tuple[str, ...]:
    return tuple(name.casefold().split())
