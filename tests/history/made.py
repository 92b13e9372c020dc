"""Kept exchanges and conversations for tests, and the documents they quote."""

from __future__ import annotations

from dataclasses import replace

from assistant.history.record import ConversationRecord, ExchangeRecord
from assistant.types import Answer, Citation, Document, Hit, Outcome, Passage, Section, Source

TEXT = "1. Use\n\nThe anvil is free to use. Nobody may sell it.\n\n2. Care\n\nOil it once a year."
ANVIL = Source("tools/anvil.md", "Anvil Terms", kind="license", version="2.0", date="2025-03")
SHA = "a" * 64
PASSAGE = Passage("p1", ANVIL, "1. Use", 0, 52, TEXT[0:52])
CARE = Passage("p2", ANVIL, "2. Care", 54, len(TEXT), TEXT[54:])
FREE = Citation(1, PASSAGE, "The anvil is free to use.", 8, 33, "quoted")


def document(text: str = TEXT, *, sha256: str = SHA, doc_id: str = ANVIL.doc_id) -> Document:
    """The document that is quoted, or what has become of it."""
    sections = (Section("whole", 0, len(text)),)
    return Document(replace(ANVIL, doc_id=doc_id), text, sections, sha256)


def answer(**fields: object) -> Answer:
    """A quoted answer; fields override."""
    whole = Answer(
        question="May I use the anvil?",
        text="**Anvil Terms 2.0**, 1. Use:\n\n> The anvil is free to use. [1]",
        outcome=Outcome.QUOTED,
        confidence=0.9,
        citations=(FREE,),
        hits=(Hit(PASSAGE, 0.5), Hit(CARE, 0.25)),
        timings_s={"total": 0.25},
        fingerprint="passages-3",
    )
    return replace(whole, **fields)  # type: ignore[arg-type]  # fields of Answer


def exchange(answer_id: str = "a1", **fields: object) -> ExchangeRecord:
    """A finished exchange; fields override."""
    given = fields.get("answer", answer())
    whole = ExchangeRecord(
        answer_id=answer_id,
        question=given.question if isinstance(given, Answer) else "May I use the anvil?",
        asked_at="2026-03-01T10:00:00+00:00",
        answer=answer(),
        sha256={ANVIL.doc_id: SHA},
        program="0.1.0",
    )
    return replace(whole, **fields)  # type: ignore[arg-type]  # fields of ExchangeRecord


def conversation(*exchanges: ExchangeRecord, **fields: object) -> ConversationRecord:
    """A conversation of one exchange, or of these; fields override."""
    whole = ConversationRecord(
        title="May I use the anvil?",
        created="2026-03-01T10:00:00+00:00",
        updated="2026-03-01T10:00:01+00:00",
        exchanges=exchanges or (exchange(),),
    )
    return replace(whole, **fields)  # type: ignore[arg-type]  # fields of ConversationRecord
