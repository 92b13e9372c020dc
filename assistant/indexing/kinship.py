"""Which documents are the same text, or versions of it. Pure: compares what it is given.

Overlap alone does not tell: two licenses of different makers may share 93 of 100 runs of words, as
the versions of one license do. So the titles have to be of one family too, unless the words are the
same to the last one.

Not here: where it is stored (`kin_table.py`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

from assistant.reading.editions import (
    agree_in_edition,
    differ_in_edition,
    edition,
    family,
    family_names,
    same_family,
)
from assistant.reading.shingles import Signature, similarity, words_of
from assistant.types import Relation, Source

# Of one family and another version. Drafts of a definition that was written anew share 0.085 with
# its candidate, two versions of a license 0.17; recordings of one series of meetings 0.03.
VERSION = 0.08
# Where only a number in the title tells them apart it may be a product's: the cards of two models
# of one maker share up to 0.39, the licenses of those models 0.51 and more.
VERSION_BY_TITLE = 0.45
# Of one family, and it is not known of both which version they are.
SAME_NAME = 0.5
# The same file or version in another format: what a page has around its text is counted too.
SAME_EDITION = 0.6
# Of another title and in another format. Two licenses that differ in one clause reach 0.97.
OTHER_TITLE = 0.98
# Two texts this near share one of their first eight hashes, but for one pair in 10^13.
_FIRST_HASHES = 8
# A title that more documents bear ("Non-Disclosure Agreement") is a sort of text, no family.
LARGEST_FAMILY = 40
# Documents with one and the same rare hash; more of them are a template filled in many times.
_LARGEST_GROUP = 200

_ONE_FORMAT = {".markdown": ".md", ".licence": "", ".license": "", ".txt": "", ".htm": ".html"}

TextOf = Callable[[str], str]  # doc_id -> text


class Signed(NamedTuple):
    """A document with what it is compared by."""

    source: Source
    signature: Signature
    names: tuple[str, ...] = ()  # of its family


class Related(NamedTuple):
    """What two documents are to each other, and how similar their words are, 0 to 1."""

    relation: Relation
    similarity: float


def find_kin(
    signed: Mapping[str, Signed], new: Collection[str], text_of: TextOf
) -> dict[tuple[str, str], Related]:
    """Every pair of kin with a new document in it, each pair once."""
    named = {doc_id: _names_of(one.source) for doc_id, one in signed.items()}
    bearers = Counter(name for names in named.values() for name in names)
    signed = {
        doc_id: one._replace(
            names=tuple(name for name in named[doc_id] if bearers[name] <= LARGEST_FAMILY)
        )
        for doc_id, one in signed.items()
    }
    found = {}
    for a, b in _candidates(signed, frozenset(new)):
        if related := relate(signed[a], signed[b], text_of):
            found[a, b] = related
    return found


@lru_cache(maxsize=16_384)  # in a process that goes on only the names of what is new are read
def _names_of(source: Source) -> tuple[str, ...]:
    """Every name of its family: by its title, and by what else it is called."""
    others = (family(alias) for alias in source.aliases)
    return tuple(dict.fromkeys([*family_names(source.title), *(name for name in others if name)]))


def relate(a: Signed, b: Signed, text_of: TextOf) -> Related | None:
    """What two documents are to each other; None: nothing.

    `text_of` is asked only where two formats of one text cannot be told from two texts otherwise.
    """
    if a.signature.digest == b.signature.digest:
        differ = a.source.version and b.source.version and edition(a.source) != edition(b.source)
        return Related("version" if differ else "twin", 1.0)
    alike = similarity(a.signature, b.signature)
    differ = differ_in_edition(a.source, b.source)
    if _is_translation(a, b):
        return None if differ else Related("translation", alike)
    if same_family(a.names, b.names) or _is_same_file(a.source, b.source):
        return _relate_family(a, b, alike, text_of)
    is_copy = _in_other_formats(a.source, b.source) and alike >= OTHER_TITLE and not differ
    return Related("twin", alike) if is_copy else None


def _relate_family(a: Signed, b: Signed, alike: float, text_of: TextOf) -> Related | None:
    """What two documents of one name are to each other, whose words are not the same."""
    if differ_in_edition(a.source, b.source):
        told = bool(a.source.version and b.source.version) or not edition(a.source)
        return (
            Related("version", alike) if alike >= (VERSION if told else VERSION_BY_TITLE) else None
        )
    same_edition = _is_same_file(a.source, b.source) or agree_in_edition(a.source, b.source)
    if alike < (SAME_EDITION if same_edition else SAME_NAME):
        return None
    if _in_other_formats(a.source, b.source) and (same_edition or _one_has_all(a, b, text_of)):
        return Related("twin", alike)
    return Related("version", alike)


def _candidates(signed: Mapping[str, Signed], new: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Pairs that may be kin, each once, with a new document in each."""
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for doc_id, one in signed.items():
        for key in set(_keys(one)):
            groups[key].append(doc_id)
    told: set[tuple[str, str]] = set()
    for key, group in groups.items():
        if len(group) > _LARGEST_GROUP and not isinstance(key, bytes):
            continue
        for a in new.intersection(group):
            pairs = {(min(a, b), max(a, b)) for b in group if a != b}
            yield from sorted(pairs - told)
            told |= pairs


def _keys(one: Signed) -> Iterator[Hashable]:
    """What two documents must have one of in common to be compared."""
    yield one.signature.digest
    yield "file", _stem(one.source)
    yield "file", _without_language(one.source)
    for name in one.names:
        yield "family", name
    for number in one.signature.hashes[:_FIRST_HASHES]:
        yield "hash", int(number)


def _is_same_file(a: Source, b: Source) -> bool:
    """One name in one folder, with two suffixes: `talk.srt` and `talk.txt`."""
    return _stem(a) == _stem(b)


def _in_other_formats(a: Source, b: Source) -> bool:
    first, second = (PurePosixPath(s.doc_id).suffix.lower() for s in (a, b))
    return _ONE_FORMAT.get(first, first) != _ONE_FORMAT.get(second, second)


def _is_translation(a: Signed, b: Signed) -> bool:
    """The same in two languages: by file names that differ in the language, or by the status."""
    first, second = a.source, b.source
    if first.language == second.language:
        return False
    if _without_language(first) == _without_language(second):
        return True
    told = "translation" in (first.status, second.status)
    return told and same_family(a.names, b.names) and agree_in_edition(first, second)


def _stem(source: Source) -> str:
    path = PurePosixPath(source.doc_id)
    return path.with_suffix("").as_posix() if path.suffix else source.doc_id


def _without_language(source: Source) -> str:
    """The file name without its language: "od/2.1/ja/index", "guide-ja", "guide.ja"."""
    code = re.escape(source.language)
    ending = re.sub(rf"[-_.]{code}(?:-[A-Za-z]{{2,4}})?$", "", _stem(source))
    return re.sub(rf"(?<![^/]){code}/", "", ending)


def _one_has_all(a: Signed, b: Signed, text_of: TextOf) -> bool:
    """Whether one text has every word of the other, as often: the rest is what is around it.

    Where each has words that the other lacks, words were changed.
    """
    first, second = (Counter(words_of(text_of(s.source.doc_id))) for s in (a, b))
    return first <= second or second <= first
