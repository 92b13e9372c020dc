"""What a reader must see before a quotation to understand it, in the document's own words.

The header of a table row, the sentence a list item hangs on, the question a speaker was asked, and
what "this" points to. Nothing where none is sure: a wrong lead changes what a sentence says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from assistant.answering.place import Locate
from assistant.reading.sections import PATH
from assistant.reading.sentences import Span, sentence_spans
from assistant.types import Lead, Passage, Section

ReadText = Callable[[str, int, int], str]  # (doc_id, start, end) -> the document's characters

BEFORE = 2500  # characters looked at; a list that is longer has its lead too far away to help
LONGEST_LEAD = 70  # words; laws hang their exceptions on sentences of sixty
SHORTEST_QUESTION = 4  # words; "Right?" asks for nothing
QUESTION_NEAR = 2  # the question is one of the last sentences of the turn before
LONGEST_TURN = 3000  # characters of a turn behind which its question is no longer what is answered
MOST_PARTS = 12  # sections that one turn may be cut into by its times

# Marks at the beginning of a line, and what sort each is: items of one list have one sort.
_ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?:>[ \t]?)*(?:\*\*)?"
    r"(?P<mark>[-*+•–]|\((?:\d{1,3}|[A-Za-z]|[ivx]{1,5})\)|(?:\d{1,3}(?:\.\d+)*|[a-z]|[ivx]{1,5})[.)])"
    r"(?:\*\*)?\s"
)
_LEADS = re.compile(r":[*_\s]*$")
# "This license" is the document itself.
_POINTS_BACK = re.compile(
    r"(?:this|that|these|those|such|it|they|he|she|the former|the latter)\b"
    r"(?! (?:licen[cs]e|agreement|document|sheet|definition|policy|regulation|page|section|article"
    r"|directive|standard|readme|file|repository)\b)",
    re.I,
)
_ASKS = re.compile(r"(?<!, right)(?<!, yeah)(?<!, huh)(?<!, okay)(?<!, no)\?[\"”’)*_]*$", re.I)


class _Sentences(NamedTuple):
    text: str
    offset: int  # of the text in its document
    spans: Sequence[Span]

    def lead(self, span: Span, speaker: str | None = None) -> Lead | None:
        start = span.start + opening(self.text[span.start : span.end], speaker)
        words = self.text[start : span.end]
        if not words or len(words.split()) > LONGEST_LEAD:
            return None
        return Lead(words, self.offset + start, self.offset + span.end, speaker)


def opening(text: str, speaker: str | None = None) -> int:
    """How many characters before the first word only mark it: a bullet, who speaks, "> "."""
    found = re.match(r"\s*(?:>\s?)*(?:[-*+•–]\s+)?", text)
    length = found.end() if found else 0
    if speaker:
        # "**Ann Lee:** ", and with the second of the recording, "**Ann Lee** \\[00:09:52\\]: ".
        named = re.compile(
            rf"(?:\*\*|__)?{re.escape(speaker)}"
            r"(?::(?:\*\*|__)?|(?:\*\*|__)?(?:\s*\\?\[\d[\d:.]*\\?\])?:)\s+"
        )
        if found := named.match(text, length):
            length = found.end()
    return length if length < len(text) else 0


def find_lead(passage: Passage, start: int, read: ReadText, locate: Locate) -> Lead | None:
    """The lead of the quotation that begins at `start` of the passage's document, if it has one."""
    doc_id, quote = passage.source.doc_id, passage.text[start - passage.start :]
    if passage.context and "|" in quote.partition("\n")[0]:
        return _header(passage, start, read)
    if passage.speaker:
        return _question(passage, start, read, locate)
    begins = max(0, start - BEFORE)
    before = read(doc_id, begins, start)
    sentences = _Sentences(before, begins, sentence_spans(before))
    # The mark may stand before the quotation, which then begins behind it.
    line = before[before.rfind("\n") + 1 :]
    item = _ITEM.match(line + quote[:20])
    if item and not quote[:1].isspace() and item.end() >= len(line):
        at = _remembering(locate, doc_id)
        return _hung_on(sentences, item, at(start), at)
    if passage.source.kind != "panel" and _POINTS_BACK.match(quote):
        return _pointed_to(sentences, locate(doc_id, start))
    return None


