"""Feedback for tests."""

from __future__ import annotations

from dataclasses import replace

from assistant.feedback.entry import Feedback, Quoted
from assistant.types import Outcome, Turn

WHOLE = Feedback(
    id="a1",
    time="2026-03-01T10:00:00+00:00",
    verdict="down",
    correction="Nobody may sell it.",
    question="May I sell the anvil?",
    history=(Turn("user", "What is free?"), Turn("assistant", "The anvil is. [1]")),
    outcome=Outcome.QUOTED,
    answer="> The anvil is free to use. [1]",
    citations=(Quoted(1, "tools/anvil.md", "1. Use", 0, 25, "The anvil is free to use."),),
    hits=("tools/anvil.md", "tools/hammer.md"),
    model=None,
    fingerprint="passages-1",
    confidence=0.5,
)


def feedback(**fields: object) -> Feedback:
    """A whole entry; fields override."""
    return replace(WHOLE, **fields)  # type: ignore[arg-type]  # fields of Feedback
