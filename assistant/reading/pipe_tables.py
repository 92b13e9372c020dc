"""Tables written with pipes in a text: where their rows are, and what their columns are called.

The form is GitHub's: a header line, a line of dashes, then a line for each row. It is what other
tables (of HTML, of a CSV) are turned into, so that it is the only one to be recognised later.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# The line under the header. Possessive: a long line of dashes is looked at once.
_DELIMITER = re.compile(
    r"^[ \t]{0,3}\|?[ \t]*:?-++:?[ \t]*(?:\|[ \t]*:?-++:?[ \t]*)*+\|?[ \t]*$", re.M
)
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_LONGEST_HEADER = 200  # characters: of a wide table the first columns, the rest says itself


@dataclass(frozen=True, slots=True)
class PipeTable:
    """One table of a text. `text[rows_start:end]` are its rows, without header and dashes."""

    start: int
    rows_start: int
    end: int
    header: str  # the names of the columns: "Model | License | Weights"


def find_tables(text: str) -> list[PipeTable]:
    """The tables of a text, in order; one without named columns has nothing to say."""
    return list(_tables(text))


def header_at(tables: Sequence[PipeTable], position: int) -> str:
    """The header of the table in whose rows a position lies; "" elsewhere. Tables in order."""
    i = bisect_right(tables, position, key=lambda table: table.rows_start) - 1
    return tables[i].header if i >= 0 and position < tables[i].end else ""


def _tables(text: str) -> Iterator[PipeTable]:
    end = 0
    for dashes in _DELIMITER.finditer(text):
        if "|" not in dashes[0] or dashes.start() <= end:
            continue
        start = text.rfind("\n", 0, dashes.start() - 1) + 1
        cells = _cells(text[start : dashes.start()])
        if len(cells) != len(_cells(dashes[0])) or not _joined(cells):
            continue
        end = _end_of_rows(text, dashes.end())
        yield PipeTable(start, dashes.end(), end, _joined(cells))


def _cells(line: str) -> list[str]:
    cells = [cell.strip() for cell in _CELL_BORDER.split(line.strip())]
    if len(cells) > 1 and not cells[0]:
        cells = cells[1:]
    return cells[:-1] if len(cells) > 1 and not cells[-1] else cells


def _joined(cells: Sequence[str]) -> str:
    """The columns' names without emphasis, as many as fit."""
    header = " | ".join(cell for cell in (cell.strip("*_` ") for cell in cells) if cell)
    if len(header) <= _LONGEST_HEADER:
        return header
    between = header.rfind(" | ", 0, _LONGEST_HEADER)
    return header[: between if between > 0 else _LONGEST_HEADER]


def _end_of_rows(text: str, at: int) -> int:
    """Where the lines with pipes end that begin behind the line of dashes."""
    while at < len(text):
        following = text.find("\n", at + 1)
        following = len(text) if following < 0 else following
        if "|" not in text[at + 1 : following]:
            break
        at = following
    return at
