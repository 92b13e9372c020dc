"""The conversation of one open page: questions, what became of each, and what the model is told.

One object per page, held by the page's session. Two threads touch it: the one that makes an answer
and the one that handles Stop and New conversation. `run` decides between them: whoever changes the
conversation counts it up, and an answer whose number is no longer the current one is abandoned.
"""

from __future__ import annotations

import threading
import uuid
from dataclasses import dataclass, field, replace
from enum import StrEnum

from assistant.feedback.entry import Verdict
from assistant.types import Answer, Hit, Outcome, Turn

TURNS_TOLD = 12  # messages handed on as history: six questions back, more crowds out passages


class Phase(StrEnum):
    """How far a question has come."""

    WAITING = "waiting"  # the documents are not open yet
    SEARCHING = "searching"
    WRITING = "writing"  # passages are found; the model reads or writes
    DONE = "done"  # answered, stopped or failed


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and what became of it so far."""

    number: int  # from 1, unique in this page
    question: str
    phase: Phase = Phase.WAITING
    hits: tuple[Hit, ...] = ()
    written: str = ""  # as streamed: its markers name sources, nothing is checked yet
    answer: Answer | None = None  # None: not finished
    problem: str = ""  # a sentence for the user; empty: none
    stopped: bool = False
    sources_html: str = ""  # drawn once, when the answer is there
    answer_id: str = field(default_factory=lambda: uuid.uuid4().hex)  # names it in the feedback
    verdict: Verdict = "none"  # what the reader thought of the answer
    correction: str = ""  # what would be right, as the reader sent it


class Conversation:
    """All exchanges of one page, oldest first."""

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []
        self.run = 0
        self._claimed_run = 0
        self._asked = 0
        self._lock = threading.Lock()

    def __deepcopy__(self, memo: dict[int, object]) -> Conversation:
        """A new, empty conversation: Gradio copies the initial value for every page."""
        return Conversation()

    @property
    def busy(self) -> bool:
        """Whether the last question is still being answered."""
        return bool(self.exchanges) and self.exchanges[-1].phase is not Phase.DONE

    def begin(self, question: str) -> None:
        """Add a question; its answer belongs to the new run."""
        with self._lock:
            self.run += 1
            self._asked += 1
            self.exchanges.append(Exchange(self._asked, question))

    def claim(self) -> int | None:
        """The run to answer the last question under; None when there is nothing left to answer.

        Given out once: two events of one page never answer the same question.
        """
        with self._lock:
            if not self.busy or self._claimed_run == self.run:
                return None
            self._claimed_run = self.run
            return self.run

    def update(self, run: int, exchange: Exchange) -> bool:
        """Replace the last exchange, unless something newer happened; say whether it was done."""
        with self._lock:
            if run != self.run:
                return False
            self.exchanges[-1] = exchange
            return True

    def stop(self) -> None:
        """End the answer in the making; what came is kept."""
        with self._lock:
            self.run += 1
            if self.busy:
                last = self.exchanges[-1]
                self.exchanges[-1] = replace(last, phase=Phase.DONE, stopped=True)

    def fail(self, problem: str) -> None:
        """End the answer in the making with a sentence for the user."""
        with self._lock:
            self.run += 1
            if self.busy:
                last = self.exchanges[-1]
                self.exchanges[-1] = replace(last, phase=Phase.DONE, problem=problem)

    def judge(self, answer_id: str, verdict: Verdict, correction: str) -> None:
        """Note what the reader thought of an answer, if it still stands in the conversation."""
        with self._lock:
            for at, exchange in enumerate(self.exchanges):
                if exchange.answer_id == answer_id:
                    judged = replace(exchange, verdict=verdict, correction=correction)
                    self.exchanges[at] = judged

    def clear(self) -> None:
        """Forget everything; an answer in the making is abandoned."""
        with self._lock:
            self.run += 1
            self.exchanges.clear()

    def history(self) -> tuple[Turn, ...]:
        """What was said before the last question, oldest first; unfinished answers are left out."""
        turns: list[Turn] = []
        for exchange in self.exchanges[:-1]:
            if exchange.answer is None or exchange.answer.outcome is Outcome.INCOMPLETE:
                continue
            turns.append(Turn("user", exchange.question))
            turns.append(Turn("assistant", exchange.answer.text))
        return tuple(turns[-TURNS_TOLD:])
