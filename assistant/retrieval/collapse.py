"""The same words in several copies or versions of one text are one result, not five.

Only documents that were told to be kin are compared: two licenses with the same clause are two
answers. Between versions only equal words collapse: a single "not" may be the difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath
from types import MappingProxyType

from assistant.reading.editions import newer
from assistant.reading.shingles import runs_of
from assistant.reading.stop_words import STOP_WORDS
from assistant.types import Hit, Kin, Relation, Source, Status

KinOf = Callable[[Collection[str]], Mapping[str, Sequence[Kin]]]  # doc_ids -> kin of each
Relations = Mapping[tuple[str, str], Relation]  # of two doc_ids

# Of the smaller passage's runs of words. Copies are converted differently; a sentence more or less
# stays below it. Versions must have every run: a changed word is what they differ in.
SHARE: Mapping[Relation, float] = {"twin": 0.9, "version": 1.0}

# Of its words as they stand, markup and all: fewer are not worth a closer look, which takes ten
# times as long.
WORTH_A_LOOK: Mapping[Relation, float] = {"twin": 0.5, "version": 0.8}

# Of how surely the question names a document: another that is named less is not the one meant.
MEANT = 0.7

_STANDING: Mapping[Status, int] = {
    "current": 0, "unknown": 0, "translation": 1, "draft": 2, "superseded": 3,
}  # fmt: skip
_TERM = re.compile(r"\w+(?:[.+-]\w+)*")
_VERSION_MARK = re.compile(r"\b(?:version\s+|ver\.?\s*|v\.?\s*)(?=\d)")


@lru_cache(maxsize=4096)  # the same passages are found again and again
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    return runs_of(text)


@lru_cache(maxsize=4096)
def _rough_words(text: str) -> frozenset[str]:
    return frozenset(text.lower().split())


def collapse(
    query: str,
    hits: Sequence[Hit],
    kin_of: KinOf,
    k: int,
    named: Mapping[str, float] = MappingProxyType({}),
) -> list[Hit]:
    """The first k hits, best first; the same words of kin once, in the place of the best.

    Which document is shown: the one the query names by a version, a year or a name that another
    lacks, or surely ("the first draft"), else a current text before a draft, else the newest, else
    the best placed. Each hit says in which documents its words stand besides. `named`: how surely
    the query names each document, 0 to 1, by doc_id.
    """
    doc_ids = {hit.passage.source.doc_id for hit in hits}
    related = kin_of(doc_ids) if len(doc_ids) > 1 else {}
    relations = {
        (doc_id, kin.doc_id): kin.relation
        for doc_id, several in related.items()
        for kin in several
        if kin.doc_id in doc_ids and kin.relation in SHARE
    }
    if not relations:
        return list(hits[:k])
    shown: list[Hit] = []
    left = list(hits)
    while left and len(shown) < k:
        first = left.pop(0)
        doc_id = first.passage.source.doc_id
        kin = [h for h in left if (doc_id, h.passage.source.doc_id) in relations]
        same = [h for h in kin if _holds(h, first, relations) or _holds(first, h, relations)]
        if not same:
            shown.append(first)
            continue
        best = _choose(query, named, first, [h for h in same if _holds(h, first, relations)])
        others = [h for h in (first, *same) if h is not best and _holds(best, h, relations)]
        shown.append(replace(best, score=first.score, also=_doc_ids(others, best)))
        gone = {id(h) for h in (best, *others)}
        left = [h for h in left if id(h) not in gone]
    return shown


def _holds(hit: Hit, other: Hit, relations: Relations) -> bool:
    """Whether the other's words stand in the hit too, in a document that is its kin."""
    relation = relations.get((hit.passage.source.doc_id, other.passage.source.doc_id))
    if relation is None:
        return False
    words = _rough_words(other.passage.text)
    if len(words & _rough_words(hit.passage.text)) < WORTH_A_LOOK[relation] * len(words):
        return False
    runs = _runs(other.passage.text)
    return len(runs & _runs(hit.passage.text)) >= SHARE[relation] * len(runs)


def _choose(query: str, named: Mapping[str, float], first: Hit, others: Iterable[Hit]) -> Hit:
    """The hit to show of those with the same words; `others` in the order they were found."""
    terms = _terms(query) - STOP_WORDS
    best = first
    for hit in others:
        if _is_better(terms, named, hit.passage.source, best.passage.source):
            best = hit
    return best


def _is_better(
    terms: frozenset[str], named: Mapping[str, float], source: Source, than: Source
) -> bool:
    """Whether a document is to be shown instead of one that was placed before it."""
    own, others = terms & _identity(source), terms & _identity(than)
    sure, less = named.get(source.doc_id, 0.0), named.get(than.doc_id, 0.0)
    difference = (
        len(own - others) - len(others - own)
        or (less < MEANT * sure) - (sure < MEANT * less)
        or _STANDING[than.status] - _STANDING[source.status]
        or newer(source, than)
        or (source.status == "current") - (than.status == "current")
    )
    return difference > 0


@lru_cache(maxsize=4096)
def _identity(source: Source) -> frozenset[str]:
    """The words a question may name a document by."""
    path = PurePosixPath(source.doc_id).with_suffix("").as_posix()
    year_month_day = source.date.split("-")
    dates = ("-".join(year_month_day[:n]) for n in (1, 2, 3))
    return _terms(" ".join([source.title, source.version, path, *source.aliases, *dates]))


def _terms(words: str) -> frozenset[str]:
    """Each term as it is written and in its parts: "1.0-rc1" is also "1.0" and "rc1"."""
    plain = _VERSION_MARK.sub(" ", re.sub("[_/]", " ", words.casefold()))
    terms = _TERM.findall(plain)
    return frozenset([*terms, *(part for term in terms for part in term.split("-"))])


def _doc_ids(hits: Iterable[Hit], shown: Hit) -> tuple[str, ...]:
    doc_ids = dict.fromkeys(hit.passage.source.doc_id for hit in hits)
    return tuple(doc_id for doc_id in doc_ids if doc_id != shown.passage.source.doc_id)
