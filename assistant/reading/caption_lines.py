"""Captions that were pasted into a text, a line of them in each paragraph: sentences made whole.

Such a paragraph ends where the screen was full, mostly within a sentence, and `>>` anywhere in it
says that somebody else speaks. The paragraphs are joined and each voice begins one. Whose voice
it is, nobody says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from assistant.reading.names import NOT_NAMED
from assistant.reading.sections import Mark

_GAP = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)*")
# A paragraph that is no running text: heading, list, table, quotation, code, speaker in bold.
# Captions do not hold a line break either: they are one already.
_OTHER = re.compile(
    r"[^\n]*\n|[ \t]|#|[-*+•|:`~<=]|\(?(?:\d{1,3}|[A-Za-z]|[ivx]{2,5})[.)]\s|>(?!>)|\\?\[\d|!\["
)
_STOPPED = re.compile(r"[.!?…:;。！？][\"'”’)\]*_]*\s*$")
_VOICE = re.compile(r"(?:^|(?<=\s))>>+\s*")
_LEAST_PARAGRAPHS = 12  # fewer are questions with their answers, or verse
_LEAST_CUT = 5  # paragraphs end within a sentence
_CUT_SHARE = 0.7  # of those without a full stop go on with a small letter; others with a name, "I"
_BETWEEN = "\n\n"


class Flow(NamedTuple):
    """A text, and a mark where each unnamed voice in it begins."""

    text: str
    marks: list[Mark]


def join_caption_lines(text: str) -> Flow:
    """The text with its caption lines joined; the same text where it has none."""
    pieces: list[str] = []
    marks: list[Mark] = []
    length = 0
    for stretch, is_captions in _stretches(text):
        if not is_captions:
            pieces.append(stretch)
            length += len(stretch)
            continue
        voices = _voices(stretch)
        for i, voice in enumerate(voices):
            if len(voices) > 1:
                marks.append(Mark(length, NOT_NAMED))
            piece = voice + (_BETWEEN if i + 1 < len(voices) else _tail(stretch))
            pieces.append(piece)
            length += len(piece)
    return Flow("".join(pieces), marks)


def _stretches(text: str) -> Iterator[tuple[str, bool]]:
    """The text in order, cut where caption lines begin and end."""
    gaps = list(_GAP.finditer(text))
    starts = [0, *(gap.end() for gap in gaps)]
    ends = [*(gap.start() for gap in gaps), len(text)]
    done = first = 0
    for i in range(len(starts) + 1):
        if i < len(starts) and not _OTHER.match(text, starts[i], ends[i]):
            continue
        run = [text[starts[n] : ends[n]] for n in range(first, i)]
        if _are_captions(run):
            yield text[done : starts[first]], False
            done = starts[i] if i < len(starts) else len(text)
            yield text[starts[first] : done], True
        first = i + 1
    yield text[done:], False


def _are_captions(paragraphs: Sequence[str]) -> bool:
    """Whether where one of these paragraphs has no full stop, the next one goes on with it."""
    if len(paragraphs) < _LEAST_PARAGRAPHS:
        return False
    after_open = [b for a, b in pairwise(paragraphs) if not _STOPPED.search(a[-4:])]
    cut = sum(after.lstrip("\"'“‘(")[:1].islower() for after in after_open)
    return cut >= max(_LEAST_CUT, _CUT_SHARE * len(after_open))


def _voices(stretch: str) -> list[str]:
    joined = ""
    for paragraph in _GAP.split(stretch.strip()):
        between = _BETWEEN if _STOPPED.search(joined[-4:]) else " "
        joined += (between if joined else "") + " ".join(paragraph.split())
    return [voice for piece in _VOICE.split(joined) if (voice := piece.strip())]


def _tail(stretch: str) -> str:
    return stretch[len(stretch.rstrip()) :]
