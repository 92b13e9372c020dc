"""A thumb is pressed, a correction sent: what is kept, and what the reader is told.

Knows no Gradio: `thumbs.py` shows what comes out. Only the newest answer can be judged: earlier
ones are drawn as one piece of HTML.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from assistant.errors import AssistantError, QuestionError
from assistant.feedback.entry import Feedback, Verdict, feedback_on
from assistant.ui.conversation import Conversation
from assistant.ui.question import clean_correction
from assistant.ui.words import Words
from assistant.ui.words.reasons import told

Keep = Callable[[Feedback], None]  # raises AssistantError when it cannot be kept


class Shown(NamedTuple):
    """What stands below the answer afterwards."""

    verdict: Verdict  # the thumb that is pressed
    said: str  # a sentence for the reader; empty: none
    failed: bool = False  # the sentence says what did not work


class Judging:
    """Takes verdicts on the newest answer of a conversation."""

    def __init__(self, keep: Keep, words: Words, *, shared: bool) -> None:
        """`shared`: the reader may sit at another computer than the one that runs the page."""
        self._keep = keep
        self._words = words
        self._shared = shared

    def press(self, conversation: Conversation, verdict: Verdict) -> Shown:
        """After a thumb was pressed: kept; taken back when it was pressed already."""
        now, correction = _standing(conversation)
        if now == verdict:
            return self._judge(conversation, "none", "", self._words.taken_back)
        words = self._words
        said = words.kept_there if self._shared else words.kept_here
        return self._judge(conversation, verdict, correction, said)

    def send(self, conversation: Conversation, typed: str) -> Shown:
        """After a correction was sent: kept with the verdict, or why it cannot be."""
        verdict, _ = _standing(conversation)
        words = self._words
        try:
            correction = clean_correction(typed, words)
        except QuestionError as exc:
            return Shown(verdict, str(exc), failed=True)
        said = words.correction_kept_there if self._shared else words.correction_kept_here
        return self._judge(conversation, verdict, correction, said)

    def _judge(
        self, conversation: Conversation, verdict: Verdict, correction: str, said: str
    ) -> Shown:
        exchange = conversation.exchanges[-1] if conversation.exchanges else None
        if exchange is None or exchange.answer is None:
            return Shown("none", "")  # another question has been asked in the meantime
        entry = feedback_on(
            exchange.answer,
            answer_id=exchange.answer_id,
            time=datetime.now().astimezone().isoformat(timespec="seconds"),
            verdict=verdict,
            correction=correction,
            history=conversation.history(),
        )
        try:
            self._keep(entry)
        except AssistantError as exc:
            return Shown(exchange.verdict, told(exc, self._words), failed=True)
        conversation.judge(exchange.answer_id, verdict, correction)
        return Shown(verdict, said)


def _standing(conversation: Conversation) -> tuple[Verdict, str]:
    """The verdict and the correction that the newest answer has so far."""
    if not conversation.exchanges:
        return "none", ""
    last = conversation.exchanges[-1]
    return last.verdict, last.correction
