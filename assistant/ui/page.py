"""The page: where things stand, and which event goes where. Gradio is known only here.

Importing this module imports Gradio, which takes most of the start-up time: `server` does it late,
after it has told Gradio through the environment to keep quiet.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from importlib.resources import files
from typing import Any, NamedTuple

import gradio as gr

from assistant.ui import chat, words
from assistant.ui.conversation import Conversation
from assistant.ui.opening import Opening
from assistant.ui.programs import answer_for_programs
from assistant.ui.render import render_hint, render_not_ready, render_status, render_welcome
from assistant.ui.theme import make_theme
from assistant.ui.thumbs import Thumbs, connect_thumbs, lay_out_thumbs, unchanged, untouched
from assistant.ui.verdict import Judging

ANSWERS_AT_ONCE = 4  # more than one model call at a time only queues up inside Ollama
QUESTIONS_WAITING = 64  # the next one is told that too many are waiting
UPLOAD_LIMIT = "50mb"  # nothing is uploaded yet; Gradio's own default is no limit
TICK_S = 1.0  # how often the status line looks whether the documents are open

# A click on an element with `data-ask` asks that question.
CHIPS_JS = """
element.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-ask]");
  if (chip) trigger("click", { question: chip.dataset.ask });
});
"""
Updates = tuple[Any, ...]  # one value per output component, in the order of `_Parts.shown`


class _Parts(NamedTuple):
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


def make_page(opening: Opening, judging: Judging) -> Any:
    """The page as a Gradio Blocks, with its events; nothing is served yet."""
    with gr.Blocks(title=words.TITLE, analytics_enabled=False, fill_width=True) as page:
        parts = _lay_out()
        _connect(page, parts, opening)
        connect_thumbs(parts.thumbs, parts.conversation, judging)
        gr.api(
            answer_for_programs(opening),
            api_name="ask",
            concurrency_id="answers",
            concurrency_limit=ANSWERS_AT_ONCE,
        )
    page.queue(default_concurrency_limit=ANSWERS_AT_ONCE, max_size=QUESTIONS_WAITING)
    return page


def mount_options() -> Mapping[str, Any]:
    """What `gr.mount_gradio_app` needs to know about looks and limits."""
    here = files("assistant.ui")
    style = (here / "style.css").read_text(encoding="utf-8")
    script = (here / "page.js").read_text(encoding="utf-8")
    return {
        "theme": make_theme(),
        "head": f"<style>{style}</style><script>{_labels()}{script}</script>",
        "favicon_path": str(here / "icon.svg"),
        "footer_links": [],
        "show_error": False,
        "run_history": False,
        "max_file_size": UPLOAD_LIMIT,
        "ssr_mode": False,
        "mcp_server": False,
        "pwa": False,
        "enable_monitoring": False,
        "auth_message": words.LOGIN,
    }


def _labels() -> str:
    """The words that `page.js` sets, as JavaScript."""
    labels = {
        "language": words.LANGUAGE,
        "conversation": words.CONVERSATION_LABEL,
        "sources": words.SOURCES,
        "feedback": words.FEEDBACK_LABEL,
    }
    return f"window.pageLabels = {json.dumps(labels)};\n"


def _lay_out() -> _Parts:
    conversation = gr.State(Conversation())
    with gr.Column(elem_id="layout"):
        with gr.Row(elem_id="top"):
            gr.HTML(_masthead(), elem_id="masthead", js_on_load=None)
            clear = gr.Button(words.CLEAR, elem_id="clear", size="sm", variant="secondary")
        with gr.Column(elem_id="talk"):
            past = gr.HTML("", elem_id="past", js_on_load=None, apply_default_css=False)
            current = gr.HTML(
                render_welcome(), elem_id="current", js_on_load=CHIPS_JS, apply_default_css=False
            )
            thumbs = lay_out_thumbs()
        with gr.Column(elem_id="sources"):
            gr.HTML(f"<h2>{escape(words.SOURCES)}</h2>", js_on_load=None, apply_default_css=False)
            sources = gr.HTML(
                chat.view(Conversation()).sources,
                elem_id="cards",
                js_on_load=None,
                apply_default_css=False,
            )
        with gr.Column(elem_id="composer"):
            with gr.Row(elem_id="composer-row"):
                question = gr.Textbox(
                    label=words.QUESTION_LABEL,
                    placeholder=words.QUESTION_PLACEHOLDER,
                    show_label=False,
                    container=False,
                    lines=1,
                    max_lines=6,
                    autofocus=True,
                    elem_id="question",
                    html_attributes=gr.InputHTMLAttributes(enterkeyhint="send"),
                )
                ask = gr.Button(words.ASK, variant="primary", elem_id="ask")
                stop = gr.Button(words.STOP, variant="stop", elem_id="stop")
            hint = gr.HTML("", elem_id="hint", js_on_load=None, apply_default_css=False)
            status = gr.HTML(
                render_not_ready(""), elem_id="status", js_on_load=None, apply_default_css=False
            )
    return _Parts(
        conversation, past, current, sources, status, hint, question, ask, stop, clear, thumbs
    )


def _masthead() -> str:
    return f"<h1>{escape(words.TITLE)}</h1><p>{escape(words.LEAD)}</p>"


def _connect(page: Any, parts: _Parts, opening: Opening) -> None:
    def on_ask(typed: str, conversation: Conversation) -> Updates:
        return _ask(typed, conversation, kept=typed)

    def on_chip(conversation: Conversation, typed: str, event: gr.EventData) -> Updates:
        return _ask(str(event.question), conversation, kept=typed)

    def on_answer(conversation: Conversation) -> Iterator[Updates]:
        yield (gr.skip(), gr.skip(), gr.skip())  # with no value at all Gradio empties its outputs
        for shown in chat.answer_last(conversation, opening):
            yield _updates(shown)

    def on_stop(conversation: Conversation) -> Updates:
        conversation.stop()
        return _updates(chat.view(conversation))

    def on_clear(conversation: Conversation) -> Updates:
        conversation.clear()
        return (*_updates(chat.view(conversation)), "", "", *untouched())

    def on_refused(conversation: Conversation) -> Updates:
        conversation.fail(words.BUSY)
        return _updates(chat.view(conversation))

    def on_status() -> Iterator[str]:
        yield from _status(opening)

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
        answered.then(lambda: _status_now(opening), None, parts.status, **quick, **hidden)
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


def _ask(typed: str, conversation: Conversation, *, kept: str) -> Updates:
    """Updates after a question was typed: it moves into the conversation, or a hint appears."""
    asked = chat.ask(typed, conversation)
    if not asked.accepted:
        return (gr.skip(), gr.skip(), gr.skip(), kept, render_hint(asked.hint), *unchanged())
    return (*_updates(chat.view(conversation)), "", "", *untouched())


def _updates(view: chat.View) -> Updates:
    return (_unless_none(view.past), view.current, _unless_none(view.sources))


def _unless_none(html: str | None) -> Any:
    return gr.skip() if html is None else html


def _status(opening: Opening) -> Iterator[str]:
    opening.start()
    while not opening.wait(TICK_S):
        yield render_not_ready("")
    yield _status_now(opening)


def _status_now(opening: Opening) -> str:
    assistant = opening.assistant
    if assistant is None:
        return render_not_ready(opening.problem)
    return render_status(assistant.model, assistant.sources())
