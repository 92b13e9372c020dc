"""The conversation of one open page: questions, what became of each, and what the model is told.

One object per page, held by the page's session. Two threads touch it: the one that makes an answer
and the one that handles Stop and New conversation. `run` decides between them: whoever changes the
conversation counts it up, and an answer whose number is no longer the current one is abandoned.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from assistant import __version__
from assistant.feedback.entry import Verdict
from assistant.types import Answer, Hit, Outcome, Turn
from assistant.ui.choice import ALL, Choice

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
    asked_at: str = field(
        default_factory=lambda: datetime.now().astimezone().isoformat(timespec="seconds")
    )
    sha256: Mapping[str, str] = field(default_factory=dict[str, str])  # of cited files, by doc_id
    imported: bool = False  # from a file: shown, and never told to the model
    program: str = __version__  # that gave the answer
    choice: Choice = ALL  # the documents that are asked


class Conversation:
    """All exchanges of one page, oldest first."""

    def __init__(self) -> None:
        self.id = uuid.uuid4().hex  # names it in the history; another one after `clear`
        self.exchanges: list[Exchange] = []
        self.kept = False  # whether it is in the history under its id
        self.editing = ""  # answer_id of the question that the next one replaces; empty: none
        self.choice: Choice = ALL  # for the questions to come
        self.chosen_at = 0.0  # ms on the page's clock
        self.suggested: tuple[str, ...] = ()  # questions to begin with
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

    def begin(self, question: str) -> bool:
        """Add a question, whose answer belongs to the new run. False: another is being answered.

        It takes the place of the one that is being edited, and of all that followed that one.
        """
        with self._lock:
            if self.busy:
                return False
            self.run += 1
            self._asked += 1
            self.exchanges[self._at(self.editing) :] = [
                Exchange(self._asked, question, choice=self.choice)
            ]
            self.editing = ""
            return True

    def find(self, answer_id: str) -> Exchange | None:
        """The exchange of this id; None when it has gone."""
        return next((e for e in self.exchanges if e.answer_id == answer_id), None)

    def edit(self, number: int) -> Exchange | None:
        """Let the next question replace this one, which is given; None when it has gone."""
        with self._lock:
            found = next((e for e in self.exchanges if e.number == number), None)
            self.editing = found.answer_id if found else ""
            return found

    def show(self, conversation_id: str, exchanges: Sequence[Exchange]) -> None:
        """Show a kept conversation instead; an answer in the making is abandoned."""
        with self._lock:
            self.run += 1
            self.id, self.kept, self.editing = conversation_id, True, ""
            self.exchanges = list(exchanges)
            self._asked = max((exchange.number for exchange in exchanges), default=0)

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
        """Forget everything and begin another; an answer in the making is abandoned."""
        with self._lock:
            self.run += 1
            self.id, self.kept, self.editing = uuid.uuid4().hex, False, ""
            self.choice = ALL
            self.exchanges.clear()

    def history(self) -> tuple[Turn, ...]:
        """What was said before the last question, oldest first, for the model.

        Unfinished answers are left out, and what was imported: anybody may have written it.
        """
        turns: list[Turn] = []
        for exchange in self.exchanges[:-1]:
            if exchange.answer is None or exchange.imported:
                continue
            if exchange.answer.outcome is Outcome.INCOMPLETE:
                continue
            turns.append(Turn("user", exchange.question))
            turns.append(Turn("assistant", exchange.answer.text))
        return tuple(turns[-TURNS_TOLD:])

    def _at(self, answer_id: str) -> int:
        """The place of an exchange; behind the last one when it is not there."""
        places = (at for at, e in enumerate(self.exchanges) if e.answer_id == answer_id)
        return next(places, len(self.exchanges))
