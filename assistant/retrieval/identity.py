"""What one document can be told by: the words, names and numbers of its title and file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from assistant.reading.dates import DATE, DIGIT, iso_of
from assistant.reading.editions import family_names
from assistant.reading.files import bare_name
from assistant.reading.language import LANGUAGES
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

# What a word of a name counts by where it stands. The maker of a document names it less than its
# title does: one maker has many.
IN_NAME, IN_REST, IN_SPEAKERS, IN_PUBLISHER = 1.0, 0.6, 0.5, 0.4
PART_OF_NAME = 0.5  # what a small part of a name counts against the whole
FURTHER_BACK = 0.7  # what is left of it for a word that a name does not begin with
OF_KIND = 0.1  # and for one that says of what kind, or in what language, a document is
LONGEST_NAME = 10  # words of a name that is looked for as a whole
LONGEST_PART = 5  # words of a part of a name

# What kind of document it is ends many names and is left out in speech: "the Llama 2 license".
KIND_WORDS = frozenset(
    "license agreement terms use policy card model readme record page text final official".split()
)
_JOINTS = re.compile(r"\s*(?:[:;|()\[\]]|\s[-–—]\s)\s*")
_DATE_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_ ]?[01]\d(?:[-_ ]?[0-3]\d)?(?!\d)")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Identity:
    """What one document can be told by; all words folded."""

    source: Source
    words: Mapping[str, float]  # what each counts, 0 to 1
    names: Mapping[tuple[str, ...], float]  # names and their parts, two words and more
    initials: Mapping[str, tuple[str, ...]]  # what a name is shortened to, with its words
    numbers: frozenset[str]  # of versions and names, years, and designators: "3.1", "rc1"
    family: tuple[str, ...]  # the same for all editions of one text; empty: it has none


@lru_cache(maxsize=16_384)  # after a change of the library only what is new is read
def identify(source: Source) -> Identity:
    """What a document can be told by, from what it says it is."""
    words, numbers = _words_and_numbers(source)
    names: dict[tuple[str, ...], float] = {}
    initials: dict[str, tuple[str, ...]] = {}
    for name, weight in _names(source).items():
        for part, share in _ways_to_say(terms_of(name)).items():
            counts = weight * (PART_OF_NAME + (1 - PART_OF_NAME) * share)
            names[part] = max(counts, names.get(part, 0.0))
        if short := initials_of(_LETTERS.findall(name)):
            initials[short] = words_of(name)
    return Identity(source, words, names, initials, numbers, _family(source))


def _family(source: Source) -> tuple[str, ...]:
    """What editions share. In another language or of another publisher it is another text."""
    names = family_names(source.title)
    return (names[0], source.kind, source.publisher, source.language) if names else ()


def may_name(word: str) -> bool:
    """Whether a word can tell one document or person from others."""
    return word not in STOP_WORDS and (len(word) > 1 or not word.isascii())


def _words_and_numbers(source: Source) -> tuple[dict[str, float], frozenset[str]]:
    words: dict[str, float] = {}
    numbers = set(re.findall(r"^\d{4}", source.date))
    head, *rest = _parts(source.title)
    names = (head, *source.aliases, *_file_names(source), source.version)
    counted = (
        *((_ARTICLE.sub("", name), IN_NAME) for name in names),
        *((part, IN_REST) for part in rest),
        (" ".join(source.speakers), IN_SPEAKERS),
        (source.publisher, IN_PUBLISHER),
        *((initials_of(_LETTERS.findall(p)), IN_PUBLISHER) for p in _parts(source.publisher)),
    )
    for name, weight in counted:
        for i, term in enumerate(terms_of(_only_year(name))):
            if term.kind == "word" and may_name(term.text):
                counts = weight * _counts(term.text, is_first=i == 0)
                words[term.text] = max(counts, words.get(term.text, 0.0))
            if term.kind == "year" or (term.tells_editions_apart and weight == IN_NAME):
                numbers.add(term.text)
    return words, frozenset(numbers)


def _counts(word: str, *, is_first: bool) -> float:
    if word in KIND_WORDS or word in LANGUAGES:
        return OF_KIND
    return 1.0 if is_first else FURTHER_BACK


def _only_year(name: str) -> str:
    """The name with only the year of its dates: their months and days are no versions."""
    if not DIGIT.search(name):  # most names: a tenth of the time that an identity takes
        return name
    return DATE.sub(lambda found: (iso_of(found) or "")[:4], _DATE_IN_NAME.sub(r" \1 ", name))


def _parts(title: str) -> list[str]:
    """A title cut at its colons, brackets and dashes: the first part is its name, mostly."""
    parts = [part for part in _JOINTS.split(title) if part]
    return parts or [title]


def _file_names(source: Source) -> tuple[str, ...]:
    """The file's name in words, and with words that are written as one apart: "AcmeBoltsNDA"."""
    stem = re.sub("[_-]", " ", unquote(bare_name(source.doc_id)))
    return stem, _CAMEL.sub(" ", stem)


def _names(source: Source) -> dict[str, float]:
    """What the document may be called as a whole, with what each counts."""
    head, *rest = _parts(source.title)
    sure = (source.title, head, *source.aliases, *_file_names(source))
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
            if may_name(run[0]) and not set(run) <= KIND_WORDS | STOP_WORDS:
                share = max(0, min(end, counted) - first) / counted
                ways[run] = max(share, ways.get(run, 0.0))
    return ways
