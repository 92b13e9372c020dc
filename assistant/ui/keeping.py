"""What happens in a conversation is kept, and a kept one is shown again.

Knows no Gradio. What cannot be kept stops nobody: the conversation goes on, and the list says why.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from assistant.history.recheck import Standing, recheck
from assistant.history.record import (
    ConversationRecord,
    ExchangeRecord,
    HistoryError,
    recorded,
)
from assistant.history.store import HistoryStore, Listed
from assistant.types import Assistant
from assistant.ui.conversation import Conversation, Exchange, Phase
from assistant.ui.quoted_documents import QuotedDocuments
from assistant.ui.render import render_sources
from assistant.ui.words import Words
from assistant.ui.words.reasons import told, told_within


class Overview(NamedTuple):
    """What the list of conversations shows."""

    listed: Sequence[Listed]  # newest first
    said: str  # why something is not kept, or what became of a damaged file; empty: all is well


class Keeping:
    """Keeps the conversations of all users of a page; `owner` is who signed in, or empty."""

    def __init__(self, store: HistoryStore | None, words: Words) -> None:
        """`store`: None where nothing is kept, because readers cannot be told apart."""
        self._store = store
        self._words = words
        self._problem = ""

    @property
    def keeps(self) -> bool:
        """Whether conversations are kept at all."""
        return self._store is not None

    def asked(self, owner: str, conversation: Conversation, *, instead_of: str = "") -> None:
        """Keep the question that has just been asked; the one that it replaces is deleted."""
        if self._store is None or not conversation.exchanges:
            return
        try:
            record = record_of(conversation.exchanges[-1])
            self._store.add(owner, conversation.id, record, instead_of=instead_of)
            conversation.kept, self._problem = True, ""
        except HistoryError as exc:
            conversation.kept = False
            self._problem = self._words.history.not_kept.format(
                reason=told_within(exc, self._words)
            )

    def became(self, owner: str, conversation: Conversation, answer_id: str) -> None:
        """Keep what has become of a question, as far as it has come."""
        exchange = conversation.find(answer_id)
        if self._store is None or exchange is None:
            return
        try:
            self._store.update(owner, conversation.id, record_of(exchange))
        except HistoryError as exc:
            self._problem = self._words.history.not_kept.format(
                reason=told_within(exc, self._words)
            )

    def latest(self, owner: str, conversation: Conversation) -> None:
        """Keep what has become of the last question."""
        if conversation.exchanges:
            self.became(owner, conversation, conversation.exchanges[-1].answer_id)

    def left(self, owner: str, conversation: Conversation) -> None:
        """Stop an answer in the making, before the page shows something else."""
        if conversation.busy:
            conversation.stop()
            self.latest(owner, conversation)

    def show(
        self, owner: str, conversation: Conversation, wanted: str, assistant: Assistant | None
    ) -> None:
        """Show the kept conversation of this id. Raises HistoryError when there is none."""
        record = self._insist().conversation(owner, wanted)
        self.left(owner, conversation)
        documents = QuotedDocuments(assistant)
        conversation.show(
            wanted,
            [
                _with_sources(exchange_of(kept, number), documents, self._words)
                for number, kept in enumerate(record.exchanges, start=1)
            ],
        )

    def revive(
        self, owner: str, conversation: Conversation, shown: str, assistant: Assistant | None
    ) -> None:
        """Show again what the reader's page shows, when this program has started since."""
        # Not after New conversation: until the list is drawn anew, the page names the one before.
        untouched = conversation.run == 0
        if shown and untouched and conversation.id != shown:
            with suppress(HistoryError):  # deleted, or not readable: a new conversation begins
                self.show(owner, conversation, shown, assistant)

    def overview(self, owner: str, search: str = "") -> Overview:
        """The conversations of an owner, with what is to be said about them."""
        if self._store is None:
            return Overview((), self._words.history.off)
        try:
            listed = self._store.conversations(owner, search=search)
        except HistoryError as exc:
            return Overview((), told(exc, self._words))
        return Overview(listed, self._problem or told(self._store.notice, self._words))

    def rename(self, owner: str, conversation_id: str, title: str) -> None:
        """Give a conversation another title; an empty one changes nothing. Raises HistoryError."""
        if title.strip():
            self._insist().rename(owner, conversation_id, title)

    def delete(self, owner: str, conversation: Conversation, conversation_id: str) -> None:
        """Delete a conversation, also from the page when it stands there. Raises HistoryError."""
        if conversation.id == conversation_id:
            conversation.clear()
        self._insist().delete(owner, conversation_id)

    def record(self, owner: str, conversation_id: str) -> ConversationRecord:
        """A kept conversation as a record. Raises HistoryError when there is none."""
        return self._insist().conversation(owner, conversation_id)

    def bring_in(self, owner: str, record: ConversationRecord) -> str:
        """Keep a conversation from a file; give its new id. Raises HistoryError."""
        conversation_id = uuid.uuid4().hex
        self._insist().add_whole(owner, conversation_id, record)
        return conversation_id

    def _insist(self) -> HistoryStore:
        if self._store is None:
            raise HistoryError(self._words.history.off)
        return self._store


def record_of(exchange: Exchange) -> ExchangeRecord:
    """An exchange of the page as it is kept."""
    return ExchangeRecord(
        answer_id=exchange.answer_id,
        question=exchange.question,
        asked_at=exchange.asked_at,
        answer=recorded(exchange.answer) if exchange.answer else None,
        written="" if exchange.answer else exchange.written,
        stopped=exchange.stopped,
        problem=exchange.problem,
        verdict=exchange.verdict,
        correction=exchange.correction,
        sha256=exchange.sha256,
        program=exchange.program,
        imported=exchange.imported,
    )


def exchange_of(record: ExchangeRecord, number: int) -> Exchange:
    """A kept exchange as it is shown."""
    return Exchange(
        number=number,
        question=record.question,
        phase=Phase.DONE,
        written=record.written,
        answer=record.answer,
        problem=record.problem,
        stopped=record.stopped,
        answer_id=record.answer_id,
        verdict=record.verdict,
        correction=record.correction,
        asked_at=record.asked_at,
        sha256=record.sha256,
        imported=record.imported,
        program=record.program,
    )


def _with_sources(exchange: Exchange, documents: QuotedDocuments, words: Words) -> Exchange:
    """The exchange with its cards; each says what has become of its quotation, where that matters.

    It matters when the answer came from a file, and when the quotation no longer stands.
    """
    if exchange.answer is None:
        return exchange
    checked = recheck(record_of(exchange), documents.find) if documents.open else []
    html = render_sources(
        exchange.answer,
        exchange.number,
        documents.around,
        words,
        {
            one.citation.marker: one.standing
            for one in checked
            if exchange.imported or one.standing is not Standing.STANDS
        },
    )
    return replace(exchange, sources_html=html)
