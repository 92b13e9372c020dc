"""Scores over ranges of characters: how much of what was wanted do the passages hold.

Positions are those of the benchmark's own files; `Places` knows where ours lie in them.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.errors import AssistantError


class Span(NamedTuple):
    """Characters `[start, end)` of one document."""

    doc_id: str
    start: int
    end: int


class Places:
    """Positions of a document as it was read, and of the file it was read from.

    Reading changes white space, line ends, ligatures and what nobody can see; the other characters
    are the same in the same order, and each is found by how many of them stand before it.
    """

    def __init__(self, text: str, source: str, doc_id: str) -> None:
        """Raises AssistantError when the reader changed more than that."""
        shown, self._read = _visible(text)
        written, self._written = _visible(source)
        # Only outer parts may be left out: a front matter, say.
        self._skipped = written.find(shown)
        if self._skipped < 0:
            raise AssistantError(
                f"{doc_id}: its text as read is not a stretch of the file, so positions in it"
                " cannot be compared with the benchmark's"
            )

    def in_file(self, start: int, end: int) -> tuple[int, int]:
        """The range of the file that `text[start:end]` was read from, blanks at its ends aside."""
        first = bisect_left(self._read, start)
        last = bisect_left(self._read, end) - 1
        if first > last:
            return 0, 0
        return self._written[first + self._skipped], self._written[last + self._skipped] + 1

    def as_read(self, start: int, end: int) -> tuple[int, int]:
        """The range of the text that `source[start:end]` became; an empty one where it was left."""
        first = max(bisect_left(self._written, start) - self._skipped, 0)
        last = min(bisect_left(self._written, end) - self._skipped, len(self._read)) - 1
        return (self._read[first], self._read[last] + 1) if first <= last else (0, 0)


def _visible(text: str) -> tuple[str, list[int]]:
    """The characters a person sees, decomposed, and where each of them stands."""
    seen = [
        (part, i)
        for i, character in enumerate(text)
        if not character.isspace()
        for part in (character if character < "\x7f" else unicodedata.normalize("NFKD", character))
        if not part.isspace() and unicodedata.category(part) not in ("Cf", "Cc")
    ]
    return "".join(part for part, _ in seen), [i for _, i in seen]


def union(spans: Iterable[Span]) -> list[Span]:
    """The same characters as ranges that neither overlap nor touch, in order."""
    merged: list[Span] = []
    for span in sorted(spans):
        last = merged[-1] if merged else None
        if last and last.doc_id == span.doc_id and span.start <= last.end:
            merged[-1] = last._replace(end=max(last.end, span.end))
        else:
            merged.append(span)
    return merged


def size(spans: Iterable[Span]) -> int:
    """Characters of the ranges; what two of them share counts twice."""
    return sum(span.end - span.start for span in spans)


def mean_size(spans: Sequence[Span]) -> int:
    """Characters of a range on average, rounded. `spans` is not empty."""
    return round(size(spans) / len(spans))


def overlap(one: Span, other: Span) -> int:
    """How many characters two ranges share."""
    if one.doc_id != other.doc_id:
        return 0
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def shared(some: Sequence[Span], others: Sequence[Span]) -> int:
    """How many characters lie in both; each counts once."""
    return sum(overlap(one, other) for one in union(some) for other in union(others))


def recall(gold: Sequence[Span], found: Sequence[Span]) -> float:
    """Share of the wanted characters that the passages hold. `gold` is not empty."""
    return shared(gold, found) / size(union(gold))


def precision(gold: Sequence[Span], found: Sequence[Span]) -> float:
    """Share of the passages' characters that are wanted; 0 when nothing was found.

    What two passages share counts twice below the line, as in both publications (Chroma 2024,
    LegalBench-RAG 2024): overlapping passages cost what they weigh in a prompt.
    """
    return shared(gold, found) / size(found) if found else 0.0


def intersection_over_union(gold: Sequence[Span], found: Sequence[Span]) -> float:
    """Jaccard's measure on characters, with overlapping passages counted as in `precision`.

    Method: Smith and Troynikov, "Evaluating Chunking Strategies for Retrieval", Chroma, 2024.
    """
    both = shared(gold, found)
    return both / (size(found) + size(union(gold)) - both)


def precision_ceiling(gold: Sequence[Span], pieces: Sequence[Span]) -> float:
    """Precision if exactly the pieces that touch the wanted characters were found; no search.

    Chroma's precision-omega: it tells what the cutting alone allows. 0 when no piece touches.
    """
    touching = union(p for p in pieces if any(overlap(p, g) for g in gold))
    return shared(gold, touching) / size(touching) if touching else 0.0


def wrong_documents(gold: Sequence[Span], found: Sequence[Span]) -> float:
    """Share of the passages from a document without anything wanted; 1 when nothing was found.

    LegalBench-RAG's successors call it DRM@k (arXiv 2510.06999); lower is better.
    """
    right = {span.doc_id for span in gold}
    return sum(span.doc_id not in right for span in found) / len(found) if found else 1.0
