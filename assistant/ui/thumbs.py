"""The two thumbs below the newest answer, and the box for what would be right, in Gradio.

They are always on the page; `style/chat.css` shows them when the last answer stands, and the box
when "Not right" is pressed. `script/chat.js` tells a screen reader which one is.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import gradio as gr

from assistant.feedback.entry import Verdict
from assistant.ui.conversation import Conversation
from assistant.ui.pieces import QUICK, Updates, html, text_box
from assistant.ui.question import CORRECTION_LIMIT
from assistant.ui.render import render_said
from assistant.ui.verdict import Judging, Shown
from assistant.ui.words import Words


class Thumbs(NamedTuple):
    """The components that a verdict reads and changes."""

    up: Any
    down: Any
    correction: Any
    send: Any
    said: Any

    @property
    def shown(self) -> list[Any]:
        """What a verdict, or a new question, fills."""
        return [self.up, self.down, self.correction, self.said]


def lay_out_thumbs(words: Words) -> Thumbs:
    """The components, below the answer."""
    with gr.Column(elem_id="feedback"):
        with gr.Row(elem_id="thumbs"):
            up = gr.Button(words.helpful, elem_id="up", size="sm")
            down = gr.Button(words.not_right, elem_id="down", size="sm")
            said = html("", "said")
        with gr.Row(elem_id="correction-row"):
            correction = text_box(
                words.correction_label,
                "correction",
                placeholder=words.correction_placeholder,
                enter="send",
                lines=1,
                max_lines=4,
                max_length=CORRECTION_LIMIT,
            )
            send = gr.Button(words.send, elem_id="send", size="sm")
    return Thumbs(up, down, correction, send, said)


def connect_thumbs(thumbs: Thumbs, conversation: Any, judging: Judging) -> list[Any]:
    """Each event with what it does, given back; `conversation` is the page's state."""

    def on_press(verdict: Verdict, asked: Conversation) -> Updates:
        return _updates(judging.press(asked, verdict))

    def on_send(typed: str, asked: Conversation) -> Updates:
        return _updates(judging.send(asked, typed))

    sent = [thumbs.correction, conversation]
    return [
        thumbs.up.click(lambda asked: on_press("up", asked), conversation, thumbs.shown, **QUICK),
        thumbs.down.click(
            lambda asked: on_press("down", asked), conversation, thumbs.shown, **QUICK
        ),
        thumbs.correction.submit(on_send, sent, thumbs.shown, **QUICK),
        thumbs.send.click(on_send, sent, thumbs.shown, **QUICK),
    ]


def untouched() -> Updates:
    """Thumbs as they are below an answer that nobody has judged."""
    return (*_pressed("none"), "", "")


def standing(conversation: Conversation) -> Updates:
    """Thumbs as they stand below the last answer of a conversation."""
    if not conversation.exchanges:
        return untouched()
    last = conversation.exchanges[-1]
    return (*_pressed(last.verdict), last.correction, "")


def unchanged() -> Updates:
    """Thumbs as they were."""
    return (gr.skip(), gr.skip(), gr.skip(), gr.skip())


def _updates(shown: Shown) -> Updates:
    # What is typed stays, to be read again or changed, until the verdict is taken back.
    typed = "" if shown.verdict == "none" else gr.skip()
    return (*_pressed(shown.verdict), typed, render_said(shown.said, failed=shown.failed))


def _pressed(verdict: Verdict) -> Updates:
    return tuple(
        gr.Button(elem_classes=["pressed"] if verdict == thumb else []) for thumb in ("up", "down")
    )
