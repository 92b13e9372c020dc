"""Which blocks of a web page are its text, and which are the menus and lists of links around it.

trafilatura knows the text of most pages. Its choice is taken for where the text begins and ends and
which short lines are part of it; a paragraph that it drops in between is kept. On the pages of a
law or a license every line in between is kept, and the whole page where little would be left: there
a clause lost is worse than a menu kept.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence

import lxml.html  # type: ignore[import-untyped]  # lxml has no types

from assistant.reading.html_blocks import ITEM_MARK, Block, walk
from assistant.reading.legal import is_legal

# Where it keeps less of the words of a law it has dropped text; where it keeps nearly all of a page
# there is nothing around the text, and what it dropped are headings.
_LEAST_SHARE_OF_LAW, _NEARLY_ALL = 0.6, 0.95
_LONG_LAW_CHARS = 200_000  # of a page this long the menus are nothing, and choosing takes seconds
_FEW_LINKED_CHARS = 100  # what surrounds a text is made of links: with fewer nothing does
_PROSE_WORDS = 25  # on 70 news pages fewer brought in more captions and teasers than text
_MOST_LINKED = 0.25  # of the letters of a paragraph; more is a list of links
_LONG_CHARS = 40  # letters that stand together in one place of a page only
_WINDOW_CHARS = 120  # a short line is looked for this far behind the one before it


def main_blocks(tree: lxml.html.HtmlElement, everything: list[Block]) -> list[Block]:
    """The blocks of a page that are its text, in order; `everything` where no better is known."""
    text = "\n".join(block.text for block in everything)
    legal = is_legal(text)
    few_links = sum(block.linked_chars for block in everything) < _FEW_LINKED_CHARS
    if few_links or (legal and len(text) >= _LONG_LAW_CHARS):
        return everything
    # Imported late: it takes longer to import than most pages to read.
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(copy.deepcopy(tree), include_comments=False, favor_precision=True)
    except RecursionError:  # a page nested thousands of levels deep
        return everything
    main = walk(found.body) if found is not None and found.body is not None else []
    if not main or count_words(main) >= _NEARLY_ALL * count_words(everything):
        return everything
    kept = list(_marked(everything, main))
    if not any(k and len(b.text) >= _LONG_CHARS for k, b in zip(kept, everything, strict=True)):
        return everything
    chosen = list(_between(everything, kept, every_line=legal))
    if legal and count_words(chosen) < _LEAST_SHARE_OF_LAW * count_words(everything):
        return everything
    return chosen


def _marked(everything: Sequence[Block], main: Sequence[Block]) -> Iterator[bool]:
    """For each block of the page whether it is in the main text, which is in the same order."""
    text = "".join(_letters(block.text) for block in main)
    position = 0
    for block in everything:
        letters = _letters(block.text)
        if len(letters) >= _LONG_CHARS:
            at = text.find(letters)
            # It may have lost a word or two in the middle, such as the text of a button.
            if at < 0 and letters[-_LONG_CHARS:] in text:
                at = text.find(letters[:_LONG_CHARS])
            position = at + len(letters) if at >= 0 else position
        else:
            end = position + len(letters) + _WINDOW_CHARS
            at = text.find(letters, max(position - 10, 0), end) if letters else -1
            position = max(position, at + len(letters)) if at >= 0 else position
        yield at >= 0


def _between(blocks: Sequence[Block], kept: Sequence[bool], *, every_line: bool) -> Iterator[Block]:
    """The blocks that are kept, their headings, and the paragraphs, or every line, in between."""
    anchors = [i for i, block in enumerate(blocks) if kept[i] and len(block.text) >= _LONG_CHARS]
    first, last = anchors[0], anchors[-1]
    titles = [i for i, block in enumerate(blocks[:first]) if block.level == 1]
    for i, block in enumerate(blocks):
        between = first < i < last and (every_line or _is_prose(block))
        if kept[i] or i in titles[-1:] or between or (i < last and _heads(blocks, kept, i)):
            yield block


def _heads(blocks: Sequence[Block], kept: Sequence[bool], i: int) -> bool:
    """Whether a block is a heading above text that is kept, or above such a heading."""
    if blocks[i].level is None:
        return False
    below = next((j for j in range(i + 1, len(blocks)) if blocks[j].level is None), None)
    return below is not None and kept[below]


def _is_prose(block: Block) -> bool:
    few_links = block.linked_chars <= _MOST_LINKED * len(block.text)
    return few_links and len(block.text.split()) >= _PROSE_WORDS


def _letters(text: str) -> str:
    """The letters and digits; numbers of items are shown by a browser and not in the text."""
    return re.sub(r"\W+", "", ITEM_MARK.sub("", text, count=1) if ITEM_MARK.match(text) else text)


def count_words(blocks: Sequence[Block]) -> int:
    """How many words blocks hold."""
    return sum(len(block.text.split()) for block in blocks)
