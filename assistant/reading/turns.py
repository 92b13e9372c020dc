"""Cues become text that reads: a section for each turn, and a new one about every half minute.

A turn is cut where a sentence begins, also in the middle of a cue; the second of a section is that
of the cue its first word stands in, so its words are heard from there on. Only speech without any
full stop is cut elsewhere, between two cues.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from assistant.reading.cues import Cue
from assistant.reading.sections import Mark
from assistant.reading.sentences import sentence_spans
from assistant.reading.speakers import turn_mark

# A section ends with the first sentence after this time: long enough to hold a thought, short
# enough that its time leads a listener to the place.
_SECTION_S = 30.0
_LONGEST_SENTENCE_S = 90.0  # what is longer has no full stops to be cut at
# The end of a cue that ends a sentence, though the next one begins with a small letter.
_STOP = re.compile(r"[.!?…。！？][\"'”’)\]]{0,3} $")
_STOP_CHARS = 5
_BETWEEN = "\n\n"


class _Start(NamedTuple):
    """Where in the text of a turn a cue or a sentence begins, and when it is heard."""

    at: int
    time_s: float


def speech(cues: Iterable[Cue]) -> tuple[str, list[Mark]]:
    """The words of all cues, and a mark where a section begins."""
    pieces: list[str] = []
    marks: list[Mark] = []
    length = 0
    for turn in _turns(cues):
        text, starts = _joined(turn)
        for at, end, time_s in _stretches(text, starts):
            between = "" if not pieces else _BETWEEN if at == 0 or _ends(text, at) else " "
            piece = between + text[at:end].strip()
            marks.append(turn_mark(length + len(between), turn[0].speaker, time_s))
            pieces.append(piece)
            length += len(piece)
    return "".join(pieces), marks


def _stretches(text: str, starts: Sequence[_Start]) -> Iterator[tuple[int, int, float]]:
    sections = list(_sections(text, starts)) if starts else []
    ends = [*(section.at for section in sections[1:]), len(text)]
    for section, end in zip(sections, ends, strict=False):
        yield section.at, end, section.time_s


def _turns(cues: Iterable[Cue]) -> Iterator[list[Cue]]:
    turn: list[Cue] = []
    for cue in cues:
        if turn and (cue.turn or cue.speaker != turn[-1].speaker):
            yield turn
            turn = []
        turn.append(cue)
    if turn:
        yield turn


def _joined(turn: Sequence[Cue]) -> tuple[str, list[_Start]]:
    text = ""
    starts: list[_Start] = []
    for cue in turn:
        if cue.text:
            text += " " if text else ""
            starts.append(_Start(len(text), cue.start_s))
            text += cue.text
    return text, starts


def _sections(text: str, starts: Sequence[_Start]) -> Iterator[_Start]:
    """Where the sections of one turn begin."""
    positions = [start.at for start in starts]
    section = starts[0]
    yield section
    for span in sentence_spans(text):
        first = bisect_right(positions, span.start) - 1
        sentence = _Start(span.start, starts[first].time_s)
        if sentence.time_s - section.time_s >= _SECTION_S:
            section = sentence
            yield section
        for cue in starts[first + 1 : bisect_right(positions, span.end - 1)]:
            passed_s = cue.time_s - max(section.time_s, sentence.time_s)
            if passed_s >= (_SECTION_S if _ends(text, cue.at) else _LONGEST_SENTENCE_S):
                section = cue
                yield section


def _ends(text: str, at: int) -> bool:
    """Whether a sentence ends before this position."""
    return _STOP.search(text, max(0, at - _STOP_CHARS), at) is not None
