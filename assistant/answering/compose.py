"""Chosen quotations become an answer that reads: whose words, then the words, then the source.

    **Open Source Definition 1.9**, section 6, No Discrimination Against Fields of Endeavor

    > “The license must not restrict anyone ...” [1]

One group for each voice, the best first; what was said of a group's document is not said again. A
text itself stands before what others say about it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from assistant.answering.clause import numbered_as
from assistant.answering.differences import NORMS, difference
from assistant.answering.lead import ReadText, find_lead, opening
from assistant.answering.manner import Manner
from assistant.answering.naming import document_name
from assistant.answering.place import Locate
from assistant.answering.quoting import Quote
from assistant.answering.voice import place_of, whose
from assistant.answering.words import AnswerWords, of_count
from assistant.answering.words.english import ENGLISH
from assistant.types import Citation, Lead, Source

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]

Newer = Callable[[Collection[str]], Mapping[str, Source]]  # doc_ids -> a newer version of each

NEWER_SHOWN = 2  # one line, not a list of versions


@dataclass(frozen=True, slots=True)
class Lookup:
    """What is looked up in the documents themselves, beyond the passages that were found."""

    locate: Locate
    read: ReadText = lambda *_: ""
    newer: Newer = lambda _: {}
    documents: Callable[[], int] = lambda: 0
    title: Callable[[str], str] = str  # of a document by its doc_id


class Composed(NamedTuple):
    """The text with its markers, and what stands behind them."""

    text: str
    citations: tuple[Citation, ...]


def compose(
    quotes: Sequence[Quote],
    manner: Manner,
    encode: Encode,
    lookup: Lookup,
    words: AnswerWords = ENGLISH,
) -> Composed:
    """The answer made of these quotations, none of them changed; `quotes` must not be empty."""
    ordered = _with_leads([_trimmed(q) for q in in_order(quotes, manner)], lookup)
    citations = tuple(
        Citation(number, q.passage, q.text, q.start, q.end, "quoted", lead)
        for number, (q, lead) in enumerate(ordered, start=1)
    )
    blocks = [difference(citations, manner, encode, words), *_groups(citations, manner, words)]
    blocks.append(_silent_sides(citations, manner, words))
    blocks.append(_newer_line(citations, manner, lookup.newer, words))
    return Composed("\n\n".join(block for block in blocks if block), citations)


def quotation(citation: Citation) -> str:
    """The block that quotes a citation in the text of a quoted answer, on one line."""
    return f"> “{' '.join(citation.quote.split())}” [{citation.marker}]"


def in_order(quotes: Sequence[Quote], manner: Manner) -> list[Quote]:
    """The order in which they are read: whom and what a question names, then as they were chosen.

    One group for each side of a comparison and each voice; in a document its own order. For a
    question of yes or no the sentence that decides comes first, whatever stands before it.
    """
    best = max([q for q in quotes if not _asks(q)] or quotes, key=lambda q: q.score)
    groups: dict[tuple[str, str], list[Quote]] = {}
    for quote in quotes:
        side = manner.side_of(quote.passage)
        groups.setdefault((side, whose(quote.passage)), []).append(quote)
    named = {key for key, group in groups.items() if _is_named_norm(group, manner)}
    sides = list(dict.fromkeys(side for side, _ in groups))
    asked = {key for key, group in groups.items() if group[0].passage.speaker in manner.speakers}
    keys = sorted(groups, key=lambda k: (sides.index(k[0]), k not in asked, k not in named))
    ordered = [quote for key in keys for quote in groups[key]]
    if manner.yes_or_no and not manner.compares:
        decides = best if not named or _is_in(best, groups, named) else ordered[0]
        document = decides.passage.source.doc_id
        ordered.sort(key=lambda q: (q is not decides, q.passage.source.doc_id != document))
    return ordered


def _asks(quote: Quote) -> bool:
    """Whether it is a question itself, which decides nothing."""
    return quote.text.rstrip('"”’)*_ ').endswith("?")


def _is_in(
    quote: Quote,
    groups: Mapping[tuple[str, str], Sequence[Quote]],
    keys: Collection[tuple[str, str]],
) -> bool:
    return any(quote is other for key in keys for other in groups[key])


def _is_named_norm(group: Sequence[Quote], manner: Manner) -> bool:
    source = group[0].passage.source
    return source.kind in NORMS and manner.names(source)


def _trimmed(quote: Quote) -> Quote:
    """The quotation without the bullet, number or speaker's name in front: they are said before."""
    text = quote.text
    length = opening(text, quote.passage.speaker)
    number = numbered_as(quote.passage.label, text[length:])
    return replace(quote, start=quote.start + length + number)


def _with_leads(quotes: Sequence[Quote], lookup: Lookup) -> list[tuple[Quote, Lead | None]]:
    """Each with its lead, if it has one that is not shown already."""
    pairs: list[tuple[Quote, Lead | None]] = []
    shown = [(q.passage.source.doc_id, q.start, q.end) for q in quotes]
    for quote in quotes:
        doc_id = quote.passage.source.doc_id
        lead = find_lead(quote.passage, quote.start, lookup.read, lookup.locate)
        if lead and any(d == doc_id and s < lead.end and lead.start < e for d, s, e in shown):
            lead = None
        if lead:
            shown.append((doc_id, lead.start, lead.end))
        pairs.append((quote, lead))
    return pairs


def _groups(citations: Sequence[Citation], manner: Manner, words: AnswerWords) -> list[str]:
    """The blocks of the text: a voice, its quotations, and places between them."""
    blocks: list[str] = []
    for side, of_side in groupby(citations, key=lambda c: manner.side_of(c.passage)):
        if side:
            blocks.append(f"### {side}")
        for spoken, group in groupby(of_side, lambda c: whose(c.passage, brief=True, words=words)):
            said, heading = None, ""
            for n, citation in enumerate(group):
                place = place_of(citation.passage, citation.quote, words=words)
                number, _, heading_now = place.partition(", ")
                if heading_now and heading_now == heading:
                    place = number
                heading = heading_now
                if n == 0:
                    blocks.append(f"**{spoken}**, {place}" if place else f"**{spoken}**")
                elif place and citation.passage.label != said:
                    blocks.append(place[0].upper() + place[1:])
                blocks.append(quotation(citation))
                said = citation.passage.label
    return blocks


def _silent_sides(citations: Sequence[Citation], manner: Manner, words: AnswerWords) -> str:
    """That nothing is quoted for a side of a comparison; empty when each has its words."""
    spoken = {manner.side_of(c.passage) for c in citations}
    silent = [side.said for side in manner.sides if side.said not in spoken]
    return f"*{words.not_quoted.format(sides=', '.join(silent))}*" if silent else ""


def _newer_line(
    citations: Sequence[Citation], manner: Manner, newer: Newer, words: AnswerWords
) -> str:
    """That a newer version than a quoted one is among the documents; empty when none is.

    Not where the question asks for this very version by its number.
    """
    quoted = {c.passage.source.doc_id: c.passage.source for c in citations}
    found = newer(quoted.keys())
    later = dict.fromkeys(
        _edition(found[doc_id], words)
        for doc_id, source in quoted.items()
        if doc_id in found and found[doc_id].doc_id not in quoted and not manner.wants(source)
    )
    if not later:
        return ""
    said = of_count(len(later), words.newer)
    return f"*{said.format(versions='; '.join(list(later)[:NEWER_SHOWN]))}*"


def _edition(source: Source, words: AnswerWords) -> str:
    name = document_name(source, words)
    return f"{name} ({source.date})" if source.date and source.date not in name else name
