from __future__ import annotations

import gradio as gr
import pytest

from assistant.ui.chat import answer_last, ask
from assistant.ui.chat_events import ChatEvents
from assistant.ui.conversation import Conversation
from assistant.ui.keeping import Keeping
from assistant.ui.opening import Opening
from assistant.ui.render import render_hint
from assistant.ui.words.english import ENGLISH
from tests.ui.scripted import ANSWERED, ScriptedAssistant

QUESTION, HINT = 3, 4  # places among the updates: what is typed, and the hint above it


def answered(opening: Opening) -> Conversation:
    talk = Conversation()
    ask(ANSWERED.question, talk, ENGLISH)
    list(answer_last(talk, opening, ENGLISH))
    return talk


@pytest.mark.parametrize("does", ["edit", "again"])
def test_nothing_is_changed_while_an_answer_is_on_its_way_and_what_is_typed_stays(
    does: str,
) -> None:
    opening = Opening(ScriptedAssistant)
    talk = answered(opening)
    ask("And now?", talk, ENGLISH)
    events = ChatEvents(opening, Keeping(None, ENGLISH), ENGLISH)
    pressed = gr.EventData(None, {"do": does, "of": "1"})

    updates = events.on_click(talk, "", "half a question", pressed, gr.Request())

    assert updates[QUESTION] == "half a question"
    assert updates[HINT] == render_hint(ENGLISH.still_answering)
    assert talk.editing == ""
    assert [one.question for one in talk.exchanges] == [ANSWERED.question, "And now?"]
