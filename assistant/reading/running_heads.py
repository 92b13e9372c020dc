"""Running heads, feet and page numbers leave the text of a PDF.

A running line is one that stands in the margin at the top or the bottom of most pages, or of a few
pages in a row (the name of a chapter), numbers aside, at one height. One that the text has nowhere
else stays where it stands first, so that no words are lost. What only looks alike (the rows of a
form on every page) stays: it is not in the margin.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.reading.numbering import roman_value
from assistant.reading.page_lines import Page

_MARGIN = 0.12  # of the page's height: an inch of 11, and the line below it
_OUTERMOST = 3  # lines at either edge that are looked at: title, address, page number
_LEAST_PAGES = 3
_MOST_SHARE = 0.4  # of the pages; heads of left and right pages often differ
_SAME_HEIGHT = 3.0  # points
_GAP = 1.4  # of the usual distance between lines: the body of a page begins further away
_NUMBER_CHARS = 40  # of "- Page 12 of 345 -"
_STEADY = 0.8  # of the steps from page to page; parts of a document count anew
_ROMAN = "[ivxlc]{1,7}"
_NUMBER = re.compile(rf"\d+|(?<![^\W_]){_ROMAN}(?![^\W_])", re.I)
_PAGE_NUMBER = re.compile(
    rf"\W*(?:page|seite|p\.|s\.)?\s*(?P<number>\d{{1,4}}|{_ROMAN})"
    r"\s*(?:(?:of|von|sur|de|/|\|)\s*\d{1,4})?\W*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Stripped:
    """Pages without their running lines. `removed`: each line as it stands first, how often."""

    pages: tuple[Page, ...]
    removed: tuple[tuple[str, int], ...]
    page_numbers: int  # bare page numbers that were removed


@dataclass(frozen=True, slots=True)
class _Edge:
    page: int
    line: int
    line_text: str
    y: float
    above: bool


def without_running_lines(pages: Sequence[Page]) -> Stripped:
    """The pages, and what was taken from them."""
    edges = [edge for i, page in enumerate(pages) for edge in _edges(i, page)]
    numbers = _page_numbers(pages, edges)
    repeated = _repeated([e for e in edges if (e.page, e.line) not in numbers], len(pages))
    gone = numbers | {(edge.page, edge.line) for group in repeated for edge in group}
    first = {(edge.page, edge.line) for edge in _only_there(pages, gone, repeated)}
    removed = tuple(
        (group[0].line_text, sum((edge.page, edge.line) not in first for edge in group))
        for group in repeated
    )
    kept = tuple(
        replace(
            page, lines=tuple(x for j, x in enumerate(page.lines) if (i, j) not in gone - first)
        )
        for i, page in enumerate(pages)
    )
    return Stripped(kept, removed, len(numbers))


def _edges(number: int, page: Page) -> Iterable[_Edge]:
    """The lines in the margins of a page that are set apart from its body."""
    height = page.top - page.bottom
    if height <= 0:
        return
    by_height = sorted(
        ((line.y, i) for i, line in enumerate(page.lines) if line.text.strip()), reverse=True
    )
    for ordered, above in ((by_height, True), (by_height[::-1], False)):
        rows = _rows(ordered)
        apart = _outer_rows(rows, page, above=above)
        for row in rows[:apart]:
            yield from (_edge(number, page, i, above=above) for i in row)


def _edge(number: int, page: Page, i: int, *, above: bool) -> _Edge:
    return _Edge(number, i, page.lines[i].text.strip(), page.lines[i].y, above)


def _rows(ordered: Sequence[tuple[float, int]]) -> list[list[int]]:
    """Lines at one height together, from the edge inwards."""
    rows: list[list[int]] = []
    height = None
    for y, i in ordered:
        if height is None or abs(height - y) > _SAME_HEIGHT:
            rows.append([])
            height = y
        rows[-1].append(i)
    return rows


def _outer_rows(rows: Sequence[Sequence[int]], page: Page, *, above: bool) -> int:
    """How many rows at an edge lie in the margin, up to the last that is set apart."""
    ys = [page.lines[row[0]].y for row in rows]
    sizes = [page.lines[row[0]].size for row in rows]
    margin = _MARGIN * (page.top - page.bottom)
    apart = 0
    for i, y in enumerate(ys[:_OUTERMOST]):
        if (page.top - y if above else y - page.bottom) > margin:
            break
        if i + 1 == len(rows):
            return i + 1
        distances = [abs(a - b) for a, b in zip(ys[i + 1 :], ys[i + 2 :], strict=False)]
        usual = sorted(distances)[len(distances) // 2] if distances else 1.5 * sizes[i]
        smaller = 0 < sizes[i] < 0.9 * sizes[i + 1]
        if abs(y - ys[i + 1]) > _GAP * min(usual, 2 * max(sizes[i], 1.0)) or smaller:
            apart = i + 1
    return apart


def _page_numbers(pages: Sequence[Page], edges: Sequence[_Edge]) -> set[tuple[int, int]]:
    """Where bare page numbers stand.

    In the margin one that is the page's own label is enough. Elsewhere, as a page's first or last
    line, it must count on with the pages: some programs print pages that were cut elsewhere.
    """
    found: dict[int, set[tuple[int, int]]] = defaultdict(set)
    in_margin = {(edge.page, edge.line) for edge in edges}
    own: set[tuple[int, int]] = set()
    for edge in (*edges, *(e for i, page in enumerate(pages) for e in _ends(i, page))):
        short = len(edge.line_text) <= _NUMBER_CHARS  # the pattern is slow on long white space
        match = _PAGE_NUMBER.fullmatch(edge.line_text) if short else None
        if match is None:
            continue
        place = (edge.page, edge.line)
        if match["number"].lower() == pages[edge.page].label.lower() and place in in_margin:
            own.add(place)
        if (value := _value(match["number"])) is not None:
            found[value - edge.page].add(place)
    steady = (group for group in found.values() if len({i for i, _ in group}) >= _LEAST_PAGES)
    return own.union(*steady)


def _ends(number: int, page: Page) -> Iterable[_Edge]:
    """The first and the last lines of a page in reading order."""
    filled = [i for i, line in enumerate(page.lines) if line.text.strip()]
    for i in {*filled[:2], *filled[-2:]} if len(filled) > 2 else ():
        yield _edge(number, page, i, above=i in filled[:2])


def _value(number: str) -> int | None:
    """The number that digits or small Roman numerals say."""
    if number.isdigit():
        return int(number)
    return roman_value(number) or None


def _repeated(edges: Sequence[_Edge], pages: int) -> list[list[_Edge]]:
    """Groups of edges with the same words, each in the order of pages."""
    groups: dict[tuple[str, bool], list[_Edge]] = defaultdict(list)
    for edge in edges:
        groups[_key(edge.line_text), edge.above].append(edge)
    return [
        level
        for (key, _), group in groups.items()
        if key and (level := _at_one_height(group)) and _is_running(level, pages)
    ]


def _key(text: str) -> str:
    """The words without numbers: "Page 3 of 10" is "page # of #"."""
    words = _NUMBER.sub("#", " ".join(text.split()).casefold())
    return words if re.search(r"[^\W\d_]", words.replace("#", "")) else ""


def _at_one_height(group: Sequence[_Edge]) -> list[_Edge]:
    common, _ = Counter(round(edge.y) for edge in group).most_common(1)[0]
    return [edge for edge in group if abs(edge.y - common) <= _SAME_HEIGHT]


def _is_running(group: Sequence[_Edge], pages: int) -> bool:
    on = sorted({edge.page for edge in group})
    if len(on) < _LEAST_PAGES or not _numbers_run(group):
        return False
    # Every page, or every second one: the name of a chapter on its pages.
    in_a_row = sum(b - a <= 2 for a, b in pairwise(on)) + 1
    return len(on) >= _MOST_SHARE * pages or in_a_row >= max(_LEAST_PAGES, 0.8 * len(on))


def _numbers_run(group: Sequence[_Edge]) -> bool:
    """Whether the numbers in a line stay the same or count the pages.

    "Exhibit 1", "Exhibit 2" at the top of some pages are headings of their own.
    """
    steps = [
        (b.page - a.page, pair)
        for a, b in pairwise(group)
        for pair in zip(_numbers(a.line_text), _numbers(b.line_text), strict=False)
    ]
    steady = sum(second - first in (0, step) for step, (first, second) in steps)
    return steady >= _STEADY * len(steps)


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d{1,9}", text)]


def _only_there(
    pages: Sequence[Page], gone: set[tuple[int, int]], repeated: Sequence[Sequence[_Edge]]
) -> Iterable[_Edge]:
    """The first of each kind of running line whose words stand nowhere else."""
    rest = " ".join(
        _key(line.text)
        for i, page in enumerate(pages)
        for j, line in enumerate(page.lines)
        if (i, j) not in gone
    )
    for group in repeated:
        if _key(group[0].line_text) not in rest:
            yield group[0]
