"""Markdown from a model or a document becomes HTML that cannot do anything.

Kept: paragraphs, lists, quotations, headings, emphasis, code, tables, and `[n]` citation markers.
Not kept: HTML, links, images. What is not kept is shown as the characters that were written, so
nothing a model writes can make the page fetch something or send the reader elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

RenderMarker = Callable[[int], str]  # HTML of one marker; "" leaves it as written
NARROW_NO_BREAK_SPACE = "\u202f"
HEADINGS_DOWN = 2  # the page's title is h1, a question is h2
_DIRECTED = ("paragraph_open", "heading_open", "list_item_open", "td_open", "th_open")
_MARKER = re.compile(r"\[(\d{1,3})\]")


def to_html(text: str, render_marker: RenderMarker) -> str:
    """HTML of one answer, with every `[n]` drawn by `render_marker`."""
    html: str = _PARSER.render(text, {"render_marker": render_marker})
    return html.strip()


def _read_marker(state: StateInline, silent: bool) -> bool:
    found = _MARKER.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push("marker", "", 0)
        token.content = found.group(1)
    state.pos = found.end()
    return True


def _draw_marker(
    _renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    _options: OptionsDict,
    env: EnvType,
) -> str:
    number = tokens[index].content
    render_marker: RenderMarker = env["render_marker"]
    return render_marker(int(number)) or escape(f"[{number}]")


def _fit_page(state: StateCore) -> None:
    """Give every block its own text direction, and set headings below the page's own."""
    for token in state.tokens:
        if token.type in _DIRECTED:
            token.attrSet("dir", "auto")
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + HEADINGS_DOWN, 6)}"
        _hold_markers(token.children or [])


def _hold_markers(inline: Sequence[Token]) -> None:
    """Keep a marker on the line of the word it stands behind."""
    for before, token in pairwise(inline):
        if token.type == "marker" and before.content.endswith(" "):
            before.content = before.content[:-1] + NARROW_NO_BREAK_SPACE


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.disable(["link", "image", "autolink", "html_inline", "html_block", "reference"])
    parser.inline.ruler.before("link", "marker", _read_marker)
    parser.core.ruler.push("fit_page", _fit_page)
    parser.add_render_rule("marker", _draw_marker)
    return parser


_PARSER = _make_parser()
