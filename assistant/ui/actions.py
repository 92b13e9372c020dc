"""What a reader can do with a finished exchange, as HTML. Pure: values in, text out.

`chat_events` and `script/history.js` carry out what the buttons say.
"""

from __future__ import annotations

from html import escape

from assistant.history.markdown import exchange_markdown
from assistant.ui.conversation import Conversation, Exchange, Phase
from assistant.ui.keeping import record_of
from assistant.ui.words import Words


def render_actions(exchange: Exchange, conversation: Conversation, words: Words) -> str:
    """The buttons below an exchange; none while its answer is in the making."""
    if exchange.phase is not Phase.DONE:
        return ""
    said = words.history
    buttons = [_button("edit", exchange, said.edit)]
    if exchange is conversation.exchanges[-1]:
        buttons.append(_button("again", exchange, said.again))
        buttons.append(_button("another", exchange, said.another_model))
    if exchange.answer is not None:
        buttons.append(_copy(exchange, words))
    if conversation.kept:
        buttons.append(_export(exchange, conversation, words))
    return (
        f'<div class="actions" role="group" aria-label="{escape(said.actions)}">'
        f"{''.join(buttons)}</div>"
    )


def render_editing(words: Words) -> str:
    """What is said while a question is being changed, with the way out."""
    return (
        f'<p class="hint editing" role="status">{escape(words.history.editing)} '
        f'<button type="button" data-do="keep">{escape(words.history.keep_as_it_was)}</button></p>'
    )


def _button(does: str, exchange: Exchange, label: str) -> str:
    # Several answers stand on one page: the name says which one, for who cannot see it.
    name = escape(f"{label}: {exchange.question}")
    return (
        f'<button type="button" data-do="{does}" data-of="{exchange.number}" aria-label="{name}">'
        f"{escape(label)}</button>"
    )


def _copy(exchange: Exchange, words: Words) -> str:
    # The text lies in the page: a browser lets a click copy only what is there at once.
    text = escape(exchange_markdown(record_of(exchange), words.history.markdown))
    return f'<button type="button" data-copy="{text}">{escape(words.history.copy)}</button>'


def _export(exchange: Exchange, conversation: Conversation, words: Words) -> str:
    said = words.history
    address = f"conversations/{conversation.id}/export"
    answer = _links(address, f"?answer={exchange.answer_id}", words)
    return (
        f'<details class="menu"><summary>{escape(said.export)}</summary><div>'
        f"<p>{escape(said.export_answer)}</p>{answer}"
        f"<p>{escape(said.export_whole)}</p>{_links(address, '', words)}</div></details>"
    )


def _links(address: str, query: str, words: Words) -> str:
    return "".join(
        f'<a href="{escape(f"{address}.{end}{query}")}" download>{escape(label)}</a>'
        for end, label in words.history.formats.items()
    )
