"""Question in, cited answer out: the one place where the steps of an answer follow each other.

    standalone question -> retrieve -> confidence -> quotations, or model -> check -> Answer

`ask` runs `stream` to its end: there is one code path.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.answering.compose import Lookup, compose
from assistant.answering.confidence import BAR, confidence
from assistant.answering.declined import how_it_declines
from assistant.answering.manner import read_manner
from assistant.answering.place import Locate, place
from assistant.answering.presence import read_presence
from assistant.answering.question import clean_question
from assistant.answering.quoting import choose_quotes
from assistant.answering.refusal import refusal, what_to_add, what_to_ask
from assistant.answering.scope_words import scope_words
from assistant.answering.sentence_signs import Rarity
from assistant.answering.words import AnswerWords
from assistant.answering.words.english import ENGLISH
from assistant.answering.words.languages import words_of
from assistant.answering.words.reasons import told
from assistant.answering.writing import Draft, Writing
from assistant.retrieval.asked import Asked
from assistant.retrieval.retrieve import Retrieved
from assistant.retrieval.standalone import Standalone, standalone_question
from assistant.types import (
    EVERYTHING,
    Answer,
    Citation,
    Event,
    Found,
    Hit,
    Outcome,
    Scope,
    Turn,
)

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from assistant.answering.support import Entails
    from assistant.answering.written import Checked

    Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]

Retrieve = Callable[[str, int, Scope], Retrieved]  # (query, k, scope)
NAMED = 0.5  # strength from which on a document counts as named in the question


@dataclass(slots=True)
class _Course:
    """One question on its way: what is known so far."""

    question: str
    searched_for: str
    history: Sequence[Turn]
    words: AnswerWords = ENGLISH
    started: float = field(default_factory=time.perf_counter)
    timings_s: dict[str, float] = field(default_factory=dict[str, float])
    asked: Asked = field(default_factory=lambda: Asked("", ""))  # as the search read it
    hits: list[Hit] = field(default_factory=list[Hit])
    scope: Scope = EVERYTHING
    documents: int | None = None  # how many the scope holds; None: all
    confidence: float = 0.0

    def take(self, retrieved: Retrieved) -> None:
        """Go on with what was found."""
        self.hits, self.asked = retrieved.hits, retrieved.asked
        self.scope, self.documents = retrieved.scope, retrieved.documents
        self.confidence = confidence(read_presence(retrieved))

    def lap(self, stage: str) -> None:
        """Write down the seconds since the last lap under the stage's name."""
        now = time.perf_counter()
        self.timings_s[stage] = now - self.started - sum(self.timings_s.values())


