"""The chat on the page: its components; `chat_events` says what happens to them."""

from __future__ import annotations

from html import escape
from typing import Any, NamedTuple

import gradio as gr

from assistant.ui import chat
from assistant.ui.conversation import Conversation
from assistant.ui.history_view import HistoryParts, lay_out_history
from assistant.ui.pieces import Updates, html, text_box
from assistant.ui.render import render_not_ready, render_welcome
from assistant.ui.scope_view import ScopeParts, lay_out_scope
from assistant.ui.thumbs import Thumbs, lay_out_thumbs
from assistant.ui.words import Words

# A click on an element with `data-ask` asks that question; one with `data-do` does what it says.
CHIPS_JS = """
element.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-ask]");
  const everywhere = chip?.dataset.everywhere !== undefined;
  if (chip) trigger("click", { question: chip.dataset.ask, everywhere });
  const action = event.target.closest("[data-do]");
  if (action) {
    const { do: does, of, model } = action.dataset;
    trigger("click", { do: does, of, model });
  }
});
"""


class ChatParts(NamedTuple):
    """The components that events read and change."""

    conversation: Any
    shown_id: Any  # hidden: which kept conversation stands here; the page of a reader remembers it
    past: Any
    current: Any
    sources: Any
    status: Any
    hint: Any
    question: Any
    ask: Any
    stop: Any
    clear: Any
    thumbs: Thumbs
    history: HistoryParts
    follow: Any  # questions that lead on from the last answer
    scope: ScopeParts

    @property
    def shown(self) -> list[Any]:
        """What a view of the conversation fills."""
        return [self.past, self.current, self.sources]


def lay_out_chat(words: Words, *, manages: bool) -> ChatParts:
    """The components, inside the tab that is being made. `manages`: readers choose the model."""
    conversation, shown_id = gr.State(Conversation()), gr.Textbox(visible=False)
    with gr.Column(elem_id="layout", elem_classes=[] if manages else ["fixed-model"]):
        with gr.Column(elem_id="history"):
            clear = gr.Button(words.clear, elem_id="clear", size="sm", variant="secondary")
            history = lay_out_history(words)
        with gr.Column(elem_id="talk"):
            past = html("", "past", js_on_load=CHIPS_JS)
            current = html(render_welcome(words, (), awaited=True), "current", js_on_load=CHIPS_JS)
            thumbs = lay_out_thumbs(words)
            follow = html("", "follow-ups", js_on_load=CHIPS_JS)
        with gr.Column(elem_id="sources"):
            html(f"<h2>{escape(words.sources)}</h2>", "sources-heading")
            sources = html(chat.view(Conversation(), words).sources or "", "cards")
        with gr.Column(elem_id="composer"):
            scope = lay_out_scope(words)
            with gr.Row(elem_id="composer-row"):
                question = _question_box(words)
                ask = gr.Button(words.ask, variant="primary", elem_id="ask")
                stop = gr.Button(words.stop, variant="stop", elem_id="stop")
            hint = html("", "hint", js_on_load=CHIPS_JS)
            status = html(render_not_ready("", words), "status")
    return ChatParts(
        conversation,
        shown_id,
        past,
        current,
        sources,
        status,
        hint,
        question,
        ask,
        stop,
        clear,
        thumbs,
        history,
        follow,
        scope,
    )


def _question_box(words: Words) -> Any:
    return text_box(
        words.question_label,
        "question",
        placeholder=words.question_placeholder,
        enter="send",
        lines=1,
        max_lines=6,
        autofocus=True,
    )


def untouched_view() -> Updates:
    """The conversation and its sources as they were."""
    return (gr.skip(), gr.skip(), gr.skip())


def shown_updates(view: chat.View) -> Updates:
    """What fills the conversation and its sources."""
    return (_unless_none(view.past), view.current, _unless_none(view.sources))


def _unless_none(drawn: str | None) -> Any:
    return gr.skip() if drawn is None else drawn
