"""The text of a document as HTML: section by section, with the asked-for range marked.

Every paragraph is a slice of the document's text, laid out by `reflow`, which keeps positions; so
the marked words are exactly those of the range. The signs of Markdown around links and bold words
are left out. Pure, and everything from the document is escaped.
"""

from __future__ import annotations

import re
from html import escape
from itertools import takewhile

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
        html = _section(laid_out, section, before, marked)
        if first and "<mark>" in html:
            html = html.replace("<mark>", f'<mark id="{MARKED}" tabindex="-1">', 1)
            first = False
        pieces.append(html)
        before = section.label
    return "".join(pieces)


def _section(text: str, section: Section, before: str, marked: Range) -> str:
    """Its heading and its paragraphs; a heading that the text begins with is shown once."""
    found = _PARAGRAPH.finditer(text, section.start, section.end)
    spans = [Range(one.start(), one.end()) for one in found]
    label = _heading(section.label, before)
    above, separator, name = label.rpartition(SEPARATOR)
    if spans and name and _says(text, spans[0], name):
        # The words of the text, not those of the label: they may be what is marked.
        title = escape(above + separator) + _words(text, spans.pop(0), marked)
    else:
        title = escape(label)
    heading = f'<h2 dir="auto">{title}</h2>' if label else ""
    paragraphs = "".join(_paragraph(text, span, marked) for span in spans)
    return f'<section id="{section_id(section)}">{heading}{paragraphs}</section>'


def _says(text: str, span: Range, name: str) -> bool:
    """Whether a paragraph holds these words and no others."""
    return readable(text[span.start : span.end]).split() == name.split()


def _heading(label: str, before: str) -> str:
    """What a label says that the one before it has not said: `(d)` after `Article 59 > 1 > (c)`."""
    parts, known = label.split(SEPARATOR), before.split(SEPARATOR)
    pairs = zip(parts, known, strict=False)
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
    return SEPARATOR.join(parts[min(same, len(parts) - 1) :])


def _paragraph(text: str, span: Range, marked: Range) -> str:
    table = render_table(text, span, lambda cell: _words(text, cell, marked))
    if table is not None:
        return table
    around = ' class="around"' if _common(span, marked) != NOTHING else ""
    return f'<p{around} dir="auto">{_words(text, span, marked)}</p>'


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
