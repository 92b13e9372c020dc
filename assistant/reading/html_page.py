"""HTML pages: the main text as trafilatura finds it, or the whole page where that loses text."""

from __future__ import annotations

import re
from collections.abc import Sequence

import lxml.html  # type: ignore[import-untyped]  # lxml has no types
from lxml import etree

from assistant.errors import ReadingError
from assistant.reading.clauses import find_clauses
from assistant.reading.decode import decode
from assistant.reading.html_blocks import Block, has_navigation, walk
from assistant.reading.html_table import write_out_tables
from assistant.reading.legal import is_legal
from assistant.reading.legal_clauses import find_legal_clauses
from assistant.reading.main_text import count_words, main_blocks
from assistant.reading.parsed import Described, Parsed
from assistant.reading.sections import Heading, heading_marks, short_label
from assistant.reason import Reason, phrase

_MOST_BYTES_FOR_MAIN_TEXT = 5_000_000  # beyond this a page is data, and trafilatura takes minutes
_WDIFF_DELETED = re.compile(r"\[-(.{1,4000}?)-\]", re.S)
_WDIFF_INSERTED = re.compile(r"\{\+(.{1,4000}?)\+\}", re.S)
_FEW_CHANGES = 3  # fewer of both kinds are something else in brackets
_FEW_HEADINGS = 3  # a page with fewer is cut at "Article 5" and the like, as a plain text is
_TOO_DEEP = phrase("is nested too deeply; save it as text or PDF")
_BY_SCRIPTS = phrase("holds no text: it may be built by scripts; save it as text or PDF")
_LAST_TAGS = re.compile(r"</(?:body|html)\s*>", re.I)


def read_html(data: bytes) -> Parsed:
    """The text of a page, with its headings as sections."""
    tree, is_cut = _parse(decode(data))
    title = short_label(tree.findtext(".//title") or "")
    _mark_raised(tree)
    # Of a page that was cut trafilatura would take seconds to choose a part.
    whole = is_cut or len(data) > _MOST_BYTES_FOR_MAIN_TEXT
    everything = _words_of_page(tree)
    blocks = everything if whole else main_blocks(tree, everything)
    text, headings = _join(blocks)
    text = _without_differences(text) if not headings else text
    if not text:
        raise ReadingError(_TOO_DEEP if is_cut else _BY_SCRIPTS)
    if len(headings) < _FEW_HEADINGS:
        headings = find_clauses(text) or headings
    elif is_legal(text):
        headings = find_legal_clauses(text, headings)
    notes = (Reason("some of it is nested too deeply and was not read"),) if is_cut else ()
    if blocks is not everything:
        left_out = count_words(everything) - count_words(blocks)
        notes = (
            Reason("what surrounds its main text was left out: {count} words", count=left_out),
        )
    shown = Described(title=title if " " in title else None)
    return Parsed(text, tuple(heading_marks(text, headings)), shown=shown, notes=notes)


def html_as_markdown(fragment: str) -> str:
    """A table or a whole page as Markdown: headings with `#`, tables with pipes.

    Of a page only its main text.
    """
    is_page = bool(re.match(r"\s*<(?:!doctype|html)", fragment, re.I))
    tree, _ = _parse(fragment if is_page else f"<div>{fragment}</div>")
    _mark_raised(tree)
    write_out_tables(tree)
    pieces: list[str] = []
    before: Block | None = None
    for block in main_blocks(tree, walk(tree)) if is_page else walk(tree):
        mark = f"{'#' * block.level} " if block.level else ""
        pieces.append(f"{_between(before, block)}{mark}{block.text}")
        before = block
    return "".join(pieces)


def _words_of_page(tree: lxml.html.HtmlElement) -> list[Block]:
    """The blocks of a page without its menus, if those hold less than the rest.

    A menu that is never closed holds the whole page.
    """
    outside = walk(tree)
    if not has_navigation(tree):
        return outside
    everything = walk(tree, navigation=True)
    return everything if count_words(everything) > 2 * count_words(outside) else outside


def _parse(text: str) -> tuple[lxml.html.HtmlElement, bool]:
    """The tree, and whether the parser gave up on what is nested too deeply."""
    # As bytes: lxml refuses a string that declares an encoding of its own. huge_tree allows 2048
    # levels instead of 256, which tags that are never closed reach in long pages.
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    # What stands behind them is part of the page to a browser; libxml2 would drop it.
    text = _LAST_TAGS.sub(" ", text)
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as exc:
        # Any HTML is parsed somehow: only without memory it is a syntax error, "unknown error".
        may_pass = isinstance(exc, etree.XMLSyntaxError)
        raise ReadingError(
            "is not HTML that can be read: {reason}", reason=exc, may_pass=may_pass
        ) from exc
    return tree, any("depth" in str(entry.message) for entry in parser.error_log)


def _mark_raised(tree: lxml.html.HtmlElement) -> None:
    """Write "10^25" for a raised 25 behind a digit, and "[3]" for a raised link to a note 3.

    Without the tag they would read 1025, and "system3".
    """
    for element in tree.iter("sup", "span"):
        words = set((element.get("class") or "").replace("_", "-").replace("-", " ").split())
        if element.tag != "sup" and not words & {"super", "sup", "superscript"}:
            continue
        before = element.getprevious()
        parent = element.getparent()
        text = before.tail if before is not None else parent.text if parent is not None else ""
        links = [element.find(".//a")] if parent is None or parent.tag != "a" else [element]
        raised = (element.text or "").strip()
        if (text or "")[-1:].isdigit() and raised.lstrip("-−").isdigit():
            element.text = f"^{raised}"
        elif (text or "").endswith("("):
            continue
        elif links[0] is not None and (links[0].text or "").strip().isdigit():
            links[0].text = f"[{(links[0].text or '').strip()}]"


def _without_differences(text: str) -> str:
    """What wdiff marks as deleted said to be so, and what it marks as inserted as the text."""
    if min(len(_WDIFF_DELETED.findall(text)), len(_WDIFF_INSERTED.findall(text))) < _FEW_CHANGES:
        return text
    deleted = _WDIFF_DELETED.sub(
        lambda m: re.sub(r"(\s*\n\s*)", r"]\1[deleted: ", f"[deleted: {m[1].strip()}]"), text
    )
    return _WDIFF_INSERTED.sub(lambda m: m[1], deleted)


def _join(blocks: Sequence[Block]) -> tuple[str, list[Heading]]:
    pieces: list[str] = []
    headings: list[Heading] = []
    length = 0
    before: Block | None = None
    for block in blocks:
        between = _between(before, block)
        if block.level:
            headings.append(Heading(length + len(between), block.level, short_label(block.text)))
        pieces += (between, block.text)
        length += len(between) + len(block.text)
        before = block
    return "".join(pieces), headings


def _between(before: Block | None, block: Block) -> str:
    """Items of one list and rows of one table follow each other without a blank line."""
    if before is None:
        return ""
    return "\n" if before.tight and block.tight else "\n\n"
