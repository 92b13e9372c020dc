"""Slips of spelling in a question, held against what the library knows.

A word that the library holds, or that is one of the language, is never touched, unless a name in
the library fits and what stands beside it says so: "lama 2", "Amanda Brok". Names are held against
what documents and speakers are called, other words against those of the texts that begin alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.reading.spelling import edit_distance, is_near
from assistant.reading.stop_words import STOP_WORDS
from assistant.retrieval.name_likeness import A_NAME
from assistant.retrieval.name_terms import Term, fold
from assistant.retrieval.shelf import Shelf

SHORTEST = 4  # letters of a word that can be told to be a slip
SHORTEST_PLAIN = 6  # of a word that is no name: shorter ones are near to too many others
BEGINNING = 3  # letters in which a slip and the word it is for agree
MOST_UNKNOWN = 8  # words of a question about these documents: more are of something pasted
COMMON = 3  # times a word stands in the texts that begin alike, before a slip is taken for it
_WORD = re.compile(r"[^\W\d_]{4,}")


def corrections(terms: Sequence[Term], shelf: Shelf, *, plain_words: bool = True) -> dict[str, str]:
    """For each word of the question that is a slip, the word it is a slip of; both folded.

    `plain_words`: words that are no names as well.
    """
    found: dict[str, str] = {}
    unknown: dict[str, Term] = {}
    for i, term in enumerate(terms):
        word = term.text
        if term.kind != "word" or len(word) < SHORTEST or not word.isalpha():
            continue
        if word in found or _names(word, shelf):
            continue
        if meant := _meant_beside(i, terms, shelf):
            found[word] = meant
        elif word not in unknown and not _is_known(word, shelf):
            unknown[word] = term
    if len(unknown) > MOST_UNKNOWN:
        return found
    for word, term in unknown.items():
        meant = _nearest(word, _names_like(word, shelf), shelf)
        if meant is None and plain_words:
            meant = _nearest_plain(term, shelf)
        if meant is not None:
            found.setdefault(word, meant)
    return found


def _names(word: str, shelf: Shelf) -> bool:
    named = word in shelf.by_word or word in shelf.speakers or word in shelf.short_forms
    return named or word in STOP_WORDS


def _is_known(word: str, shelf: Shelf) -> bool:
    return shelf.lookups.is_word(word) or bool(shelf.lookups.holding(word))


def _meant_beside(i: int, terms: Sequence[Term], shelf: Shelf) -> str | None:
    """The name that a word must be by what stands beside it: its number, or its first name."""
    word = terms[i].text
    names = set[str]()
    if i + 1 < len(terms) and terms[i + 1].kind != "word":
        having = {
            place
            for place, identity in enumerate(shelf.identities)
            if terms[i + 1].text in identity.numbers
        }
        names.update(n for n in _names_like(word, shelf) if having & {*shelf.by_word.get(n, ())})
    if i and terms[i - 1].text in shelf.speakers:
        people = shelf.speakers[terms[i - 1].text]
        names.update(
            n for n in _names_like(word, shelf) if {*people} & {*shelf.speakers.get(n, ())}
        )
    return _nearest(word, names, shelf)


def _names_like(word: str, shelf: Shelf) -> list[str]:
    several = shelf.by_letter.get(word[0], ())
    return [n for n in several if abs(len(n) - len(word)) <= 2 and is_near(word, n)]


def _nearest(word: str, names: Iterable[str], shelf: Shelf) -> str | None:
    likely = [name for name in names if shelf.likeness(name) >= A_NAME]
    return min(likely, key=lambda n: (edit_distance(word, n), -shelf.uses(n), n), default=None)


def _nearest_plain(term: Term, shelf: Shelf) -> str | None:
    """The commonest word that is one slip away; of a word with a capital, one that is a name."""
    word = term.text
    if len(word) < SHORTEST_PLAIN:
        return None
    counts = Counter(
        other
        for text in shelf.lookups.beginning(word[:BEGINNING])
        for other in _WORD.findall(fold(text))
        if other.startswith(word[:BEGINNING])
        and abs(len(other) - len(word)) <= 1
        and edit_distance(word, other) == 1
    )
    (best, times), *_ = counts.most_common(1) or [("", 0)]
    is_foreign = term.has_capital and term.start > 0 and shelf.likeness(best) < A_NAME
    return best if times >= COMMON and not is_foreign else None
