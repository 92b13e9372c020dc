"""A tree of HTML becomes blocks of text: headings, paragraphs, items, rows of tables.

One pass without recursion, so that a page nested a hundred thousand levels deep is only slow.
Trees made by trafilatura, which has names of its own for the same elements, are walked as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # lxml has no types

from assistant.reading.numbering import to_roman

_UNREAD = frozenset("script style noscript template svg iframe title select button".split())
_NAVIGATION = frozenset("nav footer".split())
_BLOCKS = frozenset(
    "p div section article main li ul ol dl dt dd table tbody thead tr blockquote pre figure"
    " figcaption header aside form fieldset address hr body html center details summary caption"
    " list quote item row table main doc h1 h2 h3 h4 h5 h6 ab".split()
)
_ITEMS = frozenset("li item".split())
_ROWS = frozenset("tr row".split())
_CELLS = frozenset("td th cell".split())
_BREAKS = frozenset("br lb".split())
_DELETED = frozenset("del s strike".split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# "(a)", "12.", "-": where a page is laid out with tables, the mark of an item has its own cell.
ITEM_MARK = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]{1,2}|[ivxIVX]{1,6})[.)]|[—–•*-]")
_LONG_CELL_CHARS = 200  # longer paragraphs in a cell stay apart: a page laid out with a table


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, an item or a row, without markup."""

    text: str
    level: int | None = None  # of a heading, 1 to 6; None: no heading
    tight: bool = False  # an item or a row
    linked_chars: int = 0  # of its text, how many are links


def walk(tree: etree._Element, *, navigation: bool = False) -> list[Block]:
    """The blocks of a tree in order. Scripts and forms' buttons are left out.

    `navigation`: menus and footers are part of it.
    """
    skips = _UNREAD if navigation else _UNREAD | _NAVIGATION
    walker = _Walker()
    skipped: Any = None
    events: Iterator[tuple[str, Any]] = etree.iterwalk(tree, ("start", "end", "comment", "pi"))
    for event, element in events:
        if event in ("comment", "pi"):
            if skipped is None:
                walker.add(element.tail)
        elif event == "start":
            if skipped is None and _is_skipped(element, skips):
                skipped = element
            elif skipped is None:
                walker.open(element)
        elif element is skipped:
            skipped = None
            walker.add(element.tail if element is not tree else None)
        elif skipped is None:
            walker.close(element)
            walker.add(element.tail if element is not tree else None)
    return walker.finish()


def _is_skipped(element: etree._Element, skips: frozenset[str]) -> bool:
    if element.tag in skips:
        return True
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


class _Numbers:
    """The numbers that a browser shows in front of the items of one list."""

    def __init__(self, element: etree._Element) -> None:
        self._kind = element.get("type") or "1"
        self._latest = _whole(element.get("start"), 1) - 1

    def next(self, item: etree._Element) -> str:
        """The mark of the next item: "3.", "c.", "iii."."""
        self._latest = number = _whole(item.get("value"), self._latest + 1)
        if self._kind in "aA" and 1 <= number <= 26:
            return f"{chr(ord(self._kind) + number - 1)}."
        if self._kind in "iI" and 1 <= number < 400:
            return f"{to_roman(number) if self._kind == 'i' else to_roman(number).upper()}."
        return f"{number}."


def has_navigation(tree: etree._Element) -> bool:
    """Whether a tree says of a part of itself that it is a menu or a footer."""
    return next(tree.iter(*_NAVIGATION), None) is not None


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,6}", value.strip()) else otherwise


