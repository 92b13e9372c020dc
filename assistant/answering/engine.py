"""Question in, cited answer out: the one place where the steps of an answer follow each other.

    standalone question -> retrieve -> confidence -> quotations, or model -> check -> Answer

`ask` runs `stream` to its end: there is one code path.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.answering.confidence import BAR, confidence, missing_terms, read_signs
from assistant.answering.place import Locate, place
from assistant.answering.question import clean_question
from assistant.answering.quoting import Quote, choose_quotes
from assistant.answering.voice import voice
from assistant.answering.writing import Relayed, Writer, write
from assistant.retrieval.retrieve import Retrieved
from assistant.retrieval.standalone import standalone_question
from assistant.types import Answer, Citation, Event, Found, Hit, Kind, Outcome, Turn

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]

Retrieve = Callable[[str, int, Sequence[Kind]], Retrieved]  # (query, k, kinds)
Standalone = Callable[[str, Sequence[Turn]], str]  # a question in its conversation, without it

NEAREST = 3  # passages shown when nothing answers


@dataclass(slots=True)
class _Course:
    """One question on its way: what is known so far."""

    question: str
    searched_for: str
    history: Sequence[Turn]
    started: float = field(default_factory=time.perf_counter)
    timings_s: dict[str, float] = field(default_factory=dict[str, float])
    hits: list[Hit] = field(default_factory=list[Hit])
    confidence: float = 0.0

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
        locate: Locate,
        passages: int,
        writer: Writer | None = None,
        relay: Relayed | None = None,
        notice: str = "",
        fingerprint: str = "",
        standalone: Standalone = standalone_question,
    ) -> None:
        self._retrieve = retrieve
        self._standalone = standalone
        self._encode = encode
        self._locate = locate
        self._passages = passages
        self._writer = writer
        self._relay = relay
        self._notice = notice
        self._fingerprint = fingerprint

    def ask(
        self, question: str, *, history: Sequence[Turn] = (), kinds: Sequence[Kind] = ()
    ) -> Answer:
        """The answer. Raises QuestionError when there is no question in it."""
        *_, answer = self.stream(question, history=history, kinds=kinds)
        assert isinstance(answer, Answer)
        return answer

    def stream(
        self, question: str, *, history: Sequence[Turn] = (), kinds: Sequence[Kind] = ()
    ) -> Iterator[Event]:
        """Found, then Tokens while a model writes, then the Answer. Closing it stops the model."""
        question = clean_question(question)
        course = _Course(question, self._standalone(question, history), history)
        retrieved = self._retrieve(course.searched_for, max(self._passages, 10), kinds)
        course.hits = retrieved.hits
        course.confidence = confidence(
            read_signs(course.searched_for, retrieved.hits, retrieved.dense, retrieved.lexical)
        )
        course.lap("retrieve")
        yield Found(tuple(course.hits))
        if not course.hits or course.confidence < BAR:
            yield self._no_evidence(course)
        elif self._writer is None or self._relay is None:
            yield self._quoted(course, self._notice)
        else:
            yield from self._written(course, self._writer, self._relay)

    def _quoted(self, course: _Course, notice: str) -> Answer:
        quotes = choose_quotes(course.searched_for, course.hits, self._encode, self._locate)
        if not quotes:
            return self._no_evidence(course)
        citations = [_quotation(marker, quote) for marker, quote in enumerate(quotes, start=1)]
        course.lap("quote")
        return self._answer(
            course,
            text="\n\n".join(_said(citation) for citation in citations),
            outcome=Outcome.QUOTED,
            citations=citations,
            notice=notice,
        )

    def _written(self, course: _Course, writer: Writer, relay: Relayed) -> Iterator[Event]:
        hits = course.hits[: self._passages]
        draft = yield from write(course.question, hits, course.history, writer, relay)
        course.lap("write")
        if not draft.text.strip():
            # The model said nothing: what the documents say can still be shown.
            reason = draft.failure or f"{writer.name!r} wrote nothing"
            yield self._quoted(course, f"Quoting only: {reason}")
            return
        # Late: prompts bring langchain_core, which quotations do without (1 s).
        from assistant.answering.prompts import NOT_IN_DOCUMENTS
        from assistant.answering.written import check_answer

        said, failure = draft.text, draft.failure
        if failure is None and NOT_IN_DOCUMENTS in said.upper() and len(said) < 200:
            yield replace(self._no_evidence(course), model=writer.name)
            return
        checked = check_answer(said, draft.hits, self._encode)
        course.lap("check")
        stands = checked.citations and not checked.unsupported
        outcome = Outcome.ANSWERED if stands else Outcome.PARTLY_SUPPORTED
        yield replace(
            self._answer(
                course,
                text=checked.text,
                outcome=Outcome.INCOMPLETE if failure else outcome,
                citations=[_placed(citation, self._locate) for citation in checked.citations],
                notice=f"Incomplete: {failure}" if failure else "",
            ),
            model=writer.name,
            invented_markers=checked.invented,
        )

    def _no_evidence(self, course: _Course) -> Answer:
        missing = missing_terms(course.searched_for, course.hits)
        lines = ["The documents do not answer this."]
        if missing:
            lines.append(f"Nothing that was found mentions: {', '.join(missing[:6])}.")
        if course.hits:
            nearest = dict.fromkeys(voice(hit.passage) for hit in course.hits[:NEAREST])
            lines.append("What came nearest:\n" + "\n".join(f"- {name}" for name in nearest))
        course.lap("abstain")
        return self._answer(
            course,
            text="\n\n".join(lines),
            outcome=Outcome.NO_EVIDENCE,
            citations=(),
            notice="Add a document that answers it with `python ingest.py FILE`, or ask otherwise.",
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
        )


def _placed(citation: Citation, locate: Locate) -> Citation:
    return replace(citation, passage=place(citation.passage, citation.start, locate))


def _quotation(marker: int, quote: Quote) -> Citation:
    return Citation(marker, quote.passage, quote.text, quote.start, quote.end, "quoted")


def _said(citation: Citation) -> str:
    """Whose words, then the words, then where they stand."""
    words = " ".join(citation.quote.split())
    return f"**{voice(citation.passage)}:** “{words}” [{citation.marker}]"
