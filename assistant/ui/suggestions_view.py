"""Suggested questions on the page: those to begin with, and those that lead on from an answer."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from html import escape
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.ui.conversation import Conversation
from assistant.ui.opening import OPEN_WITHIN_S, Opening
from assistant.ui.pieces import PRIVATE
from assistant.ui.render import render_welcome
from assistant.ui.words import Words

SLOW: dict[str, Any] = {
    **PRIVATE,
    "concurrency_id": "suggestions",
    "concurrency_limit": 2,
}
_log = logging.getLogger(__name__)


class SuggestionEvents:
    """Asks the assistant for suggestions; without any the page stays as it is."""

    def __init__(self, opening: Opening, words: Words) -> None:
        self._opening = opening
        self._words = words

    def on_load(self, talk: Conversation) -> None:
        """Look for the questions that these documents answer; `on_found` draws them."""
        assistant = self._opening.opened(OPEN_WITHIN_S)
        try:
            if assistant is not None:
                talk.suggested = assistant.first_questions(self._words.scope.templates)
        except AssistantError as exc:
            _log.warning("no questions to begin with: %s", exc)

    def on_found(self, talk: Conversation) -> Any:
        """The welcome of an empty conversation, with the questions to begin with.

        An event of its own, out of the queue: looking takes seconds, and what was asked or opened
        meanwhile must not be drawn over.
        """
        return gr.skip() if talk.exchanges else render_welcome(self._words, talk.suggested)

    def on_answered(self, talk: Conversation) -> str:
        """The questions below the last answer; empty when there are none."""
        assistant = self._opening.assistant
        answer = talk.exchanges[-1].answer if talk.exchanges else None
        if assistant is None or answer is None:
            return ""
        try:
            questions = assistant.follow_ups(
                answer, self._words.scope.templates, history=talk.history()
            )
        except AssistantError as exc:
            _log.warning("no follow-up questions: %s", exc)
            return ""
        return render_follow_ups(questions, self._words)


def render_follow_ups(questions: Sequence[str], words: Words) -> str:
    """The questions as buttons; empty without any."""
    if not questions:
        return ""
    chips = "".join(
        f'<li><button type="button" class="chip" data-ask="{escape(question)}" dir="auto">'
        f"{escape(question)}</button></li>"
        for question in questions
    )
    label = escape(words.scope.follow)
    return f'<h3>{label}</h3><ul class="chips" aria-label="{label}">{chips}</ul>'
