"""Two columns of prose that a PDF has row by row are read one after the other.

Most programs write column after column, and pypdf keeps their order. Some write line after line
across the page; a sentence of the left column then goes on in the right one. This is told from a
table by what stands in the columns: long lines that go on in the next row. Everything else stays
in the file's order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.reading.characters import plain_characters
from assistant.reading.page_lines import PageLine

_LEAST_ROWS = 6  # with text on both sides
_LEAST_CHARS = 20  # of a line in a column, on average: less is a cell of a table
_GOES_ON = 0.4  # of the rows, in both columns: the next row begins with a small letter
_SAME_PLACE = 2.0  # points
_CHAR_WIDTH = 0.4  # of the type's size, at least; a gutter is seen where even that fits
_MOST_COLUMNS = 4


def in_columns(lines: Sequence[PageLine], *, most: int = _MOST_COLUMNS) -> tuple[PageLine, ...]:
    """The lines of a page, columns that are set row by row one after the other."""
    gutter = _gutter(lines) if most > 1 else None
    if gutter is None:
        return tuple(lines)
    ordered: list[PageLine] = []
    for block, is_split in _blocks(lines, gutter):
        if not is_split:
            ordered += block
            continue
        halves = [_halves(line, gutter) for line in block]
        left = [half for half, _ in halves if half]
        right = [half for _, half in halves if half]
        ordered += left
        ordered += in_columns(right, most=most - 1)
    return tuple(ordered)


def _gutter(lines: Sequence[PageLine]) -> float | None:
    """Where the second column begins, from the left; None: there is none."""
    starts = Counter(round(x) for line in lines for _, x in line.parts[1:])
    for place, _ in starts.most_common(3):
        rows = [line for line in lines if _is_row(line, place)]
        if len(rows) >= _LEAST_ROWS and _is_prose([_halves(row, place) for row in rows]):
            return float(place)
    return None


def _is_row(line: PageLine, gutter: float) -> bool:
    """Whether a line has text on both sides of a gutter and none across it."""
    left, right = _halves(line, gutter)
    if left is None or right is None or abs(right.x - gutter) > _SAME_PLACE:
        return False
    text, x = left.parts[-1] if left.parts else (left.text, left.x)
    return x + _CHAR_WIDTH * line.size * len(text.strip()) < gutter


def _halves(line: PageLine, gutter: float) -> tuple[PageLine | None, PageLine | None]:
    """What of a line begins before a gutter, and what at it or behind it."""
    parts = line.parts or ((line.text, line.x),)
    left = [part for part in parts if part[1] < gutter - _SAME_PLACE]
    return _side(line, left), _side(line, [part for part in parts if part not in left])


def _side(line: PageLine, parts: Sequence[tuple[str, float]]) -> PageLine | None:
    text = plain_characters("".join(text for text, _ in parts)).strip()
    if not text:
        return None
    return replace(line, text=text, x=parts[0][1], parts=tuple(parts) if len(parts) > 1 else ())


def _is_prose(rows: Sequence[tuple[PageLine | None, PageLine | None]]) -> bool:
    return all(_is_prose_column([row[side] for row in rows]) for side in (0, 1))


def _is_prose_column(cells: Sequence[PageLine | None]) -> bool:
    texts = [cell.text for cell in cells if cell]
    goes_on = sum(text[0].islower() for text in texts)
    long_enough = sum(map(len, texts)) >= _LEAST_CHARS * len(texts)
    return long_enough and goes_on >= _GOES_ON * len(texts)


def _blocks(lines: Sequence[PageLine], gutter: float) -> Iterator[tuple[list[PageLine], bool]]:
    """The lines in stretches, and whether each has two columns.

    Such a stretch begins with a row of both and ends before a line across the gutter.
    """
    block: list[PageLine] = []
    is_split = False
    for line in filter(lambda line: line.text.strip(), lines):
        row = _is_row(line, gutter)
        if (row and not is_split) or (not row and _crosses(line, gutter)):
            if block:
                yield block, is_split
            block, is_split = [], row
        block.append(line)
    if block:
        yield block, is_split


def _crosses(line: PageLine, gutter: float) -> bool:
    left, right = _halves(line, gutter)
    if left is None:
        return False
    text, x = left.parts[-1] if left.parts else (left.text, left.x)
    wide = x + _CHAR_WIDTH * line.size * len(text.strip()) > gutter
    return wide or (right is not None and abs(right.x - gutter) > _SAME_PLACE)
