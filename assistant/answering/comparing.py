"""The same question asked of a few documents: one answer with a side for each, told apart.

A side is an answer of its own, made from one document alone. Nothing is blended: what differs is
said only where the rule of `differences.py` sees it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answering.compose import quotation
from assistant.answering.differences import clashes
from assistant.answering.words import AnswerWords
from assistant.answering.words.english import ENGLISH
from assistant.errors import QuestionError
from assistant.types import Answer, Citation, Event, Found, Hit, Outcome, Scope, Token

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]

FEWEST, MOST = 2, 4  # documents; more columns than four cannot be read side by side

_MARKER = re.compile(r"\[(\d{1,3})\]")

PAIRS_SHOWN = 3

StreamOne = Callable[[Scope], Iterator[Event]]  # the answer from the documents of a scope


def check_documents(doc_ids: Sequence[str]) -> tuple[str, ...]:
    """The documents to compare, each once. Raises QuestionError for too few or too many."""
    chosen = tuple(dict.fromkeys(doc_ids))
    if not FEWEST <= len(chosen) <= MOST:
        raise QuestionError(
            "different documents to compare: {count}; choose {fewest} to {most}",
            count=len(chosen),
            fewest=FEWEST,
            most=MOST,
        )
    return chosen


def compare(
    question: str,
    doc_ids: Sequence[str],
    stream: StreamOne,
    title_of: Callable[[str], str],
    encode: Encode,
    words: AnswerWords = ENGLISH,
) -> Iterator[Event]:
    """Found and Tokens of one document after the other, then one Answer with all sides.

    `doc_ids` as `check_documents` gives them.
    """
    sides: list[Answer] = []
    hits: list[Hit] = []
    for doc_id in doc_ids:
        yield Token(f"\n\n### {title_of(doc_id)}\n\n" if hits else f"### {title_of(doc_id)}\n\n")
        for event in stream(Scope(documents=(doc_id,))):
            match event:
                case Found(hits=found):
                    hits += found
                    yield Found(tuple(hits))
                case Token():
                    yield event
                case Answer():
                    sides.append(event)
    yield join_sides(question, sides, [title_of(d) for d in doc_ids], encode, words)


def join_sides(
    question: str,
    sides: Sequence[Answer],
    titles: Sequence[str],
    encode: Encode,
    words: AnswerWords = ENGLISH,
) -> Answer:
    """One answer of several, its markers counted through; each side keeps an outcome of its own."""
    numbered = _counted_through([_told_briefly(side, words) for side in sides])
    citations = tuple(citation for side in numbered for citation in side.citations)
    blocks = [_difference(citations, encode, words)]
    blocks += [f"### {title}\n\n{side.text}" for title, side in zip(titles, numbered, strict=True)]
    written = next((side for side in sides if side.model), sides[0])
    return Answer(
        question=question,
        text="\n\n".join(block for block in blocks if block),
        outcome=_together([side.outcome for side in sides]),
        confidence=max(side.confidence for side in sides),
        citations=citations,
        hits=tuple(hit for side in sides for hit in side.hits),
        model=written.model,
        writer=written.writer,
        searched_for=sides[0].searched_for,
        invented_markers=sum(side.invented_markers for side in sides),
        notice=" ".join(dict.fromkeys(side.notice for side in numbered if side.notice)),
        timings_s=_added(sides),
        fingerprint=sides[0].fingerprint,
        scope=Scope(documents=tuple(d for side in sides for d in side.scope.documents)),
        sides=numbered,
    )


def _told_briefly(side: Answer, words: AnswerWords) -> Answer:
    """Where a document is silent, one sentence: that others were not asked is meant."""
    if side.outcome is not Outcome.NO_EVIDENCE:
        return side
    return replace(side, text=words.silent, notice="")


def _counted_through(sides: Sequence[Answer]) -> tuple[Answer, ...]:
    numbered: list[Answer] = []
    before = 0
    for side in sides:
        moved = tuple(replace(c, marker=c.marker + before) for c in side.citations)
        quoted = {quotation(c): quotation(m) for c, m in zip(side.citations, moved, strict=True)}
        known = frozenset(citation.marker for citation in side.citations)
        blocks = (quoted.get(b) or _moved(b, before, known) for b in side.text.split("\n\n"))
        numbered.append(replace(side, text="\n\n".join(blocks), citations=moved))
        before = max((citation.marker for citation in moved), default=before)
    return tuple(numbered)


def _moved(block: str, by: int, known: frozenset[int]) -> str:
    """The block with its markers counted up; another number in brackets is text."""

    def moved(found: re.Match[str]) -> str:
        number = int(found[1])
        return f"[{number + by}]" if number in known else found[0]

    return _MARKER.sub(moved, block)


def _difference(citations: Sequence[Citation], encode: Encode, words: AnswerWords) -> str:
    """One line where two documents plainly say something else; else empty."""
    pairs = clashes(citations, encode, _of_two_documents)[:PAIRS_SHOWN]
    said = ", ".join(words.pair.format(one=one, other=other) for one, other in pairs)
    return words.documents_differ.format(pairs=said) if pairs else ""


def _of_two_documents(one: Citation, other: Citation) -> bool:
    return one.passage.source.doc_id != other.passage.source.doc_id


_WEAKEST_FIRST = (
    Outcome.INCOMPLETE,
    Outcome.UNSUPPORTED,
    Outcome.PARTLY_SUPPORTED,
    Outcome.ANSWERED,
    Outcome.QUOTED,
)


def _together(outcomes: Sequence[Outcome]) -> Outcome:
    """What has to be said of the whole; nothing was found only where no document answers."""
    return next((o for o in _WEAKEST_FIRST if o in outcomes), Outcome.NO_EVIDENCE)


def _added(sides: Sequence[Answer]) -> dict[str, float]:
    added: dict[str, float] = {}
    for side in sides:
        for stage, seconds in side.timings_s.items():
            added[stage] = added.get(stage, 0.0) + seconds
    return added