class Engine:
    """Answers questions with what it was handed: a search, an encoder, and maybe a model."""

    def __init__(  # noqa: PLR0913  # one for each step, and what the answer says of itself
        self,
        *,
        retrieve: Retrieve,
        encode: Encode,
        lookup: Lookup,
        passages: int,
        writing: Writing | None = None,
        entails: Entails | None = None,
        notice: str = "",
        fingerprint: str = "",
        standalone: Standalone = standalone_question,
        rarity: Rarity | None = None,
    ) -> None:
        self._retrieve = retrieve
        self._rules = standalone
        self._encode = encode
        self._lookup = lookup
        self._locate = lookup.locate
        self._passages = passages
        self._rarity = rarity
        self._writing = writing
        self._entails = entails
        self._notice = notice
        self._fingerprint = fingerprint

    def ask(
        self, question: str, *, history: Sequence[Turn] = (), scope: Scope = EVERYTHING
    ) -> Answer:
        """The answer. Raises QuestionError when there is no question in it."""
        *_, answer = self.stream(question, history=history, scope=scope)
        assert isinstance(answer, Answer)
        return answer

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        scope: Scope = EVERYTHING,
        language: str = ENGLISH.language,
    ) -> Iterator[Event]:
        """Found, then Tokens while a model writes, then the Answer. Closing it stops the model.

        `language`: of our own words in the answer.
        """
        question = clean_question(question)
        standalone = self._standalone(question, history)
        course = _Course(question, standalone, history, words_of(language))
        retrieved = self._retrieve(course.searched_for, max(self._passages, 10), scope)
        course.take(retrieved)
        course.lap("retrieve")
        yield Found(tuple(course.hits))
        if not course.hits or course.confidence < BAR:
            yield self._no_evidence(course)
        elif self._writing is None:
            yield self._quoted(course, told(self._notice, course.words))
        else:
            yield from self._written(course, self._writing)

    def _standalone(self, question: str, history: Sequence[Turn]) -> str:
        """The question without its conversation: the model's words, else the rules'."""
        rewritten = self._writing.standalone(question, history) if self._writing and history else ""
        return rewritten or self._rules(question, history)

    def _quoted(self, course: _Course, notice: str) -> Answer:
        asked = course.asked
        quotes = choose_quotes(asked, course.hits, self._encode, self._locate, self._rarity)
        if not quotes:
            return self._no_evidence(course)
        manner = read_manner(
            asked.text,
            asked.sides if asked.compares else (),
            [doc_id for doc_id, strength in asked.documents.items() if strength >= NAMED],
            [name for name, strength in asked.speakers.items() if strength >= NAMED],
            asked=course.question,
        )
        composed = compose(quotes, manner, self._encode, self._lookup, course.words)
        course.lap("quote")
        return self._answer(
            course,
            text=composed.text,
            outcome=Outcome.QUOTED,
            citations=composed.citations,
            notice=notice,
        )

    def _written(self, course: _Course, writing: Writing) -> Iterator[Event]:
        # Late: it checks sentences with all that a quotation does without.
        from assistant.answering.written import check_answer

        draft = yield from writing.write(
            course.question, course.hits[: self._passages], course.history, course.words
        )
        name = writing.writer.name
        course.lap("write")
        declines = None if draft.failure else how_it_declines(draft.text)
        if declines == "finds nothing":
            answer = self._no_evidence(course)
            yield replace(answer, model=name, writer=writing.writer, thoughts=draft.thoughts)
            return
        if declines or not draft.text.strip():
            # What the documents say can still be shown.
            why = _why_quoted(name, draft, course.words)
            yield replace(self._quoted(course, why), thoughts=draft.thoughts)
            return
        checked = check_answer(
            draft.text,
            draft.hits,
            self._encode,
            question=course.question,
            complete=draft.failure is None,
            entails=self._entails,
            words=course.words,
        )
        course.lap("check")
        course.confidence *= checked.share
        yield replace(
            self._answer(
                course,
                text=checked.text,
                outcome=_outcome(draft, checked),
                citations=[_placed(citation, self._locate) for citation in checked.citations],
                notice=_about(name, draft, checked, course.words),
            ),
            model=name,
            writer=writing.writer,
            thoughts=draft.thoughts,
            invented_markers=checked.invented,
        )

    def _no_evidence(self, course: _Course) -> Answer:
        every, within = self._lookup.documents(), course.documents
        text = refusal(
            course.searched_for,
            course.hits,
            course.confidence,
            asked=course.question,
            language=course.asked.language,
            documents=every if within is None else within,
            within=scope_words(course.scope, self._lookup.title, course.words),
            words=course.words,
        )
        notice = (
            what_to_add(course.searched_for, course.hits, course.confidence, course.words)
            if within is None
            else what_to_ask(within, every, course.words)
        )
        course.lap("abstain")
        return self._answer(
            course,
            text=text,
            outcome=Outcome.NO_EVIDENCE,
            citations=(),
            notice=notice,
        )

    def _answer(
        self,
        course: _Course,
        *,
        text: str,
        outcome: Outcome,
        citations: Sequence[Citation],
        notice: str,
    ) -> Answer:
        course.timings_s["total"] = time.perf_counter() - course.started
        return Answer(
            question=course.question,
            text=text,
            outcome=outcome,
            confidence=course.confidence,
            citations=tuple(citations),
            hits=tuple(course.hits),
            searched_for=course.searched_for,
            notice=notice,
            timings_s=course.timings_s,
            fingerprint=self._fingerprint,
            scope=course.scope,
        )


def _why_quoted(model: str, draft: Draft, words: AnswerWords) -> str:
    """Why there are quotations although a model was asked."""
    said = " ".join(draft.text.split())
    if said:
        return words.declined.format(model=model, said=said)
    if draft.failure:
        return words.quoting_only.format(reason=told(draft.failure, words))
    return words.wrote_nothing.format(model=model)


def _outcome(draft: Draft, checked: Checked) -> Outcome:
    """What the check of the statements says; never what the model says of itself."""
    if draft.failure:
        return Outcome.INCOMPLETE
    if not checked.supported:
        return Outcome.UNSUPPORTED
    return Outcome.PARTLY_SUPPORTED if checked.unsupported else Outcome.ANSWERED


def _about(model: str, draft: Draft, checked: Checked, words: AnswerWords) -> str:
    """What a reader must know of how a written answer came about; empty when nothing."""
    if draft.failure:
        return words.incomplete.format(reason=told(draft.failure, words))
    if not checked.citations:
        return words.no_source_named.format(model=model)
    return draft.notice


def _placed(citation: Citation, locate: Locate) -> Citation:
    return replace(citation, passage=place(citation.passage, citation.start, locate))
