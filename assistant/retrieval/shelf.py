"""What the documents of the library are called, arranged so that a question can be held against it.

Built from what each document says it is, and from the short forms that the documents explain
themselves ("Open Source Definition (OSD)"). No rule names a document. Not here: the index; what is
needed of it is handed in.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.retrieval.identity import Identity, identify, may_name
from assistant.retrieval.name_likeness import name_likeness
from assistant.retrieval.name_terms import terms_of
from assistant.types import Source

OFTEN = 0.2  # of the passages: "Confidential Information" stands in a third of those of contracts
Places = Sequence[int]  # of documents in `Shelf.identities`
ShortForms = Mapping[str, Iterable[tuple[str, ...]]]  # "osd" -> the words it stands for


def _nothing(_: str) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Lookups:
    """What is asked of the index and of the encoder while a question is read."""

    holding: Callable[[str], Sequence[str]] = _nothing  # a word -> some texts that hold it
    beginning: Callable[[str], Sequence[str]] = _nothing  # the same, of words that begin so
    share: Callable[[str], float] = lambda _: 0.0  # of all texts, those that hold the words
    knows: Callable[[str], bool] = lambda _: True  # whether any text holds the word
    is_word: Callable[[str], bool] = lambda _: True  # of the language, whatever the library holds


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every document's identity, and which documents a word or a whole name belongs to."""

    identities: tuple[Identity, ...]  # by doc_id
    by_word: Mapping[str, Places]
    by_name: Mapping[tuple[str, ...], Mapping[int, float]]  # two words and more, with their share
    short_forms: Mapping[str, Sequence[tuple[str, ...]]]
    speakers: Mapping[str, Sequence[str]]  # a word of a name -> the names, as the library has them
    by_letter: Mapping[str, Sequence[str]]  # words of names by their first
    likeness: Callable[[str], float]  # how much a word names, 0 to 1
    lookups: Lookups = field(default_factory=Lookups)

    def narrowness(self, documents: int) -> float:
        """How well something tells that is true of so many documents: one 1, all about 0."""
        of_all = math.log(max(documents, 1)) / math.log(len(self.identities) + 2)
        return max(0.0, 1.0 - of_all)

    def rarity(self, words: str) -> float:
        """1 for what few texts speak of, 0 for what two in five do: that names none of them."""
        too_many = self.lookups.share(words) - OFTEN
        return max(0.0, 1.0 - max(0.0, too_many) / OFTEN)

    def uses(self, word: str) -> int:
        """In how many names of documents and speakers a word stands."""
        return len(self.by_word.get(word, ())) + len(self.speakers.get(word, ()))


def build_shelf(
    sources: Sequence[Source],
    *,
    lookups: Lookups | None = None,
    short_forms: ShortForms | None = None,
) -> Shelf:
    """The shelf for one state of the library. `sources`: by doc_id."""
    lookups = lookups or Lookups()
    identities = tuple(identify(source) for source in sources)
    by_word: dict[str, list[int]] = defaultdict(list)
    by_name: dict[tuple[str, ...], dict[int, float]] = defaultdict(dict)
    meanings: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
    for place, identity in enumerate(identities):
        for word in identity.words:
            by_word[word].append(place)
        for name, share in identity.names.items():
            by_name[name][place] = share
        for short, long in identity.initials.items():
            meanings[short][long] = None
    for short, longs in (short_forms or {}).items():
        meanings[short].update(dict.fromkeys(longs))
    speakers = _speakers(sources)
    return Shelf(
        identities=identities,
        by_word=dict(by_word),
        by_name=dict(by_name),
        short_forms={short: tuple(longs) for short, longs in meanings.items()},
        speakers=speakers,
        by_letter=_by_letter({*by_word, *speakers}),
        likeness=lru_cache(maxsize=8192)(lambda word: name_likeness(word, lookups.holding(word))),
        lookups=lookups,
    )


def _speakers(sources: Iterable[Source]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for source in sources:
        for name in source.speakers:
            for term in terms_of(name):
                if term.kind == "word" and may_name(term.text):
                    found[term.text][name] = None
    return {word: tuple(names) for word, names in found.items()}


def _by_letter(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        found[word[0]].append(word)
    return {letter: tuple(several) for letter, several in found.items()}
