"""The lines of PDF pages become paragraphs: passages are cut there, and sentences run on.

Told by the distance between lines, by indentation, by the size of the type, by lines that end
early, and by how a line begins. Where nothing tells, lines of prose are joined and short lines
(rows of a table, an address) stay lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from assistant.reading.hyphens import Words, join_hyphenated
from assistant.reading.page_lines import Page, PageLine

# Where no line tells how far apart lines are set: a fifth more than the type is high, and some.
_USUAL_LEADING = 1.25
_GAP = 1.3  # of the usual distance: a paragraph begins
_INDENT = 0.8  # of the type's size, at least; a first line is set in by about one
_OTHER_SIZE = 0.12  # a heading's type differs by more
_FULL = 0.75  # of the longest line near it: a line that ends earlier ends on purpose
_NEAR = 6  # lines above and below that are looked at for that
_ITEM = re.compile(
    r"(?:[•●○▪■◦–—*-]\s|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s"
    r"|\d{1,3}(?:\.\d{1,3})+\s|(?:article|section|annex|chapter|§)\s+[\dIVXLC]+\b)",
    re.I,
)
_CLOSED = re.compile(r"[.!?:;。！？؟۔।][\"'”’»)\]」』]*$")
_LIST_GOES_ON = re.compile(r"[;:]$|[;,]\s*(?:and|or|und|oder|et|ou)$")
# Chinese and Japanese set no spaces between words; Korean does.
_WIDE = r"[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_WIDE_END, _WIDE_START = re.compile(_WIDE + r"$"), re.compile(_WIDE)

_PARAGRAPH, _LINE = "\n\n", "\n"


def page_texts(pages: Sequence[Page]) -> list[str]:
    """The text of each page, its paragraphs apart by a blank line.

    A word broken at the end of a page is whole there, and its rest is gone from the next one.
    """
    known = Words.of(line.text for page in pages for line in page.lines)
    leading = _leading(pages)
    texts = [_page_text(page, known, leading) for page in pages]
    for i in range(len(texts) - 1):
        texts[i], texts[i + 1] = _across(texts[i], texts[i + 1], known)
    return texts


def is_open(text: str, following: str) -> bool:
    """Whether a sentence goes on from one page to the next."""
    return bool(text) and not _CLOSED.search(text) and following[:1].islower()


def _page_text(page: Page, known: Words, leading: float) -> str:
    pieces: list[str] = []
    lines = [line for line in page.lines if line.text.strip()]
    blank_before = _blank_before(page.lines)
    for i, line in enumerate(lines):
        words = re.sub(r"[ \t]+", " ", line.text).strip()
        between = _between(lines, i, leading, blank=blank_before[i]) if i else ""
        if between == " ":
            pieces[-1:] = _joined(pieces[-1], words, known)
        else:
            pieces += [between, words]
    return "".join(pieces)


def _blank_before(lines: Sequence[PageLine]) -> list[bool]:
    """For each line with text, whether an empty one stands before it."""
    found, blank = [], False
    for line in lines:
        if line.text.strip():
            found.append(blank)
        blank = not line.text.strip()
    return found


def _joined(above: str, words: str, known: Words) -> tuple[str, ...]:
    """Two lines of one paragraph, with what stands between them."""
    if _WIDE_END.search(above[-1:]) and _WIDE_START.match(words):
        return above, words
    whole = join_hyphenated(above, words, known)
    return (whole,) if whole else (above, " ", words)


def _across(text: str, following: str, known: Words) -> tuple[str, str]:
    """Two pages, the word that is broken between them on the first."""
    if not following[:1].islower():
        return text, following
    word, _, rest = following.partition(" ")
    line = text.rfind("\n") + 1
    whole = join_hyphenated(text[line:], word, known) if "\n" not in word else None
    return (text[:line] + whole, rest.lstrip()) if whole else (text, following)


def _leading(pages: Sequence[Page]) -> float:
    """How far apart lines that surely belong together are set, in sizes of their type."""
    found = [
        (a.y - b.y) / a.size
        for page in pages
        for a, b in pairwise(page.lines)
        if a.size > 0 and 0 < a.y - b.y < 4 * a.size and len(a.text) > 30 and _runs_on(a, b)
    ]
    return median(found) if len(found) >= 3 else _USUAL_LEADING


def _runs_on(a: PageLine, b: PageLine) -> bool:
    return b.text.lstrip()[:1].islower() and not _CLOSED.search(a.text.rstrip())


def _between(lines: Sequence[PageLine], i: int, leading: float, *, blank: bool) -> str:
    """What stands between line i and the one before it: a space, a line end, or a blank line."""
    above, line = lines[i - 1], lines[i]
    runs_on = _runs_on(above, line)
    far = _distance(above, line, leading, blank=blank)
    if far is None:  # another column, or a picture's caption: only the words tell
        return " " if runs_on and _is_full(lines, i - 1) else _PARAGRAPH
    if far > _GAP or _other_size(above, line):
        return _PARAGRAPH
    full = _is_full(lines, i - 1)
    if _ITEM.match(line.text.strip()) and not (full and _goes_into(above)):
        return _PARAGRAPH if _CLOSED.search(above.text.rstrip()) else _LINE
    if full or runs_on:
        return _PARAGRAPH if not runs_on and _is_set_in(lines, i) else " "
    ends = _CLOSED.search(above.text.rstrip()) and i >= 2 and _is_full(lines, i - 2)
    return _PARAGRAPH if ends else _LINE


def _distance(above: PageLine, line: PageLine, leading: float, *, blank: bool) -> float | None:
    """How far below the one above a line stands, in usual distances; None: not below it."""
    size = max(above.size, line.size)
    down = above.y - line.y
    if size <= 0:
        return 2.0 if blank else 1.0  # only empty lines tell
    if down < -0.5 * size or down > 40 * size:
        return None
    return down / (leading * size)


def _other_size(above: PageLine, line: PageLine) -> bool:
    sizes = sorted((above.size, line.size))
    return sizes[0] > 0 and sizes[1] / sizes[0] > 1 + _OTHER_SIZE


def _is_full(lines: Sequence[PageLine], i: int) -> bool:
    """Whether a line is about as long as lines near it that are set in the same type."""
    near = lines[max(0, i - _NEAR) : i + _NEAR + 1]
    longest = max(_width(other.text) for other in near if not _other_size(other, lines[i]))
    return _width(lines[i].text) >= _FULL * longest and longest > 25


def _width(text: str) -> float:
    """About how wide a line is, in small letters; a capital is wider by a third."""
    return len(text) + sum(map(str.isupper, text)) / 3


def _goes_into(above: PageLine) -> bool:
    """Whether a line's sentence goes on: what looks like a number of a clause is a reference."""
    text = above.text.rstrip()
    return not _CLOSED.search(text) and not _LIST_GOES_ON.search(text)


def _is_set_in(lines: Sequence[PageLine], i: int) -> bool:
    """Whether a line is the first of a paragraph: set in from the line above and the one below."""
    by = _INDENT * lines[i].size
    if by <= 0 or lines[i].x - lines[i - 1].x < by or _ITEM.match(lines[i - 1].text.strip()):
        return False
    below = lines[i + 1] if i + 1 < len(lines) else None
    return below is None or lines[i].x - below.x >= by
