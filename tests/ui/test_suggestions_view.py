from __future__ import annotations

import gradio as gr

from assistant.errors import LibraryError
from assistant.types import Assistant
from assistant.ui.conversation import Conversation
from assistant.ui.opening import Opening
from assistant.ui.render import render_welcome
from assistant.ui.suggestions_view import SuggestionEvents
from assistant.ui.words.english import ENGLISH
from tests.ui.conftest import make_assistant


def test_questions_that_are_found_late_are_not_drawn_over_a_conversation() -> None:
    events, talk = SuggestionEvents(Opening(make_assistant), ENGLISH), Conversation()
    events.on_load(talk)
    assert events.on_found(talk) == render_welcome(ENGLISH, ENGLISH.examples)

    talk.begin("Asked while they were looked for?")

    assert events.on_found(talk) == gr.skip()


def test_without_documents_no_places_of_questions_are_left() -> None:
    def fail() -> Assistant:
        raise LibraryError("no documents")

    events, talk = SuggestionEvents(Opening(fail), ENGLISH), Conversation()
    events.on_load(talk)

    assert events.on_found(talk) == render_welcome(ENGLISH, ())