class _Walker:
    """Collects the text of inline elements and cuts it where a block begins or ends."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._buffer: list[str] = []
        self._level: int | None = None
        self._tight = False
        self._item_mark = ""  # waits for the block it marks
        self._verbatim = 0  # depth of `pre`
        self._numbers: list[_Numbers | None] = []  # of each open list; None: it has bullets
        self._links = 0  # depth of `a`
        self._linked_chars = 0
        self._cells: list[int] = []  # of each open row, how many cells have begun

    def open(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _CELLS:
            self._open_cell()
        elif tag in _BREAKS:
            self._buffer.append("\n")
        elif tag in _BLOCKS or tag == "head":
            self._break(tag)
            if tag in _ROWS:
                self._cells.append(0)
            self._tight = tag in _ITEMS or tag in _ROWS or (self._tight and bool(self._cells))
            self._level = _level(element)
            self._verbatim += tag == "pre"
            if tag in ("ol", "ul"):
                self._numbers.append(_Numbers(element) if tag == "ol" else None)
            if tag in _ITEMS:
                numbers = self._numbers[-1] if self._numbers else None
                self._buffer.append(f"{numbers.next(element)} " if numbers else "- ")
        elif tag in _DELETED:
            self._buffer.append("[deleted: ")
        elif tag == "img" and element.get("alt"):
            self._buffer.append(f" {element.get('alt')} ")
        self._links += tag == "a"
        self.add(element.text)

    def close(self, element: etree._Element) -> None:
        tag = element.tag
        self._links -= tag == "a"
        if tag in _DELETED:
            self._buffer.append("]")
        if tag in ("ol", "ul") and self._numbers:
            self._numbers.pop()
        if tag in _BLOCKS or tag == "head":
            self._break(tag)
            self._level = None
            self._verbatim -= tag == "pre"
            if tag in _ROWS and self._cells:
                self._cells.pop()
            if tag in _ITEMS or tag in _ROWS:
                self._tight = False

    def add(self, text: str | None) -> None:
        """Append a text node; white space means nothing outside `pre`."""
        if text:
            self._linked_chars += len(text.strip()) if self._links else 0
            self._buffer.append(text if self._verbatim else re.sub(r"\s+", " ", text))

    def finish(self) -> list[Block]:
        self._flush()
        if self._item_mark:
            self._blocks.append(Block(self._item_mark.strip()))
        return self._blocks

    def _open_cell(self) -> None:
        if self._cells:
            self._cells[-1] += 1
            written = self._written()
            if self._cells[-1] > 1 and written:
                self._buffer.append(" " if ITEM_MARK.fullmatch(written) else " | ")

    def _break(self, tag: str) -> None:
        """End the current block; short paragraphs of one cell stay on the row's line."""
        in_cell = bool(self._cells) and tag not in _ROWS
        if in_cell and len(self._written()) <= _LONG_CELL_CHARS and tag not in _ITEMS:
            self._buffer.append(" ")
        else:
            self._flush()

    def _written(self) -> str:
        return "".join(self._buffer).strip()

    def _flush(self) -> None:
        lines = "".join(self._buffer).split("\n")
        self._buffer.clear()
        linked, self._linked_chars = self._linked_chars, 0
        kept = lines if self._verbatim else [re.sub(r"[ \t]+", " ", line).strip() for line in lines]
        text = "\n".join(line.rstrip() for line in kept if line.strip()).strip()
        if not self._verbatim:
            text = re.sub(r"(?: \|)+$", "", text)
        if not text or text == "-":
            return
        if self._level is None and ITEM_MARK.fullmatch(text):
            self._item_mark = f"{self._item_mark}{text} "
            return
        if self._level is not None:
            text = text.replace("\n", " ")
        tight = self._tight or bool(self._cells)
        self._blocks.append(Block(f"{self._item_mark}{text}", self._level, tight, linked))
        self._item_mark = ""


def _level(element: etree._Element) -> int | None:
    # trafilatura's name for a heading. That of a page holds what an unknown tag in it swallowed.
    is_heading = element.tag == "head" and element.get("rend")
    found = re.fullmatch(r"h([1-6])", str(element.get("rend") if is_heading else element.tag))
    if found:
        return int(found[1])
    return 2 if is_heading else None
