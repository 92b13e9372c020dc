"""Markdown: its source is kept, but raw HTML in it is made readable and tables get outer pipes.

Headings come from markdown-it's line map, so that `#` in a code fence is no heading. In a
transcript each speaker begins a section; in our sheets of panels the headings name the speakers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from markdown_it import MarkdownIt

from assistant.reading.caption_lines import join_caption_lines
from assistant.reading.clauses import find_clauses
from assistant.reading.decode import decode
from assistant.reading.embedded_html import readable_html
from assistant.reading.front_matter import split_front_matter, with_front_matter
from assistant.reading.legal import is_legal
from assistant.reading.legal_clauses import find_legal_clauses
from assistant.reading.parsed import Parsed
from assistant.reading.pipe_table import with_outer_pipes
from assistant.reading.sections import PATH, Heading, Mark, heading_marks, short_label
from assistant.reading.speakers import CLOCK, find_turns, seconds
from assistant.reading.titles import is_part, part_level

_ATTRIBUTES = re.compile(r"\s*\{[^{}]*\}\s*$")  # of pandoc: "Title {#anchor .class}"
_BOLD_LINE = re.compile(r"\*\*[^*\n]{3,80}\*\*(?:[ \t]+\*\*[^*\n]{3,80}\*\*)*")
_BOLD_SUBTITLE = re.compile(r"\*\*[^*\n]{3,300}\*\*")  # of "Article 59" on the line above
_LED_ITEM = re.compile(r"[ \t]*[-+*][ \t][^\n]*:\W*$", re.M)  # "- **Features:**" leads on to items
_LEVEL_OF_BOLD_LINE = 7  # below the six levels of Markdown
_FEW_PARTS = 5  # a law has more
_FEW_HEADINGS = 3  # a text with fewer is cut at its numbered clauses too


def read_markdown(data: bytes) -> Parsed:
    """A Markdown file, cut at its headings, or at its speakers where it is a transcript."""
    front = split_front_matter(decode(data))
    readable = readable_html(with_outer_pipes(front.body))
    body, voices = join_caption_lines(readable.strip("\n"))
    headings = find_headings(body)
    marks = heading_marks(body, headings)
    if front.said.speakers:
        marks = [_with_speaker(mark, front.said.speakers) for mark in marks]
    marks = sorted([*marks, *voices, *find_turns(body)], key=lambda mark: mark.start)
    title = headings[0].label if headings else None
    return with_front_matter(front, body, marks, title=title)


def find_headings(text: str) -> list[Heading]:
    """Headings of Markdown, in order; also lines in bold, and clauses where it has few headings."""
    parser = MarkdownIt("commonmark").enable("table").disable("inline")
    inline = MarkdownIt("commonmark")
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    tokens = parser.parse(text)
    headings: list[Heading] = []
    for token, content in pairwise(tokens):
        if token.map is None:
            continue
        start = starts[token.map[0]]
        level = 0
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "paragraph_open" and _is_bold_line(content.content, headings):
            level = 0 if _LED_ITEM.match(text, start) else _LEVEL_OF_BOLD_LINE
        # "##" without words only makes space.
        if level and (label := _plain(inline, content.content)):
            headings.append(Heading(start, level, label))
    if sum(h.level < _LEVEL_OF_BOLD_LINE for h in headings) < _FEW_HEADINGS:
        return _with_clauses(headings, text)
    headings = _with_subtitles(headings, text)
    return find_legal_clauses(text, _levelled(headings)) if is_legal(text) else headings


def _is_bold_line(words: str, above: Sequence[Heading]) -> bool:
    subtitle = bool(above) and is_part(above[-1].label)
    return bool((_BOLD_SUBTITLE if subtitle else _BOLD_LINE).fullmatch(words.strip()))


def _plain(inline: MarkdownIt, source: str) -> str:
    """The words of a heading without markup."""
    token = inline.parseInline(source)[0]
    words = "".join(
        child.content if child.content else " " * (child.type in ("softbreak", "hardbreak"))
        for child in token.children or []
        if child.type != "html_inline"
    )
    return short_label(_ATTRIBUTES.sub("", words).strip(" *#").rstrip(":：") or words)


def _with_clauses(headings: Sequence[Heading], text: str) -> list[Heading]:
    taken = {heading.start for heading in headings}
    clauses = [h for h in find_clauses(text) if h.start not in taken]
    # Below what the author marked: a clause of a license under its title.
    below = max((h.level for h in headings if h.level < _LEVEL_OF_BOLD_LINE), default=0)
    moved = [replace(h, level=h.level + below) for h in clauses if text[h.start] not in "#>|"]
    return sorted([*headings, *moved], key=lambda h: h.start)


def _with_subtitles(headings: Sequence[Heading], text: str) -> list[Heading]:
    """Headings like "Article 53" joined with the one that follows and says what it is about."""
    joined: list[Heading] = []
    for heading in headings:
        above = joined[-1] if joined else None
        if above and is_part(above.label) and not is_part(heading.label):
            between = text[above.start : heading.start].strip("# \t\n*")
            if between == above.label:
                joined[-1] = replace(above, label=short_label(f"{above.label}: {heading.label}"))
                continue
        joined.append(heading)
    return joined


def _levelled(headings: Sequence[Heading]) -> list[Heading]:
    """A law's parts one inside the other: some mark a chapter and its sections alike."""
    levels = [part_level(heading.label) for heading in headings]
    if sum(level is not None for level in levels) < _FEW_PARTS:
        return list(headings)
    return [replace(h, level=level or h.level) for h, level in zip(headings, levels, strict=True)]


def _with_speaker(mark: Mark, speakers: Sequence[str]) -> Mark:
    """A heading such as "Heather Meeker, 00:12:31: why licenses matter" names its speaker."""
    label = mark.label.rsplit(PATH, 1)[-1]
    name = next((s for s in speakers if re.match(rf"{re.escape(s)}\s*(?:[:,]|$)", label)), None)
    if name is None:
        return mark
    time = re.match(CLOCK, label[len(name) :].lstrip(", "))
    return replace(mark, label=label, speaker=name, time_s=seconds(time[0]) if time else None)
