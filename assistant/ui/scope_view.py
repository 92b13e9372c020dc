"""The choice of documents above the question box: its components, and what happens to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import gradio as gr

from assistant.types import EVERYTHING, Source
from assistant.ui.choice import ALL, read_scope, without
from assistant.ui.conversation import Conversation
from assistant.ui.opening import Opening
from assistant.ui.pieces import QUICK, html
from assistant.ui.scope_html import render_chips, render_panel, titles_of
from assistant.ui.words import Words

# The panel tells of all boxes that are ticked, the chips of what was pressed.
PANEL_JS = """
element.addEventListener("change", (event) => {
  if (!event.target.matches("input[type=checkbox]")) return;
  const chosen = {};
  for (const box of element.querySelectorAll("input:checked")) {
    (chosen[box.name] ??= []).push(box.value);
  }
  trigger("click", { chosen, at: performance.now() });
});
element.addEventListener("click", (event) => {
  if (event.target.closest("[data-done]")) trigger("click", { done: true });
});
"""
CHOSEN_JS = """
element.addEventListener("click", (event) => {
  const pressed = event.target.closest("button")?.dataset;
  if (!pressed) return;
  if (pressed.remove) trigger("click", { remove: pressed.remove, value: pressed.value });
  else if (pressed.compare !== undefined) trigger("click", { compare: true });
  else if (pressed.everything !== undefined) trigger("click", { everything: true });
});
"""


class ScopeParts(NamedTuple):
    """The components of the choice."""

    button: Any
    chips: Any
    panel: Any

    @property
    def drawn(self) -> list[Any]:
        """What a change of the choice draws anew, in this order."""
        return [self.button, self.chips, self.panel]


def lay_out_scope(words: Words) -> ScopeParts:
    """The components, inside the composer of the chat."""
    with gr.Row(elem_id="scope-row"):
        button = gr.Button(words.scope.everything, elem_id="scope-open", size="sm")
        chips = html("", "scope-chips", js_on_load=CHOSEN_JS)
    panel = html("", "scope-panel", js_on_load=PANEL_JS)
    return ScopeParts(button, chips, panel)


class ScopeEvents:
    """What each event does; every method gives the updates of `ScopeParts.drawn`."""

    def __init__(self, opening: Opening, words: Words) -> None:
        self._opening = opening
        self._words = words

    def on_open(self, talk: Conversation, panel: str) -> tuple[Any, ...]:
        """The button was pressed: the panel opens with what there is now, or closes."""
        drawn = "" if panel else render_panel(talk.choice.scope, self._sources(), self._words)
        return (gr.skip(), gr.skip(), drawn)

    def on_panel(self, talk: Conversation, event: gr.EventData) -> tuple[Any, ...]:
        """A box was ticked or cleared; the panel stays as it is, and so does the focus in it."""
        told = event._data
        if told.get("done"):
            return (gr.skip(), gr.skip(), "")
        # Two boxes that are ticked at once may be told of in the wrong order.
        if float(told.get("at") or 0) >= talk.chosen_at:
            talk.chosen_at = float(told.get("at") or 0)
            talk.choice = replace(talk.choice, scope=read_scope(told.get("chosen")))
        return (*self.drawn(talk), gr.skip())

    def on_chips(self, talk: Conversation, panel: str, event: gr.EventData) -> tuple[Any, ...]:
        """A limit was taken away, all were, or the comparison was switched."""
        told, choice = event._data, talk.choice
        if told.get("compare"):
            talk.choice = replace(choice, wants_comparison=not choice.wants_comparison)
            return (*self.drawn(talk), gr.skip())
        if told.get("everything"):
            talk.choice = ALL
        else:
            scope = without(choice.scope, str(told.get("remove")), str(told.get("value")))
            talk.choice = replace(choice, scope=scope)
        return self.redrawn(talk, panel)

    def redrawn(self, talk: Conversation, panel: str) -> tuple[Any, ...]:
        """Everything anew, after the choice has changed elsewhere."""
        redrawn = render_panel(talk.choice.scope, self._sources(), self._words) if panel else ""
        return (*self.drawn(talk), redrawn)

    def drawn(self, talk: Conversation) -> tuple[Any, str]:
        """The button and the chips as they stand."""
        said = self._words.scope
        label = said.everything if talk.choice.scope == EVERYTHING else said.limited
        titles = titles_of(self._sources()) if talk.choice.scope.documents else {}
        return gr.update(value=label), render_chips(talk.choice, titles, self._words)

    def _sources(self) -> Sequence[Source]:
        assistant = self._opening.assistant
        return assistant.sources() if assistant else ()


def connect_scope(parts: ScopeParts, state: Any, opening: Opening, words: Words) -> ScopeEvents:
    """Connect the events; `state` holds the conversation."""
    events = ScopeEvents(opening, words)
    parts.button.click(events.on_open, [state, parts.panel], parts.drawn, **QUICK)
    # "multiple": by default Gradio drops what is ticked while it is still told of another box.
    parts.panel.click(events.on_panel, state, parts.drawn, trigger_mode="multiple", **QUICK)
    parts.chips.click(events.on_chips, [state, parts.panel], parts.drawn, **QUICK)
    return events
