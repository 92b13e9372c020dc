"""What an earlier question says when a later one only puts something else in its place.

"Which law applies to Gemma?" and then "what about Falcon?": the later question names a document of
the same kind, or another number, and says little else.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.stop_words import STOP_WORDS
from assistant.retrieval.mentions import Mention, find_mentions
from assistant.retrieval.name_terms import Term, fold, is_designator, terms_of
from assistant.retrieval.named_documents import A_SIDE
from assistant.retrieval.named_speakers import named_speakers
from assistant.retrieval.shelf import Shelf

MOST_BESIDE = 1  # words that a question may say beside the name it puts in another's place
# Words of such a question that say nothing of their own.
FILLING = STOP_WORDS | frozenset(
    "ok okay then so but also same version one ones want wants case now else too well know through"
    " just all only here there up out off over even still already much many more most some".split()
)


def names_something(question: str, shelf: Shelf) -> bool:
    """Whether a question names a document or a speaker."""
    terms = terms_of(question)
    named = any(m.strength >= A_SIDE for m in find_mentions(terms, shelf))
    return named or bool(named_speakers(terms, shelf))


def put_in_place(question: str, earlier: str, shelf: Shelf) -> str:
    """The earlier question with what the later one puts in the place of its own.

    It is left as it is where the later one says more than a name, or names nothing alike.
    """
    new, old = terms_of(question), terms_of(earlier)
    if len(fold(question)) != len(question) or len(fold(earlier)) != len(earlier):
        return earlier  # then nothing is known of the places
    names = [m for m in find_mentions(new, shelf) if m.strength >= A_SIDE]
    known = [m for m in find_mentions(old, shelf) if m.strength >= A_SIDE]
    if _words_beside(new, names) > MOST_BESIDE:
        return earlier
    for name in names:
        if place := _alike(name, known, shelf):
            said = _said(question, new, name)
            if all(is_designator(word) for word in name.words):  # "R1": of the family spoken of
                return _renumbered(earlier, old, [place], said)
            return _replaced(earlier, old, place, said)
    numbers = [term for term in new if term.tells_editions_apart]
    if not names and numbers:
        return _renumbered(earlier, old, known, question[numbers[0].start : numbers[-1].end])
    return earlier


def _words_beside(terms: Sequence[Term], names: Sequence[Mention]) -> int:
    taken = {i for name in names for i in range(name.start, name.end)}
    return sum(
        term.kind == "word" and term.text not in FILLING and not term.tells_editions_apart
        for i, term in enumerate(terms)
        if i not in taken
    )


def _alike(name: Mention, known: Sequence[Mention], shelf: Shelf) -> Mention | None:
    """The surest mention of documents of the same kind; None: there is none."""
    kinds = _kinds(name, shelf)
    alike = [m for m in known if kinds & _kinds(m, shelf) and m.words != name.words]
    return max(alike, key=lambda m: m.strength, default=None)


def _kinds(mention: Mention, shelf: Shelf) -> set[str]:
    least = mention.strength * 0.8
    return {shelf.identities[p].source.kind for p, s in mention.strengths.items() if s >= least}


def _said(text: str, terms: Sequence[Term], mention: Mention) -> str:
    """A mention as it is written, with the numbers beside it."""
    first, last = _with_numbers(terms, mention)
    return text[terms[first].start : terms[last].end]


def _with_numbers(terms: Sequence[Term], mention: Mention) -> tuple[int, int]:
    """The first and last term of a mention and of the numbers that follow it at once."""
    last = mention.end - 1
    while last + 1 < len(terms) and terms[last + 1].tells_editions_apart:
        last += 1
    return mention.start, last


def _replaced(text: str, terms: Sequence[Term], mention: Mention, said: str) -> str:
    first, last = _with_numbers(terms, mention)
    return text[: terms[first].start] + said + text[terms[last].end :]


def _renumbered(text: str, terms: Sequence[Term], known: Sequence[Mention], number: str) -> str:
    """The text with another number in or behind the name that has one."""
    for mention in known:
        first, last = _with_numbers(terms, mention)
        for term in terms[first : last + 1]:
            if term.tells_editions_apart:
                return text[: term.start] + number + text[term.end :]
    return text
