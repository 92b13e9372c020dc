"""Suggestions for one library: made when they are asked for, and kept while it stays as it is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

from assistant.answering.first_questions import Facts, first_questions
from assistant.answering.follow_ups import follow_ups, other_versions
from assistant.types import Answer, Kin, QuestionTemplates, Turn

KinOf = Callable[[Collection[str]], Mapping[str, Sequence[Kin]]]  # doc_ids -> kin of each


class Ask(Protocol):
    """Answers by quoting, whoever writes the answers that a reader sees."""

    def __call__(self, question: str, *, history: Sequence[Turn] = ()) -> Answer:
        """The answer, within a tenth of a second."""
        ...


class Suggesting:
    """Questions that the documents answer; safe to use from many threads."""

    def __init__(
        self,
        *,
        revision: Callable[[], int],  # of the library
        facts: Callable[[], Facts],
        kin_of: KinOf,
        ask: Ask,
    ) -> None:
        self._revision = revision
        self._facts = facts
        self._kin_of = kin_of
        self._ask = ask
        self._lock = threading.Lock()
        self._kept: tuple[int, dict[str, tuple[str, ...]]] = -1, {}  # by the first template

    def first(self, templates: QuestionTemplates) -> tuple[str, ...]:
        """Questions to begin with; seconds the first time, at once until the library changes."""
        revision, language = self._revision(), templates.what_about
        with self._lock:
            if self._kept[0] != revision:
                self._kept = revision, {}
            kept = self._kept[1]
            if language not in kept:
                kept[language] = first_questions(self._facts(), templates, self._ask)
            return kept[language]

    def after(
        self, answer: Answer, templates: QuestionTemplates, history: Sequence[Turn]
    ) -> tuple[str, ...]:
        """Questions that lead on; `history`: of the conversation before this answer."""
        cited = list(dict.fromkeys(c.passage.source for c in answer.citations))
        facts = self._facts()
        by_id = {source.doc_id: source for source in facts.sources}
        kin = self._kin_of([source.doc_id for source in cited])
        asked = [*history, Turn("user", answer.question), Turn("assistant", answer.text)]
        return follow_ups(
            answer,
            templates,
            versions=other_versions(cited, kin, by_id),
            labels=facts.labels,
            ask=lambda question: self._ask(question, history=asked),
        )
