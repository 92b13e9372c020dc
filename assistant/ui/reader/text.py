"""The text of a document as HTML: section by section, with the asked-for range marked.

Every paragraph is a slice of the document's text, laid out by `reflow`, which keeps positions; so
the marked words are exactly those of the range. The signs of Markdown around links and bold words
are left out. Pure, and everything from the document is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import takewhile
from typing import NamedTuple

from assistant.types import Document, Section
from assistant.ui.reader.ranges import NOTHING, Range
from assistant.ui.reader.table import render_table
from assistant.ui.reflow import readable, reflow

MARKED = "passage"  # the id of the first marked words
FEW_SECTIONS = 30  # more are listed folded
SEPARATOR = " > "  # between the levels of a label
_PARAGRAPH = re.compile(r"\S.*?(?=\n[^\S\n]*\n|\Z)", re.DOTALL)


def within(document: Document, start: int | None, end: int | None) -> Range:
    """The range as far as it lies in the document. None: no such side was given."""
    if start is None or end is None:
        return NOTHING
    start, end = max(start, 0), min(end, len(document.text))
    return Range(start, end) if start < end else NOTHING


def section_id(section: Section) -> str:
    """The id of a section's heading in the page; stays as long as the text does."""
    return f"at-{section.start}"


def render_contents(document: Document) -> str:
    """The labels of the sections, each a link to it."""
    return "".join(
        f'<li><a href="#{section_id(section)}" dir="auto">{escape(section.label)}</a></li>'
        for section in document.sections
        if section.label
    )


def render_text(document: Document, marked: Range) -> str:
    """All sections of the document."""
    laid_out = reflow(document.text)
    first, before = True, ""
    pieces: list[str] = []
    for section in document.sections:
        paragraphs = list(_paragraphs(laid_out, section, marked))
        hit = [shown.is_marked for shown in paragraphs]
        html = "".join(shown.html for shown in paragraphs)
        if first and any(hit):
            html = html.replace("<mark>", f'<mark id="{MARKED}" tabindex="-1">', 1)
            first = False
        pieces.append(_section(section, html, before))
        before = section.label
    return "".join(pieces)


class _Paragraph(NamedTuple):
    html: str
    is_marked: bool


def _section(section: Section, html: str, before: str) -> str:
    label = (
        f'<h2 dir="auto">{escape(_heading(section.label, before))}</h2>' if section.label else ""
    )
    return f'<section id="{section_id(section)}">{label}{html}</section>'


def _heading(label: str, before: str) -> str:
    """What a label says that the one before it has not said: `(d)` after `Article 59 > 1 > (c)`."""
    parts, known = label.split(SEPARATOR), before.split(SEPARATOR)
    pairs = zip(parts, known, strict=False)
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
    return SEPARATOR.join(parts[min(same, len(parts) - 1) :])


def _paragraphs(text: str, section: Section, marked: Range) -> Iterator[_Paragraph]:
    for found in _PARAGRAPH.finditer(text, section.start, section.end):
        yield _paragraph(text, Range(found.start(), found.end()), marked)


def _paragraph(text: str, span: Range, marked: Range) -> _Paragraph:
    is_marked = _common(span, marked) != NOTHING
    table = render_table(text, span, lambda cell: _words(text, cell, marked))
    if table is not None:
        return _Paragraph(table, is_marked)
    around = ' class="around"' if is_marked else ""
    return _Paragraph(f'<p{around} dir="auto">{_words(text, span, marked)}</p>', is_marked)


def _words(text: str, span: Range, marked: Range) -> str:
    """A slice of the text as HTML, with what of it is marked."""
    start, end = _common(span, marked)
    if start == end:
        return escape(readable(text[span.start : span.end]))
    lead, quote, tail = text[span.start : start], text[start:end], text[end : span.end]
    mark = f"<mark>{escape(readable(quote))}</mark>"
    return f"{escape(readable(lead))}{mark}{escape(readable(tail))}"


def _common(one: Range, other: Range) -> Range:
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Range(start, end) if start < end else NOTHING
