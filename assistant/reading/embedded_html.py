"""Raw HTML inside Markdown becomes Markdown that a person can read.

Tables become a line for each row, headings become `#` lines, images their alternative text;
other tags go, comments with them. Code, and words in angle brackets that are no tags
(`<year>`, `<https://...>`), stay.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from markdown_it import MarkdownIt

from assistant.reading.html_page import html_as_markdown

_TAGS = (
    "a abbr article aside audio b base big blockquote body br button caption center cite code col"
    " colgroup dd del details div dl dt em figcaption figure font footer form head header hr html"
    " i iframe img input ins kbd label li link main mark meta nav ol p picture pre q s samp"
    " section small source span strike strong style sub summary sup table tbody td tfoot th thead"
    " tr tt u ul var video wbr h1 h2 h3 h4 h5 h6"
).split()
_TAG = re.compile(rf"</?(?P<name>{'|'.join(_TAGS)})(?=[\s/>])(?P<rest>[^<>]*)>", re.I)
_UNREAD = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.S | re.I)
_TABLE_OR_PAGE = re.compile(r"(?:<!doctype html[^>]*>\s*)?<(html|table)\b.*?</\1\s*>", re.S | re.I)
_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1\s*>", re.S | re.I)
_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_BREAKING = frozenset("br div p tr li table ul ol details summary hr section header".split())
_POWER = re.compile(r"(?<=\d)<sup>(?=[-\d])", re.I)
_CODE_SPAN = re.compile(r"(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
_BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")


def readable_html(text: str) -> str:
    """Markdown without raw HTML. Code fences and code spans are untouched."""
    if not re.search(r"[<&]", text):
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
    text = _UNREAD.sub("", text)
    text = _TABLE_OR_PAGE.sub(lambda m: f"\n\n{html_as_markdown(m[0])}\n\n", text)
    text = _HEADING.sub(_heading, text)
    pieces: list[str] = []
    done = 0
    for span in _CODE_SPAN.finditer(text):
        pieces += (_without_tags(text[done : span.start()]), span[0])
        done = span.end()
    pieces.append(_without_tags(text[done:]))
    return _BLANK_LINES.sub("\n\n", "".join(pieces))


def _heading(found: re.Match[str]) -> str:
    words = " ".join(_TAG.sub(_shown, found[2]).split())
    return f"\n\n{'#' * int(found[1])} {words}\n\n" if words else ""


def _without_tags(text: str) -> str:
    return html.unescape(_TAG.sub(_shown, _POWER.sub("^", text)))


def _shown(tag: re.Match[str]) -> str:
    """What is left of a tag: the words of an image, the bullet of an item, or nothing."""
    name = tag["name"].lower()
    if name == "img" and (alt := _ALT.search(tag["rest"])):
        return f"{alt[1] or alt[2] or ''} "
    if name == "li" and not tag[0].startswith("</"):
        return "\n- "
    if name in {"td", "th"}:
        return " "
    return "\n" if name in _BREAKING else ""
