"""One reader's verdict on one answer, with all that is needed to look at the answer again.

As a value, and as an object of JSON. Who the reader was is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal, TypeVar, get_args

from assistant.types import Answer, Citation, Outcome, Role, Turn

Verdict = Literal["up", "down", "none"]  # none: taken back

T = TypeVar("T")
_VERDICTS: dict[str, Verdict] = {verdict: verdict for verdict in get_args(Verdict)}
_ROLES: dict[str, Role] = {role: role for role in get_args(Role)}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A citation as the reader saw it: `quote` stood at `[start, end)` of the document's text."""

    marker: int  # the n of [n] in the answer
    doc_id: str
    label: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """A verdict on an answer."""

    id: str  # of the answer as it was given once: a later verdict with this id replaces this one
    time: str  # ISO 8601, with offset
    verdict: Verdict
    correction: str  # what would be right, in the reader's words; empty: not said
    question: str
    history: tuple[Turn, ...]  # what the model was told had been said before, oldest first
    outcome: Outcome
    answer: str  # Markdown with [n] markers
    citations: tuple[Quoted, ...]
    hits: tuple[str, ...]  # doc_ids of the passages that were found, best first
    model: str | None  # None: no model wrote this
    fingerprint: str  # of the index that was searched
    confidence: float


def feedback_on(
    answer: Answer,
    *,
    answer_id: str,
    time: str,
    verdict: Verdict,
    correction: str,
    history: Sequence[Turn],
) -> Feedback:
    """The verdict with what it is about."""
    return Feedback(
        id=answer_id,
        time=time,
        verdict=verdict,
        correction=correction,
        question=answer.question,
        history=tuple(history),
        outcome=answer.outcome,
        answer=answer.text,
        citations=tuple(_quoted(citation) for citation in answer.citations),
        hits=tuple(hit.passage.source.doc_id for hit in answer.hits),
        model=answer.model,
        fingerprint=answer.fingerprint,
        confidence=float(answer.confidence),
    )


def as_object(entry: Feedback) -> dict[str, object]:
    """The entry as JSON can hold it; `from_object` is the way back."""
    return asdict(entry)


def from_object(raw: Mapping[str, object]) -> Feedback:
    """The entry of `as_object`; what it does not know is left out.

    Raises ValueError, KeyError or TypeError when something is missing or of another kind.
    """
    return Feedback(
        id=_as(raw["id"], str),
        time=_as(raw["time"], str),
        verdict=_VERDICTS[_as(raw["verdict"], str)],
        correction=_as(raw["correction"], str),
        question=_as(raw["question"], str),
        history=tuple(
            Turn(_ROLES[_as(turn["role"], str)], _as(turn["content"], str))
            for turn in _objects(raw["history"])
        ),
        outcome=Outcome(_as(raw["outcome"], str)),
        answer=_as(raw["answer"], str),
        citations=tuple(_quoted_from(each) for each in _objects(raw["citations"])),
        hits=tuple(_as(doc_id, str) for doc_id in _as(raw["hits"], list)),
        model=None if raw["model"] is None else _as(raw["model"], str),
        fingerprint=_as(raw["fingerprint"], str),
        confidence=_as(raw["confidence"], float),
    )


def _quoted(citation: Citation) -> Quoted:
    passage = citation.passage
    return Quoted(
        marker=citation.marker,
        doc_id=passage.source.doc_id,
        label=passage.label,
        start=citation.start,
        end=citation.end,
        quote=citation.quote,
    )


def _quoted_from(raw: Mapping[str, object]) -> Quoted:
    return Quoted(
        marker=_as(raw["marker"], int),
        doc_id=_as(raw["doc_id"], str),
        label=_as(raw["label"], str),
        start=_as(raw["start"], int),
        end=_as(raw["end"], int),
        quote=_as(raw["quote"], str),
    )


def _objects(value: object) -> list[dict[str, object]]:
    return [_as(each, dict) for each in _as(value, list)]


def _as(value: object, wanted: type[T]) -> T:
    if not isinstance(value, wanted):
        raise TypeError(f"{value!r:.40} is not of the type {wanted.__name__}")
    return value
