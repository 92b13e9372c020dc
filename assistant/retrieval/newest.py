"""Of several editions that a question may mean, the newest, unless it asks for another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from assistant.reading.editions import family_names, newer
from assistant.retrieval.name_terms import Term
from assistant.types import Source

OTHER = 0.85  # left of the strength of an edition that is not the one meant
FIRST = frozenset("first original earliest oldest initial old older".split())
DRAFT = frozenset("draft drafts candidate proposal preliminary".split())


def favour_newest(
    strengths: Mapping[str, float], sources: Collection[Source], terms: Sequence[Term]
) -> dict[str, float]:
    """The strengths, less for what is not the newest edition of its family.

    "The first", "the original" turn it round, and "the draft" means one of those. Documents of
    another publisher or in another language are no editions of each other.
    """
    said = {term.text for term in terms}
    families: dict[tuple[object, ...], list[Source]] = defaultdict(list)
    for source in sources:
        if names := family_names(source.title):
            families[names[0], source.kind, source.publisher, source.language].append(source)
    left = dict(strengths)
    for family in families.values():
        if len(family) < 2:
            continue
        drafts = [source for source in family if source.status == "draft"]
        asked = drafts if said & DRAFT and drafts else family
        sign = -1 if said & FIRST else 1
        for source in family:
            if source not in asked or _is_behind(source, asked, sign):
                left[source.doc_id] *= OTHER
    return left


def _is_behind(source: Source, others: Iterable[Source], sign: int) -> bool:
    return any(sign * newer(other, source) > 0 for other in others)
