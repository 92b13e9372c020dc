"""Which documents a question names, and how surely.

Whole names are looked for first, the longest before the shorter; what is left of the question can
name a document by a single word, the more surely the fewer documents have it. A number beside a
name tells which of its documents is meant, when one of them has that number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.retrieval.name_likeness import A_NAME, likeness_of_words, name_likeness
from assistant.retrieval.name_terms import ARTICLES, Term, is_designator
from assistant.retrieval.shelf import LONGEST_NAME, Identity, Shelf

OTHER_EDITION = 0.25  # left of the strength when the number is that of another document of the name
UNKNOWN_EDITION = 0.5  # left when no document of that name has the number
NO_EDITION = 0.6  # left where the document has no number at all
NO_CAPITAL = 0.5  # left of a single word without a capital in a question that has some
LEAST = 0.2  # weaker is nothing
NEAR = 3  # pieces between a name and its number: "the Llama license, version 3.1"

# A number behind one of these counts something inside a document.
_COUNTS_INSIDE = frozenset(
    "article art section sec annex clause point item recital paragraph para chapter page step part"
    " line rule freedom class indicator title schedule exhibit than over about least most until"
    " under top".split()
)


@dataclass(slots=True)
class _Mention:
    """A name in the question, with the documents that have it."""

    start: int  # place of its first and behind its last piece
    end: int
    words: frozenset[str]
    strengths: Mapping[int, float]
    numbers: set[str] = field(default_factory=set[str])


def named_documents(terms: Sequence[Term], shelf: Shelf) -> dict[str, float]:
    """How surely each document is named, 0 to 1, by doc_id; those that are not are left out."""
    mentions = _mentions(terms, shelf)
    loose = _give_numbers(mentions, terms)
    missed: dict[int, float] = defaultdict(lambda: 1.0)
    for mention in mentions:
        for place, strength in _by_number(mention, loose, shelf):
            missed[place] *= 1.0 - strength
    return {
        shelf.identities[place].source.doc_id: 1.0 - miss
        for place, miss in missed.items()
        if 1.0 - miss >= LEAST
    }


def _mentions(terms: Sequence[Term], shelf: Shelf) -> list[_Mention]:
    taken: set[int] = set()
    found: list[_Mention] = []
    words = [i for i, term in enumerate(terms) if term.kind == "word"]
    with_capitals = any(terms[i].has_capital for i in words[1:])
    for run in _runs(words, terms):
        if taken.isdisjoint(run) and (places := _documents_of(run, terms, shelf)):
            taken.update(run)
            found.append(_mention(run, terms, places))
    for i in words:
        if i not in taken and (having := shelf.by_word.get(terms[i].text)):
            sure = shelf.narrowness(len(having)) * name_likeness(terms[i].text, shelf)
            if with_capitals and not terms[i].has_capital:
                sure *= NO_CAPITAL
            weights = {p: sure * shelf.identities[p].words[terms[i].text] for p in having}
            found.append(_mention([i], terms, weights))
    return found


def _mention(run: Sequence[int], terms: Sequence[Term], strengths: Mapping[int, float]) -> _Mention:
    return _Mention(run[0], run[-1] + 1, frozenset(terms[i].text for i in run), strengths)


def _runs(words: Sequence[int], terms: Sequence[Term]) -> Iterable[Sequence[int]]:
    """Runs of words in which numbers and articles do not count, the longest first."""
    counted = [i for i in words if terms[i].text not in ARTICLES]
    for length in range(min(LONGEST_NAME, len(counted)), 0, -1):
        for first in range(len(counted) - length + 1):
            yield counted[first : first + length]


def _documents_of(run: Sequence[int], terms: Sequence[Term], shelf: Shelf) -> dict[int, float]:
    """The documents that have these words for a name, or whose name they are short for."""
    words = tuple(terms[i].text for i in run)
    if len(words) > 1:
        weights = shelf.by_name.get(words, {})
        sure = shelf.narrowness(len(weights))
        like = likeness_of_words(words, shelf) if weights else 0.0
        return {
            p: sure * weight * (1.0 if weight == 1.0 else like) for p, weight in weights.items()
        }
    short = words[0]
    if short not in shelf.short_forms or name_likeness(short, shelf) < A_NAME:
        return {}
    weights = {
        place: shelf.identities[place].words[short] for place in shelf.by_word.get(short, ())
    }
    for meaning in shelf.short_forms[short]:
        weights.update(shelf.by_name.get(meaning, {}))
    sure = shelf.narrowness(len(weights))
    return {place: sure * weight for place, weight in weights.items()}


def _give_numbers(mentions: Sequence[_Mention], terms: Sequence[Term]) -> set[str]:
    """Give each number to the name it stands beside; those that stand alone are returned."""
    loose: set[str] = set()
    for i, term in enumerate(terms):
        if not term.tells_editions_apart:
            continue
        if i and terms[i - 1].text in _COUNTS_INSIDE:
            continue
        near = [m for m in mentions if i not in range(m.start, m.end) and _distance(m, i) <= NEAR]
        if not near:
            loose.add(term.text)
            continue
        # A number follows its name, mostly; one in front of it is nearer to no other.
        nearest = min(near, key=lambda m: (m.start > i, _distance(m, i)))
        nearest.numbers.add(term.text)
    return loose


def _distance(mention: _Mention, place: int) -> int:
    return mention.start - place if mention.start > place else place - mention.end + 1


def _by_number(mention: _Mention, loose: set[str], shelf: Shelf) -> Iterable[tuple[int, float]]:
    """The documents of a mention, each as sure as its numbers leave it."""
    said = mention.numbers | loose
    having = {p for p in mention.strengths if said & _numbers(shelf.identities[p])}
    having = {p for p in having if mention.strengths[p] > 0}
    for place, strength in mention.strengths.items():
        if place in having:
            yield place, max(strength, _sure(mention, place, having, shelf))
        elif having:
            yield (
                place,
                strength * (OTHER_EDITION if _numbers(shelf.identities[place]) else NO_EDITION),
            )
        elif mention.numbers:
            yield place, strength * UNKNOWN_EDITION
        else:
            yield place, strength


def _sure(mention: _Mention, place: int, having: set[int], shelf: Shelf) -> float:
    """How surely name and number together name a document."""
    weight = max(shelf.identities[place].words.get(word, 1.0) for word in mention.words)
    return weight * shelf.narrowness(len(having))


def _numbers(identity: Identity) -> frozenset[str]:
    marks = (word for word in identity.words if is_designator(word))
    return identity.numbers | identity.years | frozenset(marks)
