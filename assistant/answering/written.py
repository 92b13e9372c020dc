"""A model's finished text becomes an answer whose every statement was checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from assistant.answering.markers import cited_markers, resolve_markers, without_markers
from assistant.answering.support import Check, check_statement
from assistant.answering.terms import content_terms
from assistant.reading.sentences import sentence_spans
from assistant.types import Citation, Hit

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]

UNSUPPORTED = " *(not supported by the source it cites)*"
UNCITED = " *(no source given)*"
SHORTEST_STATEMENT = 4  # content words; "Yes." or "In short:" claims nothing that could be checked


class Checked(NamedTuple):
    """The text with its marks, and what stands behind them."""

    text: str
    citations: list[Citation]
    invented: int
    unsupported: int  # statements without support, cited or not


def check_answer(text: str, hits: Sequence[Hit], encode: Encode) -> Checked:
    """Resolve the markers, check each statement against what it cites, mark what fails."""
    resolved = resolve_markers(text.strip(), len(hits))
    best: dict[int, tuple[Check, bool]] = {}
    pieces, last, unsupported = [], 0, 0
    for span in sentence_spans(resolved.text):
        sentence = resolved.text[span.start : span.end]
        mark = _check_sentence(sentence, resolved.order, hits, encode, best)
        unsupported += bool(mark)
        pieces += [resolved.text[last : span.end], mark]
        last = span.end
    pieces.append(resolved.text[last:])
    citations = [
        _citation(marker, hits[number - 1], best.get(marker))
        for marker, number in enumerate(resolved.order, start=1)
    ]
    return Checked("".join(pieces), citations, resolved.invented, unsupported)


def _check_sentence(
    sentence: str,
    order: Sequence[int],
    hits: Sequence[Hit],
    encode: Encode,
    best: dict[int, tuple[Check, bool]],
) -> str:
    """The mark to put behind the sentence; `best` keeps the best check of each marker."""
    markers = cited_markers(sentence)
    statement = without_markers(sentence)
    if not markers:
        return UNCITED if len(content_terms(statement)) >= SHORTEST_STATEMENT else ""
    supported = False
    for marker in markers:
        check = check_statement(statement, hits[order[marker - 1] - 1].passage, encode)
        good = check.support == "supported"
        supported = supported or good
        if marker not in best or (good and not best[marker][1]):
            best[marker] = (check, good)
    return "" if supported else UNSUPPORTED


def _citation(marker: int, hit: Hit, checked: tuple[Check, bool] | None) -> Citation:
    passage = hit.passage
    if checked is None:
        return Citation(marker, passage, passage.text, passage.start, passage.end, "unchecked")
    span = checked[0].evidence
    return Citation(
        marker=marker,
        passage=passage,
        quote=passage.text[span.start : span.end],
        start=passage.start + span.start,
        end=passage.start + span.end,
        support=checked[0].support,
    )
