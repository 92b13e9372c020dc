"""What the documents of the library are called, arranged so that a question can be held against it.

Built from what each document says it is, and from the short forms that the documents explain
themselves ("Open Source Definition (OSD)"). No rule names a document. Not here: the index; what is
needed of it is handed in.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from assistant.reading.dates import DATE, iso_of
from assistant.reading.stop_words import STOP_WORDS
from assistant.retrieval.name_terms import (
    ARTICLES,
    Term,
    initials_of,
    is_designator,
    terms_of,
    words_of,
)
from assistant.types import Source

Samples = Callable[[str], Sequence[str]]  # a word -> some texts that hold it; empty: none does

# What a word of a name counts by where it stands. The maker of a document names it less than its
# title does: one maker has many.
IN_NAME, IN_REST, IN_SPEAKERS, IN_PUBLISHER = 1.0, 0.6, 0.5, 0.4
PART_OF_NAME = 0.5  # what a small part of a name counts against the whole
OF_KIND = 0.1  # what is left of it for a word that says what kind of document it is
_JOINTS = re.compile(r"\s*(?:[:;|()\[\]]|\s[-–—]\s)\s*")
# What kind of document it is ends many names and is left out in speech: "the Llama 2 license".
KIND_WORDS = frozenset(
    "license agreement terms use policy card model readme record page text final official".split()
)
_DATE_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_ ]?[01]\d(?:[-_ ]?[0-3]\d)?(?!\d)")
_LETTERS = re.compile(r"[^\W\d_]+")
LONGEST_NAME = 10  # words of a name that is looked for as a whole
LONGEST_PART = 5  # words of a part of a name


@dataclass(frozen=True, slots=True)
class Identity:
    """What one document can be told by."""

    source: Source
    words: Mapping[str, float]  # what each counts, 0 to 1
    numbers: frozenset[str]  # of versions and names, with designators: "3.1", "rc1"
    years: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every document's identity, and which documents a word or a whole name belongs to.

    Documents are given by their place in `identities`.
    """

    identities: tuple[Identity, ...]  # by doc_id
    by_word: Mapping[str, tuple[int, ...]]
    by_number: Mapping[str, frozenset[int]]  # numbers and years
    by_name: Mapping[tuple[str, ...], Mapping[int, float]]  # two words and more, with their share
    short_forms: Mapping[str, tuple[tuple[str, ...], ...]]  # "osd" -> its words
    speakers: Mapping[
        str, tuple[str, ...]
    ]  # a word of a name -> the names, as the library has them
    samples: Samples

    def narrowness(self, documents: int) -> float:
        """How well something tells that is true of so many documents: one 1, all 0."""
        of_all = math.log(max(documents, 1)) / math.log(len(self.identities) + 2)
        return max(0.0, 1.0 - of_all)


def build_shelf(
    sources: Sequence[Source],
    *,
    samples: Samples = lambda _: (),
    short_forms: Mapping[str, Collection[tuple[str, ...]]] | None = None,
) -> Shelf:
    """The shelf for one state of the library. `sources`: by doc_id."""
    identities = tuple(_identity(source) for source in sources)
    by_word: dict[str, list[int]] = defaultdict(list)
    by_number: dict[str, set[int]] = defaultdict(set)
    by_name: dict[tuple[str, ...], dict[int, float]] = defaultdict(dict)
    short: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
    for place, identity in enumerate(identities):
        for word in identity.words:
            by_word[word].append(place)
        for number in (*identity.numbers, *identity.years):
            by_number[number].add(place)
        for name, weight in _names(identity.source).items():
            terms = terms_of(name)
            for words, share in _ways_to_say(terms).items():
                counts = weight * (PART_OF_NAME + (1 - PART_OF_NAME) * share)
                by_name[words][place] = max(counts, by_name[words].get(place, 0.0))
            if initials := initials_of(_LETTERS.findall(name)):
                short[initials][words_of(name)] = None
    for form, meanings in (short_forms or {}).items():
        short[form].update(dict.fromkeys(meanings))
    return Shelf(
        identities=identities,
        by_word={word: tuple(places) for word, places in by_word.items()},
        by_number={number: frozenset(places) for number, places in by_number.items()},
        by_name=dict(by_name),
        short_forms={form: tuple(meanings) for form, meanings in short.items()},
        speakers=_speakers(sources),
        samples=samples,
    )


