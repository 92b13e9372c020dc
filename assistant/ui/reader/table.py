"""Rows of cells in a document's text as an HTML table; each cell is a slice of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.ui.reader.ranges import Range

Draw = Callable[[Range], str]  # a slice of the text as HTML

_RULE = re.compile(r"[\s|:-]+")  # the line between the header of a table and its rows


def render_table(text: str, span: Range, draw: Draw) -> str | None:
    """A paragraph as a table; None where it is none.

    A table has two lines at least; each begins with a bar or has one between blanks. Its first row
    is the header where a rule follows it.
    """
    lines = list(_lines(text, span))
    if len(lines) < 2 or not all(_is_row(text[line.start : line.end]) for line in lines):
        return None
    ruled = [_RULE.fullmatch(text, line.start, line.end) is not None for line in lines]
    rows = [
        _row(text, line, draw, "th" if number == 0 and ruled[1] else "td")
        for number, line in enumerate(lines)
        if not ruled[number]
    ]
    return f'<div class="rows"><table>{"".join(rows)}</table></div>'


def _lines(text: str, span: Range) -> Iterator[Range]:
    for found in re.compile("[^\n]+").finditer(text, span.start, span.end):
        yield Range(found.start(), found.end())


def _is_row(line: str) -> bool:
    return line.lstrip().startswith("|") or " | " in line


def _row(text: str, line: Range, draw: Draw, tag: str) -> str:
    cells = "".join(f'<{tag} dir="auto">{draw(cell)}</{tag}>' for cell in _cells(text, line))
    return f"<tr>{cells}</tr>"


def _cells(text: str, line: Range) -> Iterator[Range]:
    """What stands between the bars; the bars at both ends of a line enclose it."""
    whole = text[line.start : line.end]
    start = line.start + (whole.index("|") + 1 if whole.lstrip().startswith("|") else 0)
    end = line.start + (whole.rindex("|") if whole.rstrip().endswith("|") else len(whole))
    while start <= end:
        bar = text.find("|", start, end)
        stop = end if bar < 0 else bar
        yield Range(start, stop)
        start = stop + 1
