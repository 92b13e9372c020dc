"""Of several editions that a question may mean, the newest, unless it asks for another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile

from assistant.reading.editions import newer
from assistant.retrieval.identity import Identity
from assistant.retrieval.name_terms import Term

_newer = lru_cache(maxsize=16_384)(newer)  # versions are read from titles: ten times as slow

OTHER = 0.85  # left of the strength of an edition that is not the one meant
NOT_ASKED_FOR = 0.5  # the same where the question says in front of the name which one is
FIRST = frozenset("first original earliest oldest initial old older".split())
DRAFT = frozenset("draft drafts candidate proposal preliminary".split())
# May stand between such a word and the name: "the first version of the OSAID".
_BETWEEN = FIRST | DRAFT | frozenset("version edition release text of the".split())


def favour_newest(
    strengths: Mapping[int, float],
    identities: Sequence[Identity],
    terms: Sequence[Term],
    names: Collection[int] = (),
) -> dict[int, float]:
    """The strengths, by place in `identities`, less for what is not the newest of its family.

    "The first", "the original" turn it round, and "the draft" means one of those: surely where it
    stands in front of a name. `names`: the first term of each.
    """
    other = NOT_ASKED_FOR if any(_says_which(terms[:name]) for name in names) else OTHER
    said = {term.text for term in terms}
    sign = -1 if said & FIRST else 1
    families: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in strengths:
        families[identities[place].family].append(place)
    families.pop((), None)
    left = dict(strengths)
    for family in families.values():
        drafts = [place for place in family if identities[place].source.status == "draft"]
        asked = drafts if said & DRAFT and drafts else family
        best = asked[0]
        for place in asked:
            if sign * _newer(identities[place].source, identities[best].source) > 0:
                best = place
        for place in family:
            behind = sign * _newer(identities[best].source, identities[place].source) > 0
            if behind or place not in asked:
                left[place] *= other
    return left


def _says_which(before: Sequence[Term]) -> bool:
    """Whether the last words before a name ask for its first edition, or for a draft."""
    last = takewhile(lambda term: term.text in _BETWEEN, reversed(before))
    return any(term.text in FIRST | DRAFT for term in last)
