"""CSV: each row as "column: value; column: value", so that a row makes sense alone."""

from __future__ import annotations

import csv
import io

from assistant.errors import ReadingError
from assistant.reading.decode import decode
from assistant.reading.parsed import Parsed
from assistant.reading.sections import Assembly, short_label

_MOST_CELL_CHARS = 1_000_000
_DELIMITERS = ",;\t|"


def read_table(data: bytes) -> Parsed:
    """A table with a header row; a section for each row, labelled with what names it."""
    text = decode(data)
    csv.field_size_limit(_MOST_CELL_CHARS)
    first_line = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first_line.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as exc:
        raise ReadingError(f"is not a table that can be read: {exc}") from exc
    rows = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise ReadingError("is a table without rows")
    header, *body = rows
    if not body:
        return Parsed("; ".join(header))
    assembly = Assembly()
    name_column = _name_column(body)
    for number, row in enumerate(body, start=2):
        name = row[name_column] if name_column < len(row) else ""
        assembly.begin(short_label(name) or f"Row {number}")
        assembly.add(_statement(header, row))
    return Parsed(assembly.text, tuple(assembly.marks))


def _statement(header: list[str], row: list[str]) -> str:
    """Every value with its column; more cells than columns are kept without a name."""
    names = [*header, *[""] * (len(row) - len(header))]
    pairs = zip(names, row, strict=False)
    return "; ".join(f"{name}: {value}" if name else value for name, value in pairs if value)


def _name_column(body: list[list[str]]) -> int:
    """The first column whose values are short and all different: it names the rows."""
    width = max(len(row) for row in body)
    for column in range(width):
        values = [row[column] for row in body if column < len(row)]
        if len(set(values)) == len(body) and all(0 < len(value) <= 80 for value in values):
            return column
    return 0
