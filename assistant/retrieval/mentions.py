"""Where a question names documents: whole names first, the longest before the shorter.

What is left of the question can name a document by a single word, the more surely the fewer
documents have it and the more the library writes it as a name. A number beside a name belongs to
it; one that stands alone belongs to every name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.reading.stop_words import STOP_WORDS
from assistant.retrieval.identity import KIND_WORDS, LONGEST_NAME
from assistant.retrieval.name_likeness import A_NAME, PLAIN
from assistant.retrieval.name_terms import ARTICLES, Term, initials_of
from assistant.retrieval.shelf import Shelf

NO_CAPITAL = 0.5  # left of a single word without a capital in a question that has some
FAINTEST = 0.1  # a word that tells less is passed over: it is in the names of too many documents
SHORTEST_JOINED = 8  # letters of a word that may be one of a stop word and another: "NoDerivatives"
NEAR = 3  # pieces between a name and its number: "the Llama license, version 3.1"

# A number behind one of these counts something inside a document.
_COUNTS_INSIDE = frozenset(
    "article art section sec annex clause point item recital paragraph para chapter page step part"
    " line rule freedom class indicator title schedule exhibit than over about least most until"
    " under top".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a question. `[start, end)` are its first and behind its last term."""

    start: int
    end: int
    words: frozenset[str]
    strengths: Mapping[int, float]  # documents of that name, by their place on the shelf
    numbers: frozenset[str] = frozenset()  # beside it, as far as they tell editions apart
    loose: frozenset[str] = frozenset()  # beside no name

    @property
    def strength(self) -> float:
        """How surely any document is meant."""
        return max(self.strengths.values(), default=0.0)


def find_mentions(terms: Sequence[Term], shelf: Shelf) -> list[Mention]:
    """Every name in a question, in its order."""
    words = [i for i, term in enumerate(terms) if term.kind == "word"]
    taken: set[int] = set()
    found: list[Mention] = []
    for run in _runs([i for i in words if terms[i].text not in ARTICLES]):
        if taken.isdisjoint(run) and (strengths := _of_name(run, terms, shelf)):
            taken.update(run)
            found.append(_mention(run, terms, strengths))
    with_capitals = any(terms[i].has_capital and not terms[i].in_capitals for i in words[1:])
    for i in words:
        if i not in taken and (strengths := _of_word(terms[i], shelf)):
            if with_capitals and not terms[i].has_capital:
                strengths = {place: NO_CAPITAL * sure for place, sure in strengths.items()}
            found.append(_mention([i], terms, strengths))
    return _with_numbers(sorted(found, key=lambda m: m.start), terms)


def _mention(run: Sequence[int], terms: Sequence[Term], strengths: Mapping[int, float]) -> Mention:
    return Mention(run[0], run[-1] + 1, frozenset(terms[i].text for i in run), strengths)


def _runs(counted: Sequence[int]) -> Iterable[Sequence[int]]:
    """Runs of words in which numbers and articles do not count, the longest first."""
    for length in range(min(LONGEST_NAME, len(counted)), 0, -1):
        for first in range(len(counted) - length + 1):
            yield counted[first : first + length]


def _of_name(run: Sequence[int], terms: Sequence[Term], shelf: Shelf) -> dict[int, float]:
    """The documents that have these words for a name, or whose name they are short for."""
    words = tuple(terms[i].text for i in run)
    if len(words) == 1:
        return _of_short_form(words[0], shelf)
    weights = shelf.by_name.get(words) or _of_one_word(run, terms, shelf)
    # "Llama 3.3 License" is no document that is only called "Llama License".
    inside = {t.text for t in terms[run[0] : run[-1]] if t.kind != "word"}
    if inside:
        weights = {p: w for p, w in weights.items() if inside & shelf.identities[p].numbers}
    sure = shelf.narrowness(len(weights)) * shelf.rarity(" ".join(words)) if weights else 0.0
    if sure < FAINTEST:
        return {}
    # A part of a name can be words like any others: "community license".
    like = _likeness(words, shelf)
    return {p: sure * weight * (1.0 if weight == 1.0 else like) for p, weight in weights.items()}


def _of_one_word(run: Sequence[int], terms: Sequence[Term], shelf: Shelf) -> Mapping[int, float]:
    """The documents that write several words as one: "Deep Seek", or only their initials."""
    words = [terms[i].text for i in run]
    as_one = "".join(words) if len(words) == 2 else ""
    if len(as_one) < SHORTEST_JOINED and not STOP_WORDS.isdisjoint(words):
        as_one = ""  # "of AI" is not "OFAI"
    if len(words) > 2 and all(terms[i].has_capital for i in run):
        as_one = initials_of(words)
    return {p: shelf.identities[p].words[as_one] for p in shelf.by_word.get(as_one, ())}


def _of_short_form(short: str, shelf: Shelf) -> dict[int, float]:
    if short not in shelf.short_forms or shelf.likeness(short) < A_NAME:
        return {}
    weights = {p: shelf.identities[p].words[short] for p in shelf.by_word.get(short, ())}
    for meaning in shelf.short_forms[short]:
        weights.update(shelf.by_name.get(meaning, {}))
    sure = shelf.narrowness(len(weights))
    return {place: sure * weight for place, weight in weights.items()}


def _of_word(term: Term, shelf: Shelf) -> dict[int, float]:
    having = shelf.by_word.get(term.text, ())
    if not having:
        return {}
    # A capital inside the question makes a name of a word that texts write small: "Keep".
    like = max(shelf.likeness(term.text), A_NAME if term.has_capital and term.start else 0.0)
    sure = shelf.narrowness(len(having)) * like * shelf.rarity(term.text)
    if sure < FAINTEST:
        return {}
    return {place: sure * shelf.identities[place].words[term.text] for place in having}


def _likeness(words: Sequence[str], shelf: Shelf) -> float:
    """How much several words in a row name: the mean of those that carry a subject."""
    carrying = [shelf.likeness(word) for word in words if word not in STOP_WORDS | KIND_WORDS]
    return sum(carrying) / len(carrying) if carrying else PLAIN


def _with_numbers(mentions: Sequence[Mention], terms: Sequence[Term]) -> list[Mention]:
    """The mentions with the numbers that stand beside them, and those beside none."""
    beside: dict[int, set[str]] = {}
    loose: set[str] = set()
    for i, term in enumerate(terms):
        if not term.tells_editions_apart or (i and terms[i - 1].text in _COUNTS_INSIDE):
            continue
        near = [m for m in mentions if i not in range(m.start, m.end) and _distance(m, i) <= NEAR]
        if near:
            # A number follows its name, mostly; one in front of it is nearer to no other.
            nearest = min(near, key=lambda m: (m.start > i, _distance(m, i), -m.strength))
            beside.setdefault(nearest.start, set()).add(term.text)
        else:
            loose.add(term.text)
    return [
        replace(m, numbers=frozenset(beside.get(m.start, ())), loose=frozenset(loose))
        for m in mentions
    ]


def _distance(mention: Mention, place: int) -> int:
    return mention.start - place if mention.start > place else place - mention.end + 1
