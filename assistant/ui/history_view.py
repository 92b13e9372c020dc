"""The list of kept conversations beside the chat: its components; `history_events` moves them."""

from __future__ import annotations

from html import escape
from typing import Any, NamedTuple

import gradio as gr

from assistant.history.exported_file import LARGEST_BYTES
from assistant.ui.pieces import html, text_box
from assistant.ui.words import Words, filled

SEARCH_CHARS = 200

# `script/history.js` tells the list what was done with which conversation.
LIST_JS = """
element.addEventListener("kept", (event) => trigger("click", event.detail));
"""


class HistoryParts(NamedTuple):
    """The components of the list."""

    search: Any
    listed: Any
    address: Any  # hidden: what stood behind the # when the page was opened


def lay_out_history(words: Words) -> HistoryParts:
    """The components, inside the column beside the chat."""
    said = words.history
    html(
        f'<button type="button" id="open-history" aria-controls="drawer" aria-expanded="false">'
        f"{escape(said.show)}</button>",
        "history-opener",
    )
    with gr.Column(elem_id="drawer"):
        html(
            f'<button type="button" id="close-history">{escape(said.close)}</button>',
            "history-closer",
        )
        search = text_box(
            said.search, "search", enter="search", max_lines=1, max_length=SEARCH_CHARS
        )
        too_large = filled(said.bring_in_too_large, words, limit=LARGEST_BYTES)
        listed = html("", "conversations", js_on_load=LIST_JS)
        html(
            f'<label class="bring-in" title="{escape(said.bring_in_more)}">'
            f'{escape(said.bring_in)}<input type="file" accept=".json,.html" class="hidden"'
            f' data-limit="{LARGEST_BYTES}" data-too-large="{escape(too_large)}">'
            '</label><p class="brought-in" role="status"></p>',
            "bring-in",
        )
    address = gr.Textbox(visible=False)
    return HistoryParts(search, listed, address)