def _identity(source: Source) -> Identity:
    words: dict[str, float] = {}
    numbers, years = set[str](), set(re.findall(r"^\d{4}", source.date))
    head, *rest = _parts(source.title)
    counted = (
        *((name, IN_NAME) for name in (head, *source.aliases, _stem(source.doc_id))),
        *((part, IN_REST) for part in rest),
        (source.publisher, IN_PUBLISHER),
        (initials_of(_LETTERS.findall(source.publisher)), IN_PUBLISHER),
        (" ".join(source.speakers), IN_SPEAKERS),
        (source.version, IN_NAME),
    )
    for name, weight in counted:
        for term in terms_of(_only_year(name)):
            if term.kind == "word" and _may_name(term.text):
                counts = weight * (OF_KIND if term.text in KIND_WORDS else 1.0)
                words[term.text] = max(counts, words.get(term.text, 0.0))
            if term.kind == "year":
                years.add(term.text)
            elif term.tells_editions_apart and weight == IN_NAME:
                numbers.add(term.text)
    return Identity(source, words, frozenset(numbers), frozenset(years))


def _only_year(name: str) -> str:
    """The name with only the year of its dates: their months and days are no versions."""
    return DATE.sub(lambda found: (iso_of(found) or "")[:4], _DATE_IN_NAME.sub(r" \1 ", name))


def _may_name(word: str) -> bool:
    return word not in STOP_WORDS and (len(word) > 1 or not word.isascii())


def _parts(title: str) -> list[str]:
    """A title cut at its colons, brackets and dashes: the first part is its name, mostly."""
    parts = [part for part in _JOINTS.split(title) if part]
    return parts or [title]


def _stem(doc_id: str) -> str:
    return re.sub("[_-]", " ", PurePosixPath(doc_id).with_suffix("").name)


def _names(source: Source) -> dict[str, float]:
    """What the document may be called as a whole, with what each counts."""
    head, *rest = _parts(source.title)
    sure = (source.title, head, *source.aliases, _stem(source.doc_id))
    return dict.fromkeys(rest, IN_REST) | dict.fromkeys(sure, IN_NAME)


def _ways_to_say(terms: Sequence[Term]) -> dict[tuple[str, ...], float]:
    """Runs of two words and more that are the name or stand in it, with the share they are of it.

    The kind at the end of a name does not count: "Llama 2" is all of "Llama 2 License".
    """
    words = [t.text for t in terms if t.kind == "word" and t.text not in ARTICLES]
    counted = len(words)
    while counted > 1 and (words[counted - 1] in KIND_WORDS or is_designator(words[counted - 1])):
        counted -= 1
    says_only_its_kind = set(words) <= KIND_WORDS | STOP_WORDS
    whole = 2 <= len(words) <= LONGEST_NAME and not says_only_its_kind
    ways = {tuple(words): 1.0} if whole else {}
    for first in range(len(words)):
        for end in range(first + 2, min(len(words), first + LONGEST_PART) + 1):
            run = tuple(words[first:end])
            if _may_name(run[0]) and not set(run) <= KIND_WORDS | STOP_WORDS:
                share = min(1.0, (end - first) / counted)
                ways[run] = max(share, ways.get(run, 0.0))
    return ways


def _speakers(sources: Iterable[Source]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for source in sources:
        for name in source.speakers:
            for term in terms_of(name):
                if term.kind == "word" and _may_name(term.text):
                    found[term.text][name] = None
    return {word: tuple(names) for word, names in found.items()}
