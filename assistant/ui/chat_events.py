"""What happens in the chat: which event of the page goes where, in Gradio."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import gradio as gr

from assistant.answering.managing import Models
from assistant.errors import ModelError
from assistant.ui import chat
from assistant.ui.actions import render_editing
from assistant.ui.another_model import AnotherModel
from assistant.ui.chat_view import ChatParts, shown_updates, untouched_view
from assistant.ui.choice import ALL
from assistant.ui.conversation import Conversation
from assistant.ui.keeping import Keeping
from assistant.ui.opening import Opening
from assistant.ui.pieces import PRIVATE, QUICK, WATCHING, Updates
from assistant.ui.render import render_hint, render_not_ready, render_status
from assistant.ui.scope_view import connect_scope
from assistant.ui.site import Site
from assistant.ui.suggestions_view import SLOW, SuggestionEvents
from assistant.ui.thumbs import connect_thumbs, unchanged, untouched
from assistant.ui.verdict import Judging
from assistant.ui.words import Words
from assistant.ui.words.reasons import told

ANSWERS_AT_ONCE = 20  # quotations take 0.1 s; what a model writes waits in the queue of Ollama
TICK_S = 1.0  # how often the status line looks whether the documents are open


class ChatEvents:
    """What each event does; every method gives the updates of the components it is connected to.

    `shown` is the id of the conversation that the reader's page shows: it outlives this program.
    """

    def __init__(
        self, opening: Opening, keeping: Keeping, words: Words, models: Models | None = None
    ) -> None:
        self._another = AnotherModel(models, words)
        self._opening = opening
        self._keeping = keeping
        self._words = words

    def on_ask(self, typed: str, shown: str, talk: Conversation, request: gr.Request) -> Updates:
        """A question was typed."""
        return self._ask(typed, shown, talk, owner_of(request), kept=typed)

    def on_click(
        self, talk: Conversation, shown: str, typed: str, event: gr.EventData, request: gr.Request
    ) -> Updates:
        """A chip, or a button below an answer, was pressed."""
        owner, pressed = owner_of(request), event._data
        left: Any = "" if talk.editing else gr.skip()  # half a question stays in its box
        if "question" in pressed:
            if pressed.get("everywhere"):
                talk.choice = ALL
            return self._ask(str(pressed["question"]), shown, talk, owner, kept=typed, left=left)
        if talk.busy:
            hint = render_hint(self._words.still_answering)
            return (*untouched_view(), typed, hint, *unchanged())
        does, of = pressed.get("do"), str(pressed.get("of", ""))
        number = int(of) if of.isdecimal() else 0
        if does in ("another", "with", "leave"):
            hint = self._change_model(pressed, number)
            if does != "with" or hint:
                return (*untouched_view(), typed, hint, *unchanged())
        self._keeping.revive(owner, talk, shown, self._opening.assistant)
        chosen = talk.edit(number)
        if does in ("again", "with") and chosen is not None:
            return self._ask(chosen.question, shown, talk, owner, kept=typed, left=left)
        if chosen is not None:
            return (*untouched_view(), chosen.question, render_editing(self._words), *unchanged())
        return (*untouched_view(), "", "", *unchanged())

    def on_answer(self, talk: Conversation, request: gr.Request) -> Iterator[Updates]:
        """Answer what was asked last."""
        yield untouched_view()  # with no value at all Gradio empties its outputs
        if not talk.busy:
            return
        answer_id = talk.exchanges[-1].answer_id
        try:
            for shown in chat.answer_last(talk, self._opening, self._words):
                yield shown_updates(shown)
        finally:  # also when the reader has closed the page
            self._keeping.became(owner_of(request), talk, answer_id)

    def on_stop(self, talk: Conversation, request: gr.Request) -> Updates:
        """Stop was pressed."""
        self._keeping.left(owner_of(request), talk)
        return shown_updates(chat.view(talk, self._words))

    def on_clear(self, talk: Conversation, request: gr.Request) -> Updates:
        """A new conversation is wanted; the one that stands here stays in the list."""
        self._keeping.left(owner_of(request), talk)
        talk.clear()
        return (*shown_updates(chat.view(talk, self._words)), "", *untouched())

    def on_refused(self, talk: Conversation, request: gr.Request) -> Updates:
        """Too many questions are waiting."""
        talk.fail(self._words.busy)
        self._keeping.latest(owner_of(request), talk)
        return shown_updates(chat.view(talk, self._words))

    def on_judged(self, talk: Conversation, request: gr.Request) -> None:
        """The last answer was judged."""
        self._keeping.latest(owner_of(request), talk)

    def on_load(self) -> Iterator[str]:
        """The page was opened: the status line follows the opening of the documents."""
        self._opening.start()
        while not self._opening.wait(TICK_S):
            yield render_not_ready("", self._words)
        yield self.status()

    def status(self) -> str:
        """Who answers, and from what; or why nobody does."""
        assistant = self._opening.assistant
        if assistant is None:
            return render_not_ready(told(self._opening.problem, self._words), self._words)
        return render_status(assistant.model, assistant.sources(), self._words)

    def _change_model(self, pressed: Mapping[str, Any], number: int) -> str:
        """Offer other models, or change to the one that was pressed; gives the hint to show."""
        if pressed["do"] == "another":
            assistant = self._opening.assistant
            return self._another.offer(number, assistant.model if assistant else None)
        if pressed["do"] == "with":
            try:
                self._another.switch(str(pressed.get("model", "")))
            except ModelError as exc:
                return render_hint(told(exc, self._words))
        return ""

    def _ask(
        self, typed: str, shown: str, talk: Conversation, owner: str, *, kept: str, left: Any = ""
    ) -> Updates:
        """The question moves into the conversation, or a hint appears.

        `left`: what the box holds then; `kept`: when the question was not accepted.
        """
        self._keeping.revive(owner, talk, shown, self._opening.assistant)
        replaced = talk.editing
        asked = chat.ask(typed, talk, self._words)
        if not asked.accepted:
            return (*untouched_view(), kept, render_hint(asked.hint), *unchanged())
        self._keeping.asked(owner, talk, instead_of=replaced)
        return (*shown_updates(chat.view(talk, self._words)), left, "", *untouched())


def connect_chat(
    page: Any, parts: ChatParts, site: Site, keeping: Keeping, words: Words
) -> list[Any]:
    """Connect the events; gives those after which the list of conversations is old."""
    models = site.models if site.manages else None
    events = ChatEvents(site.opening, keeping, words, models)
    asked = [*parts.shown, parts.question, parts.hint, *parts.thumbs.shown]
    state, shown = parts.conversation, parts.shown_id
    typed, clicked = [parts.question, shown, state], [state, shown, parts.question]
    begun = [
        parts.question.submit(events.on_ask, typed, asked, **QUICK),
        parts.ask.click(events.on_ask, typed, asked, **QUICK),
        parts.past.click(events.on_click, clicked, asked, **QUICK),
        parts.current.click(events.on_click, clicked, asked, **QUICK),
        parts.hint.click(events.on_click, clicked, asked, **QUICK),
        parts.follow.click(events.on_click, clicked, asked, **QUICK),
    ]
    ended = [_answer_after(event, events, parts) for event in begun]
    parts.stop.click(events.on_stop, state, parts.shown, **QUICK)
    # Not the question: the browser has emptied its box at the press, and the next may be typed.
    begun_anew = [*parts.shown, parts.hint, *parts.thumbs.shown]
    cleared = parts.clear.click(events.on_clear, state, begun_anew, **QUICK)
    page.load(events.on_load, None, parts.status, **WATCHING)
    _connect_choice(page, parts, site.opening, words, begun, ended, cleared)
    judging = Judging(site.keep, words, shared=site.shared)
    for event in connect_thumbs(parts.thumbs, state, judging):
        event.then(events.on_judged, state, None, **QUICK)
    return [*begun, *ended, cleared]


def _connect_choice(  # everything after which the choice or a suggestion is old
    page: Any,
    parts: ChatParts,
    opening: Opening,
    words: Words,
    begun: list[Any],
    ended: list[Any],
    cleared: Any,
) -> None:
    """Connect the choice of documents and the suggested questions."""
    scope = connect_scope(parts.scope, parts.conversation, opening, words)
    suggestions = SuggestionEvents(opening, words)
    redrawn = [parts.conversation, parts.scope.panel]
    for event in (*begun[2:4], cleared):  # a click on an answer may ask all documents again
        event.then(scope.redrawn, redrawn, parts.scope.drawn, **QUICK)
    for event in (*begun, cleared):
        event.then(lambda: "", None, parts.follow, **QUICK)
    parts.history.listed.click(lambda: "", None, parts.follow, **QUICK)
    for event in ended:
        event.then(suggestions.on_answered, parts.conversation, parts.follow, **SLOW)
    looked = page.load(suggestions.on_load, parts.conversation, None, **SLOW)
    looked.then(suggestions.on_found, parts.conversation, parts.current, **QUICK)


def _answer_after(event: Any, events: ChatEvents, parts: ChatParts) -> Any:
    """Let the answer follow the event that asked; gives the event at its end."""
    answered = event.then(
        events.on_answer,
        parts.conversation,
        parts.shown,
        concurrency_id="answers",
        concurrency_limit=ANSWERS_AT_ONCE,
        **PRIVATE,
    )
    answered.failure(events.on_refused, parts.conversation, parts.shown, **QUICK)
    return answered.then(events.status, None, parts.status, **QUICK)


def owner_of(request: gr.Request) -> str:
    """Whose conversations are meant: who has signed in; empty without passwords."""
    return request.username or ""
