"""The chat on the page: question box, conversation and sources, and which event goes where."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple

import gradio as gr

from assistant.ui import chat
from assistant.ui.conversation import Conversation
from assistant.ui.opening import Opening
from assistant.ui.render import render_hint, render_not_ready, render_status, render_welcome
from assistant.ui.site import Site
from assistant.ui.thumbs import Thumbs, connect_thumbs, lay_out_thumbs, unchanged, untouched
from assistant.ui.verdict import Judging
from assistant.ui.words import Words

ANSWERS_AT_ONCE = 4  # more than one model call at a time only queues up inside Ollama
TICK_S = 1.0  # how often the status line looks whether the documents are open

# A click on an element with `data-ask` asks that question.
CHIPS_JS = """
element.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-ask]");
  if (chip) trigger("click", { question: chip.dataset.ask });
});
"""
Updates = tuple[Any, ...]  # one value per output component, in the order of `ChatParts.shown`


class ChatParts(NamedTuple):
    """The components that events read and change."""

    conversation: Any
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

    @property
    def shown(self) -> list[Any]:
        """What a view of the conversation fills."""
        return [self.past, self.current, self.sources]


def html(value: str, elem_id: str, *, js_on_load: str | None = None) -> Any:
    """A piece of the page drawn by us, without Gradio's own styles around it."""
    return gr.HTML(value, elem_id=elem_id, js_on_load=js_on_load, apply_default_css=False)


def lay_out_chat(words: Words) -> ChatParts:
    """The components, inside the tab that is being made."""
    conversation = gr.State(Conversation())
    with gr.Column(elem_id="layout"):
        with gr.Column(elem_id="history"):
            clear = gr.Button(words.clear, elem_id="clear", size="sm", variant="secondary")
        with gr.Column(elem_id="talk"):
            past = html("", "past")
            current = html(render_welcome(words), "current", js_on_load=CHIPS_JS)
            thumbs = lay_out_thumbs(words)
        with gr.Column(elem_id="sources"):
            html(f"<h2>{escape(words.sources)}</h2>", "sources-heading")
            sources = html(chat.view(Conversation(), words).sources or "", "cards")
        with gr.Column(elem_id="composer"):
            with gr.Row(elem_id="composer-row"):
                question = _question_box(words)
                ask = gr.Button(words.ask, variant="primary", elem_id="ask")
                stop = gr.Button(words.stop, variant="stop", elem_id="stop")
            hint = html("", "hint")
            status = html(render_not_ready("", words), "status")
    return ChatParts(
        conversation, past, current, sources, status, hint, question, ask, stop, clear, thumbs
    )


def _question_box(words: Words) -> Any:
    return gr.Textbox(
        label=words.question_label,
        placeholder=words.question_placeholder,
        show_label=False,
        container=False,
        lines=1,
        max_lines=6,
        autofocus=True,
        elem_id="question",
        html_attributes=gr.InputHTMLAttributes(enterkeyhint="send"),
    )


def connect_chat(page: Any, parts: ChatParts, site: Site, words: Words) -> None:
    """Each event with what it does."""
    opening = site.opening

    def on_ask(typed: str, conversation: Conversation) -> Updates:
        return _ask(typed, conversation, words, kept=typed)

    def on_chip(conversation: Conversation, typed: str, event: gr.EventData) -> Updates:
        return _ask(str(event.question), conversation, words, kept=typed)

    def on_answer(conversation: Conversation) -> Iterator[Updates]:
        yield (gr.skip(), gr.skip(), gr.skip())  # with no value at all Gradio empties its outputs
        for shown in chat.answer_last(conversation, opening, words):
            yield _updates(shown)

    def on_stop(conversation: Conversation) -> Updates:
        conversation.stop()
        return _updates(chat.view(conversation, words))

    def on_clear(conversation: Conversation) -> Updates:
        conversation.clear()
        return (*_updates(chat.view(conversation, words)), "", "", *untouched())

    def on_refused(conversation: Conversation) -> Updates:
        conversation.fail(words.busy)
        return _updates(chat.view(conversation, words))

    def on_status() -> Iterator[str]:
        yield from _status(opening, words)

    quick: dict[str, Any] = {"queue": False, "api_visibility": "private"}
    hidden: dict[str, Any] = {"show_progress": "hidden"}
    asked = [*parts.shown, parts.question, parts.hint, *parts.thumbs.shown]
    state = parts.conversation
    for event in (
        parts.question.submit(on_ask, [parts.question, state], asked, **quick, **hidden),
        parts.ask.click(on_ask, [parts.question, state], asked, **quick, **hidden),
        parts.current.click(on_chip, [state, parts.question], asked, **quick, **hidden),
    ):
        answered = event.then(
            on_answer,
            state,
            parts.shown,
            api_visibility="private",
            concurrency_id="answers",
            concurrency_limit=ANSWERS_AT_ONCE,
            **hidden,
        )
        answered.failure(on_refused, state, parts.shown, **quick, **hidden)
        answered.then(lambda: _status_now(opening, words), None, parts.status, **quick, **hidden)
    parts.stop.click(on_stop, state, parts.shown, **quick, **hidden)
    parts.clear.click(on_clear, state, asked, **quick, **hidden)
    page.load(
        on_status,
        None,
        parts.status,
        api_visibility="private",
        concurrency_limit=None,
        **hidden,
    )
    connect_thumbs(parts.thumbs, state, Judging(site.keep, words, shared=site.shared))


def _ask(typed: str, conversation: Conversation, words: Words, *, kept: str) -> Updates:
    """Updates after a question was typed: it moves into the conversation, or a hint appears."""
    asked = chat.ask(typed, conversation, words)
    if not asked.accepted:
        return (gr.skip(), gr.skip(), gr.skip(), kept, render_hint(asked.hint), *unchanged())
    return (*_updates(chat.view(conversation, words)), "", "", *untouched())


def _updates(view: chat.View) -> Updates:
    return (_unless_none(view.past), view.current, _unless_none(view.sources))


def _unless_none(drawn: str | None) -> Any:
    return gr.skip() if drawn is None else drawn


def _status(opening: Opening, words: Words) -> Iterator[str]:
    opening.start()
    while not opening.wait(TICK_S):
        yield render_not_ready("", words)
    yield _status_now(opening, words)


def _status_now(opening: Opening, words: Words) -> str:
    assistant = opening.assistant
    if assistant is None:
        return render_not_ready(opening.problem, words)
    return render_status(assistant.model, assistant.sources(), words)
