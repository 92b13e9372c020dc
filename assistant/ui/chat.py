"""A question goes in, views of the page come out, until the answer stands.

Knows no Gradio: what it yields is HTML, and `page.py` puts it in its place.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.errors import AssistantError, QuestionError
from assistant.types import Answer, Assistant, Event, Found, Token, Turn
from assistant.ui.actions import render_actions
from assistant.ui.conversation import Conversation, Exchange, Phase
from assistant.ui.opening import Opening
from assistant.ui.question import clean_question
from assistant.ui.quoted_documents import QuotedDocuments
from assistant.ui.relay import TICK_S, relay
from assistant.ui.render import (
    render_exchange,
    render_hits,
    render_imported,
    render_sources,
    render_sources_column,
    render_welcome,
)
from assistant.ui.words import Words
from assistant.ui.words.reasons import told

_log = logging.getLogger(__name__)


class View(NamedTuple):
    """What the page shows. None: as it was, so that it need not be sent again."""

    past: str | None  # finished exchanges
    current: str  # the last exchange, or the welcome
    sources: str | None


class Asked(NamedTuple):
    """What became of a question that was typed."""

    accepted: bool
    hint: str  # why it was not accepted; empty when it was


def ask(typed: str, conversation: Conversation, words: Words) -> Asked:
    """Put a question into the conversation, if it is one and none is being answered."""
    if conversation.busy:
        return Asked(False, words.still_answering)
    try:
        question = clean_question(typed, words)
    except QuestionError as exc:
        return Asked(False, str(exc))
    if not conversation.begin(question):  # asked twice at the same moment
        return Asked(False, words.still_answering)
    return Asked(True, "")


def view(conversation: Conversation, words: Words) -> View:
    """The whole page as it stands."""
    drawn = [
        render_exchange(e, words, actions=render_actions(e, conversation, words))
        for e in list(conversation.exchanges)
    ]
    if drawn and conversation.exchanges[0].imported:
        drawn[0] = render_imported(words) + drawn[0]
    return View(
        past="".join(drawn[:-1]),
        current=drawn[-1] if drawn else render_welcome(words, conversation.suggested),
        sources=_sources(conversation, words),
    )


def _sources(conversation: Conversation, words: Words) -> str:
    return render_sources_column(
        [e.sources_html for e in conversation.exchanges if e.sources_html], words
    )


def answer_last(conversation: Conversation, opening: Opening, words: Words) -> Iterator[View]:
    """Answer the question asked last; a view at least every second, the last one final.

    Ends early, with the page as it stands, when the conversation is stopped or cleared.
    """
    run = conversation.claim()
    if run is None:
        return
    last = conversation.exchanges[-1]
    started, shown_sources, model = time.monotonic(), "", None
    try:
        for exchange in _answer(last, conversation, opening, words):
            if not conversation.update(run, exchange) or exchange.phase is Phase.DONE:
                break
            if exchange.phase is Phase.SEARCHING and opening.assistant:
                model = opening.assistant.model  # later another may be chosen, for later questions
            waited_s = int(time.monotonic() - started)
            html = render_exchange(exchange, words, model=model, waited_s=waited_s)
            sources = None
            if exchange.sources_html != shown_sources:
                shown_sources = exchange.sources_html
                sources = _sources(conversation, words)
            yield View(past=None, current=html, sources=sources)
    except AssistantError as exc:
        _log.warning("question not answered: %s", exc)
        _fail(conversation, run, told(exc, words))
    except Exception:  # noqa: BLE001  # outermost loop: the page says so, the log says why
        _log.exception("question not answered")
        _fail(conversation, run, words.unexpected)
    except GeneratorExit:  # the reader has closed the page
        if conversation.run == run:
            conversation.stop()
        raise
    yield view(conversation, words)


def _answer(
    exchange: Exchange, conversation: Conversation, opening: Opening, words: Words
) -> Iterator[Exchange]:
    """The exchange as it grows; the last one holds the answer."""
    opening.start()
    while not opening.wait(TICK_S):
        yield exchange
    assistant = opening.assistant
    if assistant is None:
        yield replace(exchange, phase=Phase.DONE, problem=told(opening.problem, words))
        return
    history = conversation.history()
    exchange = replace(exchange, phase=Phase.SEARCHING)
    yield exchange
    asked = exchange
    for batch in relay(lambda: _events(assistant, asked, history, words.language)):
        for event in batch:
            exchange = _grow(exchange, event, words)
        if exchange.answer is not None:
            quoted = QuotedDocuments(assistant)
            html = render_sources(exchange.answer, exchange.number, quoted.around, words)
            sha256 = quoted.sha256(exchange.answer)
            exchange = replace(exchange, phase=Phase.DONE, sources_html=html, sha256=sha256)
        yield exchange


def _events(
    assistant: Assistant, exchange: Exchange, history: Sequence[Turn], language: str
) -> Iterator[Event]:
    scope = exchange.choice.scope
    if exchange.choice.compares:
        return assistant.compare(
            exchange.question, documents=scope.documents, history=history, language=language
        )
    return assistant.stream(exchange.question, history=history, scope=scope, language=language)


def _grow(exchange: Exchange, event: Event, words: Words) -> Exchange:
    match event:
        case Found(hits=hits):
            found = replace(exchange, phase=Phase.WRITING, hits=hits)
            return replace(found, sources_html=render_hits(found, words))
        case Token(text=text):
            return replace(exchange, written=exchange.written + text)
        case Answer():
            return replace(exchange, answer=event)


def _fail(conversation: Conversation, run: int, problem: str) -> None:
    if conversation.run == run:
        conversation.fail(problem)
