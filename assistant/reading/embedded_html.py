"""Raw HTML inside Markdown becomes Markdown that a person can read.

Tables become Markdown tables, headings become `#` lines, images the words they show; other tags
go, comments with them. Code, and words in angle brackets that are no tags
(`<year>`, `<https://...>`), stay.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from markdown_it import MarkdownIt

from assistant.reading.html_page import html_as_markdown
from assistant.reading.images import with_telling_links, without_images
from assistant.reading.pairs import replace_pairs

_TAGS = (
    "a abbr article aside audio b base big blockquote body br button caption center cite code col"
    " colgroup dd del details div dl dt em figcaption figure font footer form head header hr html"
    " i iframe img input ins kbd label li link main mark meta nav ol p picture pre q s samp"
    " section small source span strike strong style sub summary sup table tbody td tfoot th thead"
    " tr tt u ul var video wbr h1 h2 h3 h4 h5 h6"
).split()
_TAG = re.compile(rf"</?(?P<name>{'|'.join(_TAGS)})(?=[\s/>])(?P<rest>[^<>]*)>", re.I)
_UNREAD = re.compile(r"<(?P<name>!--|(?:script|style)\b)", re.I)
_TABLE_OR_PAGE = re.compile(
    r"(?:<!doctype html[^<>]*>\s*)?<(?P<end>/?)(?P<name>html|table)(?=[\s/>])[^<>]*>", re.I
)
_HEADING = re.compile(r"<(?P<name>h[1-6])\b[^<>]*>", re.I)
_ONE_LINE = re.compile(r"^[ \t]*(?:#{1,6}[ \t]|\|)[^\n]*<[^\n]*$", re.M)
# Indented as HTML is; four spaces would be code once the tag is gone.
_INDENTED = re.compile(rf"^[ \t]+(</?(?:{'|'.join(_TAGS)})(?=[\s/>]))", re.I | re.M)
_BREAKING = frozenset("br div p tr li table ul ol details summary hr section header".split())
_POWER = re.compile(r"(?<=\d)<sup>(?=[-\d])", re.I)
_CODE_SPAN = re.compile(r"(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
_BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")


def readable_html(text: str) -> str:
    """Markdown without raw HTML. Code fences and code spans are untouched."""
    if not re.search(r"[<&]|!\[", text):
        return text
    return "".join(piece if is_code else _clean(piece) for piece, is_code in _fences(text))


def _fences(text: str) -> Iterator[tuple[str, bool]]:
    """The text cut into what is a code fence and what is not."""
    # Not splitlines: it also cuts at U+2028 and form feeds, where markdown-it counts no line.
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    done = 0
    for token in MarkdownIt("commonmark").disable("inline").parse(text):
        if token.type == "fence" and token.map and token.map[0] >= done:
            begin, end = token.map
            yield "".join(lines[done:begin]), False
            yield "".join(lines[begin:end]), True
            done = end
    yield "".join(lines[done:]), False


def _clean(text: str) -> str:
    text = replace_pairs(text, _UNREAD, lambda *_: "")
    pieces: list[str] = []
    done = 0
    for start, end in _tables_and_pages(text):
        table = with_telling_links(without_images(text[start:end]))
        # What they become is finished: "&lt;b&gt;" in a cell is no tag.
        pieces += (_without_html(text[done:start]), f"\n\n{html_as_markdown(table)}\n\n")
        done = end
    pieces.append(_without_html(text[done:]))
    return _BLANK_LINES.sub("\n\n", "".join(pieces))


def _tables_and_pages(text: str) -> list[tuple[int, int]]:
    """Where whole tables and pages stand, each with those inside it. One without an end is none."""
    code = iter([*(span.span() for span in _CODE_SPAN.finditer(text)), (len(text), len(text))])
    code_start, code_end = next(code)
    found: list[tuple[int, int]] = []
    opened: dict[str, list[int]] = {"html": [], "table": []}
    for tag in _TABLE_OR_PAGE.finditer(text):
        while code_end <= tag.start():
            code_start, code_end = next(code)
        name, at = tag["name"].lower(), tag.start()
        if at > code_start:
            continue
        if not tag["end"]:
            opened[name].append(at)
        elif opened[name]:
            start = opened[name].pop()
            _drop_from(start, found, opened["html"], opened["table"])
            found.append((start, tag.end()))
    return found


def _drop_from(start: int, found: list[tuple[int, int]], *opened: list[int]) -> None:
    """Forget what lies inside an element that begins at `start` and ends here."""
    while found and found[-1][0] > start:
        found.pop()
    for starts in opened:
        while starts and starts[-1] > start:
            starts.pop()


def _without_html(text: str) -> str:
    text = _ONE_LINE.sub(lambda line: _outside_code(line[0], _on_one_line), text)
    return _outside_code(replace_pairs(text, _HEADING, _heading), _without_tags)


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    pieces: list[str] = []
    done = 0
    for span in _CODE_SPAN.finditer(text):
        pieces += (change(text[done : span.start()]), span[0])
        done = span.end()
    return "".join([*pieces, change(text[done:])])


def _heading(tag: re.Match[str], inside: str) -> str:
    words = " ".join(_TAG.sub(_shown, inside).split())
    return f"\n\n{'#' * int(tag['name'][1])} {words}\n\n" if words else ""


def _without_tags(text: str) -> str:
    text = with_telling_links(without_images(_INDENTED.sub(r"\1", text)))
    return html.unescape(_TAG.sub(_shown, _POWER.sub("^", text)))


def _on_one_line(text: str) -> str:
    """A heading or a row of a table, which a line break would end."""
    return _TAG.sub(lambda tag: " " if tag["name"].lower() in _BREAKING else tag[0], text)


def _shown(tag: re.Match[str]) -> str:
    """What is left of a tag: the bullet of an item, a break, or nothing."""
    name = tag["name"].lower()
    if name == "li" and not tag[0].startswith("</"):
        return "\n- "
    if name in {"td", "th"}:
        return " "
    return "\n" if name in _BREAKING else ""
