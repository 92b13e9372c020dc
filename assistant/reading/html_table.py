"""HTML tables become Markdown tables: one header row, then a line for each row.

A cell merged over rows is repeated in each, so that a row makes sense alone; one merged over
columns stands in the first. Header rows above each other become one. Not written out are tables
that only lay out a page: one row, one column, other tables inside, or item marks for a column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree  # type: ignore[import-untyped]  # lxml has no types

from assistant.reading.html_blocks import ITEM_MARK, walk

_MOST_CELLS = 20_000  # a table with more, merged cells counted out, is data or an attack
_MOST_COLUMNS = 200  # that one cell is merged over
_MOST_HEADER_CHARS = 120  # a first row with a longer cell is no header
# Rows with a longer cell are written as a list of their cells, led by the name of its column.
_LONG_CELL_CHARS = 400
_NUMBER = re.compile(r"[\d\s.,%±+-]+")
_PIPE = re.compile(r"(?<!\\)\|")


class _Cell(NamedTuple):
    text: str
    row: int  # where it begins: a merged cell stands in the grid more than once
    column: int
    heads: bool  # in `thead`, `th`, or in bold throughout


_EMPTY = _Cell("", -1, -1, False)


def write_out_tables(tree: etree._Element) -> None:
    """Put its Markdown in place of every table of data; a table around one becomes plain blocks."""
    for table in reversed(list(tree.iter("table"))):  # inner ones before those around them
        pieces = [] if table.find(".//table") is not None else list(_markdown(table))
        if pieces and table.getparent() is not None:
            written = table.makeelement("div")
            for piece in pieces:
                etree.SubElement(written, "pre", {"class": "table"}).text = piece
            written.tail = table.tail
            table.getparent().replace(table, written)
        elif table.find(".//pre[@class='table']") is not None:
            for part in list(table.iter("table", "thead", "tbody", "tfoot", "tr", "td", "th")):
                part.tag = "div"


def _markdown(table: etree._Element) -> Iterator[str]:
    """Title and rows of a table of data; nothing of a table that lays out a page."""
    grid = _grid(table)
    if table.get("role") in ("presentation", "none") or not _is_data(grid):
        return
    caption = table.find("caption")
    titles = [] if caption is None else [_text_of(caption)]
    while len(grid) > 2 and len({(cell.row, cell.column) for cell in grid[0]}) == 1:
        titles.append(grid.pop(0)[0].text)  # a first row of one cell titles the table
    count = _header_rows(grid)
    header = [_joined(row[i].text for row in grid[:count]) for i in range(len(grid[0]))]
    body = [row for row in grid[count:] if any(cell.text for cell in row)]
    is_long = any(len(cell.text) > _LONG_CELL_CHARS for row in body for cell in row)
    if is_long and not count:
        return
    yield from (title for title in titles if title)
    yield from (_items(header, row) for row in body) if is_long else [_pipes(header, body)]


def _pipes(header: list[str], body: list[list[_Cell]]) -> str:
    rows = [header, ["---"] * len(header)]
    rows += ([c.text if c.column == i else "" for i, c in enumerate(row)] for row in body)
    cells = ([_PIPE.sub(r"\\|", " ".join(text.split())) for text in row] for row in rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def _items(header: list[str], row: list[_Cell]) -> str:
    """A list of the cells, each behind the name of its column.

    A list, because a line that begins with a name and a colon is somebody speaking.
    """
    cells = ((header[i], c.text) for i, c in enumerate(row) if c.text and c.column == i)
    return "\n".join(f"- {_led(name.rstrip(' :'), text)}" for name, text in cells)


def _led(name: str, text: str) -> str:
    """The text behind the name of its column; a list begins below it."""
    text = text.replace("\n", "\n  ")
    between = ":\n  " if text.startswith("- ") else ": "
    return f"{name}{between}{text}" if name else text


def _joined(texts: Iterable[str]) -> str:
    """Header cells above each other, those that are one cell named once."""
    return " ".join(dict.fromkeys(text for text in texts if text))


def _is_data(grid: list[list[_Cell]]) -> bool:
    if len(grid) < 2 or len(grid[0]) < 2:
        return False
    first_column = [row[0].text for row in grid if row[0].text]
    return not first_column or not all(ITEM_MARK.fullmatch(text) for text in first_column)


def _header_rows(grid: list[list[_Cell]]) -> int:
    """How many rows head the columns; 0 where none does.

    Those marked as headers. Without marks the first row, unless it holds numbers, sentences, or
    is the first of pairs of a name and a value.
    """
    count = 0
    while count < len(grid) and all(cell.heads or not cell.text for cell in grid[count]):
        count += 1
    if count == 0:
        others = [cell.text for cell in grid[0][1:]]
        numbers = any(_NUMBER.fullmatch(text) for text in others)
        long = any(len(cell.text) > _MOST_HEADER_CHARS for cell in grid[0])
        count = 0 if numbers or long or len(others) < 2 else 1
    while 0 < count < len(grid) and any(0 <= cell.row < count for cell in grid[count] if count):
        count += 1
    return count if count < len(grid) else 1


def _grid(table: etree._Element) -> list[list[_Cell]]:
    """The rows, each as wide as the widest, merged cells at every place they cover."""
    rows = list(table.iter("tr"))
    placed: list[dict[int, _Cell]] = [{} for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for element in row.iterchildren("td", "th"):
            while column in placed[number]:
                column += 1
            cell = _Cell(_text_of(element), number, column, _heads(element))
            down = min(_span(element, "rowspan") or len(rows), len(rows) - number)
            across = min(_span(element, "colspan") or 1, _MOST_COLUMNS)
            for covered in placed[number : number + down]:
                covered.update(dict.fromkeys(range(column, column + across), cell))
            if sum(map(len, placed)) > _MOST_CELLS:
                return []
            column += across
    width = max((max(row, default=-1) + 1 for row in placed), default=0)
    return [[row.get(i, _EMPTY) for i in range(width)] for row in placed if row]


def _span(cell: etree._Element, name: str) -> int:
    written = (cell.get(name) or "1").strip()
    return int(written) if written.isdecimal() and len(written) < 6 else 1


def _heads(cell: etree._Element) -> bool:
    if cell.tag == "th" or next(cell.iterancestors("thead"), None) is not None:
        return True
    bold = "".join("".join(e.itertext()) for e in cell.iter("b", "strong"))
    return bool(bold.strip()) and bold.split() == "".join(cell.itertext()).split()


def _text_of(element: etree._Element) -> str:
    # A lone "-" is an empty item to the walk, and "no" in a cell.
    text = "\n".join(block.text for block in walk(element))
    return text or " ".join("".join(element.itertext()).split())
