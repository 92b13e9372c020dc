"""What happens to the list of kept conversations: search, open, rename, delete, in Gradio."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.ui import chat
from assistant.ui.chat_events import owner_of
from assistant.ui.chat_view import ChatParts, shown_updates, untouched_view
from assistant.ui.conversation import Conversation
from assistant.ui.history_page import render_list
from assistant.ui.keeping import Keeping
from assistant.ui.opening import Opening
from assistant.ui.pieces import QUICK, Updates
from assistant.ui.render import render_hint
from assistant.ui.thumbs import standing, unchanged
from assistant.ui.words import Words
from assistant.ui.words.reasons import told

OPENING_WAIT_S = 20.0  # for the documents: without them a kept answer has fewer sources to show
# The address names the conversation, so that a reload, a bookmark and Back find it again.
ADDRESS_JS = "(address, state) => [location.hash, state]"
ADDRESS_BEGINS = "#c="


class HistoryEvents:
    """What each event does: it gives what the chat and the list show afterwards."""

    def __init__(self, opening: Opening, keeping: Keeping, words: Words) -> None:
        self._opening = opening
        self._keeping = keeping
        self._words = words

    def on_list(self, search: str, talk: Conversation, request: gr.Request) -> Updates:
        """The list may be old, or something is searched in it."""
        return self._listing(owner_of(request), search, talk)

    def on_load(self, address: str, talk: Conversation, request: gr.Request) -> Updates:
        """The page was opened: empty, or at the address of a conversation."""
        owner = owner_of(request)
        if talk.exchanges or not str(address).startswith(ADDRESS_BEGINS):
            # Something may have been asked already: the page loads while it can be used.
            return (*_chat_unchanged(), *self._listing(owner, "", talk))
        hint = self._show(owner, talk, str(address).removeprefix(ADDRESS_BEGINS))
        return (*self._chat(talk, hint), *self._listing(owner, "", talk))

    def on_kept(
        self, search: str, talk: Conversation, event: gr.EventData, request: gr.Request
    ) -> Updates:
        """Something was done with a conversation of the list; `script/history.js` says what."""
        owner, pressed = owner_of(request), event._data
        does, wanted, title = (str(pressed.get(key, "")) for key in ("do", "id", "title"))
        if does == "open":
            chat_updates = self._chat(talk, self._show(owner, talk, wanted))
        elif does == "delete":
            hint = self._done(lambda: self._keeping.delete(owner, talk, wanted))
            chat_updates = self._chat(talk, hint)
        else:
            hint = self._done(lambda: self._keeping.rename(owner, wanted, title))
            chat_updates = _chat_unchanged(hint)
        return (*chat_updates, *self._listing(owner, search, talk))

    def _show(self, owner: str, talk: Conversation, wanted: str) -> str:
        """Show a conversation; gives why that is not possible, or nothing."""
        assistant = self._opening.opened(OPENING_WAIT_S)
        return self._done(lambda: self._keeping.show(owner, talk, wanted, assistant))

    def _done(self, work: Callable[[], None]) -> str:
        """Do it; gives why that is not possible, or nothing."""
        try:
            work()
        except AssistantError as exc:
            return told(exc, self._words)
        return ""

    def _chat(self, talk: Conversation, hint: str) -> Updates:
        shown = shown_updates(chat.view(talk, self._words))
        return (*shown, render_hint(hint), *standing(talk))

    def _listing(self, owner: str, search: str, talk: Conversation) -> Updates:
        shown = talk.id if talk.kept else ""
        overview = self._keeping.overview(owner, search)
        return render_list(overview, self._words, shown=shown, search=search), shown


def connect_history(
    page: Any, parts: ChatParts, stale: Sequence[Any], events: HistoryEvents
) -> None:
    """Connect the events; after the `stale` ones of the chat the list is drawn anew."""
    history, state = parts.history, parts.conversation
    drawn = [history.listed, parts.shown_id]
    everything = [*parts.shown, parts.hint, *parts.thumbs.shown, *drawn]
    searched = [history.search, state]
    history.search.input(events.on_list, searched, drawn, trigger_mode="always_last", **QUICK)
    history.listed.click(events.on_kept, searched, everything, **QUICK)
    for event in stale:
        event.then(events.on_list, searched, drawn, **QUICK)
    page.load(events.on_load, [history.address, state], everything, js=ADDRESS_JS, **QUICK)


def _chat_unchanged(hint: str = "") -> Updates:
    return (*untouched_view(), render_hint(hint) if hint else gr.skip(), *unchanged())
