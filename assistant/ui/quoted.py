"""A quoted answer as HTML: the voices, the exact words, and what is needed to understand them.

The words are drawn from the citations, not from the Markdown around them: a star in a license is a
star. Only the signs by which a file marks links and bold words are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from assistant.answering.compose import quotation
from assistant.types import Answer, Citation, Lead
from assistant.ui.markdown import to_html
from assistant.ui.reflow import readable, reflow
from assistant.ui.words import Words

DrawMarker = Callable[[int], str]

_RULE = re.compile(r"[\s|:-]+")  # the line between the header of a table and its rows


def render_quoted(answer: Answer, draw: DrawMarker, words: Words) -> str:
    """The text of a quoted answer; `draw` gives the HTML of a marker."""
    quoted = {quotation(citation): citation for citation in answer.citations}
    pieces: list[str] = []
    for block in answer.text.split("\n\n"):
        citation = quoted.get(block)
        pieces.append(_quotation(citation, draw, words) if citation else to_html(block, draw))
    return "".join(pieces)


def _quotation(citation: Citation, draw: DrawMarker, words: Words) -> str:
    header = _rows(citation.lead.text)[:1] if citation.lead else []
    rows = _rows(citation.quote)
    marker = draw(citation.marker)
    # Without bars at its ends a line is a row only under a header of as many cells.
    if rows and (citation.quote.startswith("|") or (header and len(header[0]) == len(rows[0]))):
        said = f"{_table(header, rows)}<p>{marker}</p>"
        lead = ""
    else:
        said = f"<p>“{escape(readable(_laid_out(citation)).strip())}”\u202f{marker}</p>"
        lead = _lead(citation.lead, words) if citation.lead else ""
    return f'<blockquote class="quoted" dir="auto">{lead}{said}</blockquote>'


def _laid_out(citation: Citation) -> str:
    """The quoted words, their lines joined as those of the passage are: whole ones show there."""
    passage = citation.passage
    if (
        passage.text[citation.start - passage.start : citation.end - passage.start]
        != citation.quote
    ):
        return reflow(citation.quote)
    return reflow(passage.text)[citation.start - passage.start : citation.end - passage.start]


def _lead(lead: Lead, words: Words) -> str:
    text = escape(" ".join(readable(reflow(lead.text)).split()))
    who = escape(words.asked_by.format(speaker=lead.speaker)) if lead.speaker else ""
    return f'<p class="lead" dir="auto">{f"<span>{who}</span> " if who else ""}{text}</p>'


def _rows(text: str) -> list[list[str]]:
    """The cells of table rows; empty when a line is none."""
    lines = [line.strip() for line in text.strip().splitlines() if not _RULE.fullmatch(line)]
    if not lines or not all(" | " in line or line.startswith("|") for line in lines):
        return []
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def _table(header: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<tr>{_cells('th', row)}</tr>" for row in header)
    body = "".join(f"<tr>{_cells('td', row)}</tr>" for row in rows)
    return (
        f'<div class="rows"><table>{f"<thead>{head}</thead>" if head else ""}{body}</table></div>'
    )


def _cells(tag: str, row: Sequence[str]) -> str:
    return "".join(f'<{tag} dir="auto">{escape(readable(cell))}</{tag}>' for cell in row)
