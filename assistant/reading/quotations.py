"""Who is quoted in an article about a panel: its narration is nobody's speech, its quotations are.

A quotation has a speaker where the article says so beside it ("...," said First Last), where the
same person plainly goes on, or where the line below a block quotation names one. A pronoun counts
only where one person alone is spoken of. Organizations are no speakers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from assistant.reading.names import NOT_NAMED
from assistant.reading.people import NAMES, People, plain
from assistant.reading.sections import BEGINNING, Mark
from assistant.reading.speakers import CLOCK, clock, seconds

_QUOTE = re.compile(r"“[^“”]{15,2000}”|(?<![^\s(\[])\"[^\"\n]{15,2000}\"(?!\w)")
_LEAST_WORDS = 4  # fewer are a term that somebody quotes
_LONGEST_PARAGRAPH = 5_000  # of an article
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[ \t]*[^\s][^\n]*)*")
_SAYS = (
    r"(?:sa(?:id|ys)|continue[ds]|add(?:ed|s)|ask(?:ed|s)|argue[ds]|note[ds]|observe[ds]"
    r"|explain(?:ed|s)|warn(?:ed|s)|wrote|writes|repli(?:ed|es)|answer(?:ed|s)|respond(?:ed|s)"
    r"|conclude[ds]|remark(?:ed|s)|state[ds]|stress(?:ed|es)|emphasi[sz]e[ds]|suggest(?:ed|s)"
    r"|claim(?:ed|s)|admit(?:ted|s)|recall(?:ed|s)|joke[ds]|insist(?:ed|s)|point(?:ed|s) out"
    r"|predict(?:ed|s)|declare[ds]|comment(?:ed|s)|agree[ds]|caution(?:ed|s)|urge[ds])"
)
_WHO = rf"(?:(?P<pronoun>\b(?:[Hh]e|[Ss]he)\b)|(?P<name>\b{NAMES}))"
_NAME_SAYS = re.compile(rf"{_WHO}[ ](?:\w+ly[ ])?{_SAYS}\b")
_SAYS_NAME = re.compile(rf"{_SAYS}[ ]{_WHO}")
_SENTENCE_END = re.compile(r"[.?!…][”\"')\]]*\s+")
_LED_IN = re.compile(r"[,:]\s*$")
_BELOW = re.compile(rf"[\s>]*(?:-{{1,3}}|[–—])[ \t]*(?P<name>{NAMES})(?P<rest>[^\n]*)")
_TIME = re.compile(CLOCK)


@dataclass(frozen=True, slots=True)
class _Quote:
    start: int
    end: int
    paragraph: int  # its number
    before: str  # of its sentence
    after: str
    goes_on: bool  # its sentence, after it
    alone: bool  # in its paragraph
    speaker: str | None = None
    time_s: float | None = None


class Quoted(NamedTuple):
    """Marks with those of quotations among them, and surnames with the full name meant."""

    marks: list[Mark]
    slips: Mapping[str, str]


def mark_quotations(text: str, marks: Sequence[Mark]) -> Quoted:
    """The marks of an article with a section for each quotation whose speaker it names.

    Only what no speaker, time or voice begins is narration; a transcript's turns stay as they are.
    """
    people = People(text)
    narration = list(_narration(text, marks))
    paragraphs = [
        found.span()
        for start, end, _ in narration
        for found in _PARAGRAPH.finditer(text, start, end)
        if found.end() - found.start() <= _LONGEST_PARAGRAPH
    ]
    quotes = [q for n, (start, end) in enumerate(paragraphs) for q in _quotes(text, start, end, n)]
    for quote in quotes:  # first, so that a surname before the full name is found too
        if name := _beside(quote, "name"):
            people.find(name)
    texts = [text[start:end] for start, end in paragraphs]
    _with_speakers(quotes, people, texts)  # who is found late may be meant by an early "she"
    spoken = _with_speakers(quotes, people, texts)
    added = [
        mark
        for start, end, label in narration
        for mark in _marks(text, [q for q in spoken if start <= q.start < end], end, label)
    ]
    return Quoted(sorted([*marks, *added], key=lambda mark: mark.start), people.slips)


def _narration(text: str, marks: Sequence[Mark]) -> Iterator[tuple[int, int, str]]:
    ordered = sorted(marks, key=lambda mark: mark.start)
    if not ordered or ordered[0].start > 0:
        ordered.insert(0, Mark(0, BEGINNING))
    for mark, after in pairwise([*ordered, Mark(len(text), "")]):
        if mark.speaker is None and mark.time_s is None and mark.label != NOT_NAMED:
            yield mark.start, after.start, mark.label


def _quotes(text: str, start: int, end: int, number: int) -> Iterator[_Quote]:
    found = list(_QUOTE.finditer(text, start, end))
    for i, match in enumerate(found):
        if len(match[0].split()) < _LEAST_WORDS:
            continue
        left = text[found[i - 1].end() if i else start : match.start()]
        right = text[match.end() : found[i + 1].start() if i + 1 < len(found) else end]
        before = plain(_SENTENCE_END.split(left)[-1])
        after = plain(_SENTENCE_END.split(right)[0])
        alone = (
            not text[start : match.start()].strip(" >\t\n") and not text[match.end() : end].strip()
        )
        # "... it is." Somebody added: "...": that is about the next one.
        goes_on = match[0][-2] not in ".…" and not after.rstrip().endswith(":")
        yield _Quote(match.start(), match.end(), number, before, after, goes_on, alone)


def _beside(quote: _Quote, group: str) -> str | None:
    """The name, or the pronoun, that the article puts beside the quotation."""
    found = None
    if quote.goes_on:
        after = quote.after.lstrip(" ,.\n")
        found = _SAYS_NAME.match(after) or _NAME_SAYS.match(after)
    if not found and _LED_IN.search(quote.before):
        found = next(iter(reversed(list(_NAME_SAYS.finditer(quote.before)))), None)
    return found[group] if found else None


def _with_speakers(quotes: Sequence[_Quote], people: People, texts: Sequence[str]) -> list[_Quote]:
    spoken: list[_Quote] = []
    for i, quote in enumerate(quotes):
        before = spoken[-1] if spoken and spoken[-1].end == quotes[i - 1].end else None
        below = _BELOW.match(quote.after) if not quote.before.strip(" >") else None
        if below and (name := people.find(below["name"])):
            time = _TIME.search(below["rest"])
            spoken.append(replace(quote, speaker=name, time_s=seconds(time[0]) if time else None))
        elif name := _speaker(quote, before, people, texts):
            spoken.append(replace(quote, speaker=name))
    return spoken


def _speaker(
    quote: _Quote, before: _Quote | None, people: People, texts: Sequence[str]
) -> str | None:
    if name := _beside(quote, "name"):
        return people.find(name)
    if _beside(quote, "pronoun"):
        return _only(
            people.mentioned(" ".join(texts[max(0, quote.paragraph - 1) : quote.paragraph + 1]))
        )
    if quote.before.rstrip().endswith(":"):
        for word in re.findall(NAMES, quote.before):
            people.find(word) if people.known else None
        return _only(people.mentioned(quote.before))
    goes_on = before is not None and not quote.before.strip()
    if goes_on and before and (quote.alone or before.paragraph == quote.paragraph):
        return before.speaker if quote.paragraph - before.paragraph <= 1 else None
    return None


def _only(names: set[str]) -> str | None:
    return next(iter(names)) if len(names) == 1 else None


def _marks(text: str, quotes: Sequence[_Quote], end: int, label: str) -> Iterator[Mark]:
    """A mark where each quotation begins, and where the narration goes on after it."""
    for i, quote in enumerate(quotes):
        time = "" if quote.time_s is None else f", {clock(quote.time_s)}"
        yield Mark(quote.start, f"{quote.speaker}, quoted{time}", quote.speaker, quote.time_s)
        following = quotes[i + 1].start if i + 1 < len(quotes) else end
        if text[quote.end : following].strip():
            yield Mark(quote.end, label)
