"""What can be quoted from the passages that were found: sentences, list items, table rows.

A list item often makes no sense without the words its list begins with ("You must not:"), and they
say nothing without it: they are quoted in one piece, with as much of the list as is short enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answering.place import Locate
from assistant.reading.sentences import Span, sentence_spans
from assistant.retrieval.sides import best_of
from assistant.types import Hit, Passage, Section

if TYPE_CHECKING:
    from assistant.retrieval.asked import Side

# Best passages whose sentences compete. From the first eight .770 and .606 of the facts of the gold
# sets (corpus, originals) are quoted, with citations that are right for .572 and .330; from five
# .779 and .606, .591 and .353; from four .773 and .611, .603 and .367; from three .777 and .606,
# .625 and .351. Four: on other documents the ranking may be worse.
FROM_PASSAGES = 4
SHORTEST_CHARACTERS = 20  # a heading or a list marker answers nothing; in any script
# Of a list with its first words: of a longer one as many items as fit. On the gold sets 45 to 110
# differ by nothing; a list that is quoted whole leaves no room for another section.
LIST_WORDS = 60
FIRST_ITEM_WORDS = 120  # of its first words with the first item: alone they say nothing

_HEADING = re.compile(r"#{1,6}\s|[|\s:-]+$")
_ITEM = re.compile(
    r"(?:>\s*)*(?:[-*+•–]\s|\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[a-zA-Z]|[ivx]{1,5})[.)]\s)"
)
_LEADS_IN = re.compile(r":[*_]{0,3}$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted: `passage.text` from `start` to `end` of its document.

    `whole` is what is quoted if it is chosen: the sentence, with the list it belongs to.
    """

    passage: Passage
    section: Section
    start: int
    end: int
    whole: tuple[int, int]  # [start, end) of the document, inside the passage
    behind: float  # where its passage's score lies, from the best (0) to the last one found (1)
    around: str  # the sentences before and after it in its section, and what its list begins with
    nearness: float | None  # cosine to the question; None: its vector was not kept

    @property
    def text(self) -> str:
        """The sentence's words."""
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]

    @property
    def quotation(self) -> str:
        """The words of `whole`."""
        start, end = self.whole
        return self.passage.text[start - self.passage.start : end - self.passage.start]


def find_candidates(
    hits: Sequence[Hit], locate: Locate, sides: Sequence[Side] = ()
) -> list[Candidate]:
    """The candidates of the best passages, in the order of the hits and of the text.

    Of each side that a question names its best passage is among them, wherever it stands.
    """
    scores = [hit.score for hit in hits]
    # Of any ranking: only where a passage stands between the best and the last is comparable.
    spread = (max(scores) - min(scores) if scores else 0.0) or 1.0
    return [
        candidate
        for hit in _best(hits, sides)
        for candidate in _of_passage(hit, (max(scores) - hit.score) / spread, locate)
    ]


def _best(hits: Sequence[Hit], sides: Sequence[Side]) -> list[Hit]:
    heard = {best_of(side, hits) for side in sides}
    return [hit for n, hit in enumerate(hits) if n < FROM_PASSAGES or n in heard]


def count_words(text: str) -> int:
    """Words; in Chinese and Japanese, which have no spaces, about two characters make one."""
    wide = sum(character > "\u2e7f" for character in text)
    return len(text.split()) + wide // 2


def _of_passage(hit: Hit, behind: float, locate: Locate) -> Iterator[Candidate]:
    passage = hit.passage
    spans = sentence_spans(passage.text)
    # 0 stands for a sentence beyond the encoder's window.
    near = [cosine or None for cosine in hit.sentences] or [None] * len(spans)
    texts = [passage.text[span.start : span.end] for span in spans]
    sections = _sections(passage, spans, locate)
    leads = _leads(texts, spans)
    for i, (span, text) in enumerate(zip(spans, texts, strict=True)):
        if len(text) < SHORTEST_CHARACTERS or _HEADING.match(text):
            continue
        start, end = _whole(i, leads, spans, passage.text)
        if _LEADS_IN.search(text) and end <= span.end:
            continue  # what it leads to is not quoted with it
        yield Candidate(
            passage=passage,
            section=sections[i],
            start=passage.start + span.start,
            end=passage.start + span.end,
            whole=(passage.start + start, passage.start + end),
            behind=behind,
            around=" ".join(texts[n] for n in _around(i, leads, sections)),
            nearness=near[i],
        )


def _around(i: int, leads: Sequence[int | None], sections: Sequence[Section]) -> list[int]:
    beside = {n for n in (i - 1, i + 1) if 0 <= n < len(leads) and sections[n] == sections[i]}
    lead = leads[i]
    return sorted(beside if lead is None else beside | {lead})


def _sections(passage: Passage, spans: Sequence[Span], locate: Locate) -> list[Section]:
    """The section of each sentence; looked up once for each section."""
    found: list[Section] = []
    for span in spans:
        position = passage.start + span.start
        if not found or not found[-1].start <= position < found[-1].end:
            found.append(locate(passage.source.doc_id, position))
        else:
            found.append(found[-1])
    return found


def _leads(texts: Sequence[str], spans: Sequence[Span]) -> list[int | None]:
    """For each list item the number of the sentence that its list begins with; None: no item."""
    leads: list[int | None] = []
    lead: int | None = None
    for i, (text, span) in enumerate(zip(texts, spans, strict=True)):
        is_item = _ITEM.match(text) is not None or (lead is not None and _goes_on(text, span))
        leads.append(lead if is_item else None)
        if _LEADS_IN.search(text):
            lead = i
        elif not is_item and span.new_block:
            lead = None
    return leads


def _goes_on(text: str, span: Span) -> bool:
    """Whether it reads as an item of a list whose marks were not kept, as those of web pages."""
    return span.new_block and (text[:1].islower() or text.rstrip().endswith((";", ",")))


def _whole(
    i: int, leads: Sequence[int | None], spans: Sequence[Span], text: str
) -> tuple[int, int]:
    """The range to quote for sentence `i`: with its list, or as much of it as is short enough."""
    last = i
    while (
        last + 1 < len(spans) and leads[last + 1] in (leads[i], i) and leads[last + 1] is not None
    ):
        last += 1
    lead = i if leads[i] is None else leads[i]
    assert lead is not None
    # Of an item: all of its list, or up to it; of the words before it: as many items as fit.
    for end in [last, i] if lead < i else range(last, i, -1):
        words = count_words(text[spans[lead].start : spans[end].end])
        if lead < end and words <= (FIRST_ITEM_WORDS if end == lead + 1 else LIST_WORDS):
            return spans[lead].start, spans[end].end
    return spans[i].start, spans[i].end
