"""CSV: each row as "column: value; column: value", so that a row makes sense alone.

A section for each row, labelled with what names it and the groups it stands in ("Upstream > Data >
Crawling"). Long cells are lines of their own.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Sequence

from assistant.errors import ReadingError
from assistant.reading.decode import decode_cells
from assistant.reading.parsed import Parsed
from assistant.reading.sections import BEGINNING, PATH, Assembly, short_label
from assistant.reason import Reason

_MOST_CELL_CHARS = 1_000_000
_DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 50  # enough to tell the delimiter, and whether a column holds numbers
_NAME_CHARS = 80  # a longer value names no row
_LONG_CELL_CHARS = 100
_MOST_NAMED = 10  # columns, in one note
_STEP_CHARS = 60  # of the groups above a row, in its path
_NUMBER = re.compile(r"[-+±~<>≈]?[$€£]?\s*\d[\d\s.,%]*[A-Za-z%€]{0,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")

Rows = Sequence[Sequence[str]]


def read_table(data: bytes) -> Parsed:
    """A table; its first row names the columns, unless it is a row like the others."""
    csv.field_size_limit(_MOST_CELL_CHARS)
    rows = _rows(decode_cells(data))
    if not rows:
        raise ReadingError("is a table without rows")
    assembly = Assembly()
    width = max(len(row) for row in rows)
    while len(rows) > 2 and width > 2 and sum(map(bool, rows[0])) == 1:
        assembly.begin(BEGINNING)
        assembly.add("".join(rows.pop(0)))  # a title above the table
    header, body = (rows[0], rows[1:]) if len(rows) < 2 or _has_header(rows) else ([], rows)
    if not body:
        assembly.add("; ".join(header))
        return Parsed(assembly.text, tuple(assembly.marks))
    names = [" ".join(name.split()) for name in header]
    columns, long = _naming_columns(body), _long_columns(body)
    for number, row in enumerate(body, start=1 + bool(header)):
        assembly.begin(_label([row[i] if i < len(row) else "" for i in columns], number))
        assembly.add(_statement(names, row, long))
    return Parsed(assembly.text, tuple(assembly.marks), notes=_unfilled(names, body))


def _unfilled(names: Sequence[str], body: Rows) -> tuple[Reason, ...]:
    """One sentence for the columns that no row fills: nothing in the text names them."""
    filled = {i for row in body for i, value in enumerate(row) if value}
    empty = [name for i, name in enumerate(names) if name and i not in filled]
    if not empty:
        return ()
    named = ", ".join(map(short_label, empty[:_MOST_NAMED])) + ", ..." * (len(empty) > _MOST_NAMED)
    return (Reason("columns in which no row has a value are left out: {named}", named=named),)


def _rows(text: str) -> list[list[str]]:
    """The rows that hold anything, cells stripped."""
    try:
        delimiter = max(_DELIMITERS, key=lambda mark: _evenness(text, mark))
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as exc:
        raise ReadingError("is not a table that can be read: {reason}", reason=exc) from exc
    return [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    """How well a delimiter fits: the share of rows as wide as most, and its marks in the first."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    widths = Counter(len(row) for row, _ in zip(reader, range(_SAMPLE_ROWS), strict=False) if row)
    width, count = max(widths.items(), key=lambda item: item[1], default=(1, 0))
    share = count / widths.total() if width > 1 else 0.0
    return share, text.split("\n", 1)[0].count(delimiter)


def _has_header(rows: Rows) -> bool:
    """Whether the first row names the columns: words over numbers, nothing that comes back."""
    first, *body = rows[:_SAMPLE_ROWS]
    score = 0
    for column, name in enumerate(first):
        values = [row[column] for row in body if column < len(row) and row[column]]
        if values and sum(map(_is_number, values)) > 0.8 * len(values):
            score += -1 if _is_number(name) and not _YEAR.fullmatch(name) else 1
        elif name and (name in values or len(name) > _LONG_CELL_CHARS or "://" in name):
            score -= 1
    return score >= 0


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


def _naming_columns(body: Rows) -> list[int]:
    """The columns whose values label a row: the groups it stands in, then its own name.

    The name is the first column of short values that are all different; what stands left of it
    and comes back from row to row are groups.
    """
    width = max(len(row) for row in body)
    groups: list[int] = []
    for column in range(width):
        values = [row[column] for row in body if column < len(row)]
        if not all(len(value) <= _NAME_CHARS for value in values):
            continue
        if len(set(values)) == len(body) and all(values):
            return [*groups, column]
        if 1 < len(set(values)) <= len(body) * 2 / 3 and not any(map(_is_number, values)):
            groups.append(column)
    return [0]


def _label(values: Sequence[str], number: int) -> str:
    *groups, name = values
    steps = [short_label(group, chars=_STEP_CHARS) for group in groups]
    return PATH.join(step for step in [*steps, short_label(name) or f"Row {number}"] if step)


def _long_columns(body: Rows) -> set[int]:
    """The columns with a value that is long or has lines: all their values get lines."""
    return {
        column
        for row in body
        for column, value in enumerate(row)
        if len(value) > _LONG_CELL_CHARS or "\n" in value
    }


def _statement(names: Sequence[str], row: Sequence[str], long: Collection[int]) -> str:
    """Every value with its column; more cells than columns are kept without a name."""
    padded = [*names, *[""] * (len(row) - len(names))]
    text = ""
    after_long = False
    for column, (name, value) in enumerate(zip(padded, row, strict=False)):
        if value:
            between = "\n" if column in long or after_long else "; "
            text += f"{between if text else ''}{f'{name}: {value}' if name else value}"
            after_long = column in long
    return text