def _header(passage: Passage, start: int, read: ReadText) -> Lead | None:
    above = read(passage.source.doc_id, 0, start)
    found = above.rfind(passage.context)
    return Lead(passage.context, found, found + len(passage.context)) if found >= 0 else None


def _question(passage: Passage, start: int, read: ReadText, locate: Locate) -> Lead | None:
    doc_id, section = passage.source.doc_id, locate(passage.source.doc_id, start)
    for _ in range(MOST_PARTS):
        if section.start == 0 or start - section.start > LONGEST_TURN:
            return None
        section = locate(doc_id, section.start - 1)
        if section.speaker != passage.speaker:
            break
    if section.speaker in (None, passage.speaker):
        return None
    begins = max(section.start, section.end - BEFORE)
    text = read(doc_id, begins, section.end)
    turn = _Sentences(text, begins, sentence_spans(text))
    for span in reversed(turn.spans[-QUESTION_NEAR:]):
        said = text[span.start : span.end]
        if _ASKS.search(said) and len(said.split()) >= SHORTEST_QUESTION:
            return turn.lead(span, section.speaker)
    return None


def _hung_on(
    sentences: _Sentences, item: re.Match[str], section: Section, at: Callable[[int], Section]
) -> Lead | None:
    """The sentence with a colon above the list, past the items before this one.

    Sections decide where they can: "(h) ... one of the following:" leads its own "(i)", and
    "(b) the following:" does not lead the "(c)" behind it. Past a nearer one nothing leads: an
    exception without its "unless" would be read as the rule.
    """
    sort, text = _sort(item), sentences.text
    for span in reversed(sentences.spans):
        line = text.rfind("\n", 0, span.start) + 1
        mark = _ITEM.match(text, line)
        above = at(sentences.offset + span.start)
        stands_in = _holds(above, section)
        outer = stands_in and above.label != section.label
        leads = _LEADS.search(text[span.start : span.end]) is not None
        sibling = mark is not None and mark.end() >= span.start and _sort(mark) == sort
        if leads and stands_in and (outer or not sibling):
            return sentences.lead(span)
        if outer or (span.new_block and mark is None):
            return None  # what it stands in, a paragraph or a heading: the list has no lead
    return None


def _pointed_to(sentences: _Sentences, section: Section) -> Lead | None:
    """The sentence before, when it stands in the same section and paragraph or right above."""
    for span in reversed(sentences.spans[-1:]):
        said = sentences.text[span.start : span.end]
        if sentences.offset + span.start >= section.start and not re.match(r"#{1,6}\s|\|", said):
            return sentences.lead(span)
    return None


def _remembering(locate: Locate, doc_id: str) -> Callable[[int], Section]:
    """Looks each section up once: in a law that takes milliseconds, and items share sections."""
    known: list[Section] = []

    def at(position: int) -> Section:
        for section in known:
            if section.start <= position < section.end:
                return section
        known.append(locate(doc_id, position))
        return known[-1]

    return at


def _holds(outer: Section, inner: Section) -> bool:
    """Whether one section is the other, or one of those it stands in."""
    return f"{inner.label}{PATH}".startswith(f"{outer.label}{PATH}")


def _sort(item: re.Match[str]) -> tuple[int, str]:
    """What items of one list have in common: the depth of bullets, the shape of numbers."""
    mark = item["mark"]
    shape = re.sub(r"[a-z]+", "a", re.sub(r"\d+", "1", mark))
    return (len(item["indent"].expandtabs(4)) if len(mark) == 1 else 0), shape
