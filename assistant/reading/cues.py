"""Who speaks in captions: one cue for each voice, with the conventions real files use.

`<v Name>` (rarely closed) and `>>`, which says that the voice changes, `- ` before each of two
people who share a cue, and "NAME: ..." where the name comes back or says that it is none
("SPEAKER_S3:"). Rolling captions, which show every line twice, are read once.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from assistant.reading.names import clean_name, is_person, is_unnamed

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?(?:[ \t]+([^>\n]{0,200}))?>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<[\d:.]+>|</?>")
# Between two voices in one cue: ">>" anywhere, a line that begins with a dash or with a name.
_NAMED = re.compile(r"^[ \t]*(?P<name>[^\W\d_][^:\n]{0,40}?)[ \t]*:(?:\s+|$)", re.M)
_CHANGE = re.compile(r"(?:^|(?<=\s))>>+(?=\s|\w|\[|$)")
_DASH = re.compile(r"^[ \t]*[-–—](?=[ \t]*\S)", re.M)
_ROLLING_SHARE = 0.2  # of all cues begin with words that end the one before
_MOST_WORDS_SHOWN = 200  # at once, by captions that a person can read
_LEAST_CUES_OF_A_NAME = 2  # "Note: ..." occurs once


class Shown(NamedTuple):
    """What the file shows from one time on, markup and all."""

    start_s: float
    raw: str


class _Piece(NamedTuple):
    """Words after one `<v Name>`, lines kept. None: no voice is tagged. Empty: without a name."""

    voice: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Cue:
    """The words of one voice, from a second at which the file shows them."""

    start_s: float
    text: str
    speaker: str | None  # as the file writes it, perhaps nobody's name; None: nothing is said
    turn: bool = False  # somebody else begins to speak, whoever it is


def spoken_cues(shown: Sequence[Shown]) -> list[Cue]:
    """The cues of a file in its order, each with its speaker."""
    pieces = _without_repeats([(cue.start_s, _pieces(cue.raw)) for cue in shown])
    dashes = any(len(_DASH.findall(p.text)) > 1 for _, several in pieces for p in several)
    cues = [
        cue for start_s, several in pieces for p in several for cue in _voices(start_s, p, dashes)
    ]
    return _with_names(cues)


def _pieces(raw: str) -> list[_Piece]:
    before, *voices = _VOICE.split(raw)
    named = [(None, before), *((name or "", text) for name, text in _pairs(voices))]
    return [
        _Piece(None if name is None else clean_name(html.unescape(name)), text)
        for name, tagged in named
        if (text := html.unescape(_TAG.sub("", tagged)).strip()) or name is not None
    ]


def _pairs(items: Sequence[str]) -> Iterator[tuple[str, str]]:
    return zip(items[::2], items[1::2], strict=True)


_Pieces = tuple[float, list[_Piece]]


def _without_repeats(cues: Sequence[_Pieces]) -> list[_Pieces]:
    """Cues of rolling captions, which show each line twice, without what was already shown.

    Elsewhere somebody who says "yes" twice says it twice.
    """
    words = [[word for piece in pieces for word in piece.text.split()] for _, pieces in cues]
    overlaps = [0, *(_overlap(before, after) for before, after in pairwise(words))]
    if sum(n > 1 for n in overlaps) <= _ROLLING_SHARE * len(cues):
        return list(cues)
    return [
        (start_s, _drop_words(pieces, n))
        for (start_s, pieces), n in zip(cues, overlaps, strict=False)
    ]


def _overlap(before: list[str], words: list[str]) -> int:
    """How many words a cue begins with that end the one before."""
    longest = min(len(before), len(words), _MOST_WORDS_SHOWN)
    return next((n for n in range(longest, 0, -1) if before[-n:] == words[:n]), 0)


def _drop_words(pieces: Sequence[_Piece], count: int) -> list[_Piece]:
    left: list[_Piece] = []
    for piece in pieces:
        words = list(re.finditer(r"\S+", piece.text))
        dropped, count = min(count, len(words)), max(0, count - len(words))
        text = piece.text[words[dropped - 1].end() :].lstrip() if dropped else piece.text
        left.append(piece._replace(text=text))
    return left


def _voices(start_s: float, piece: _Piece, dashes: bool) -> Iterator[Cue]:
    """One cue for each voice in a piece."""
    changes = {m.start(): m.end() for m in _CHANGE.finditer(piece.text)}
    if dashes:
        changes |= {m.start(): m.end() for m in _DASH.finditer(piece.text)}
    cuts = sorted({0, *changes, *(m.start() for m in _NAMED.finditer(piece.text))})
    for start, end in zip(cuts, [*cuts[1:], len(piece.text)], strict=True):
        turn = start in changes or (piece.voice == "" and start == 0)
        text = " ".join(piece.text[changes.get(start, start) : end].split())
        if text:
            yield Cue(start_s, text, piece.voice or None, turn)


def _with_names(cues: Sequence[Cue]) -> list[Cue]:
    """Cues with the speaker that "Name: ..." gives, where no voice is tagged.

    The name must return, unless it says that it is none. What follows belongs to the same speaker,
    until the voice changes.
    """
    found = [_NAMED.match(cue.text) if cue.speaker is None else None for cue in cues]
    counts = Counter(m["name"] for m in found if m and not m["name"][0].islower())
    names = {
        name
        for name, count in counts.items()
        if is_unnamed(name) or (count >= _LEAST_CUES_OF_A_NAME and is_person(name))
    }
    speaking: str | None = None
    named: list[Cue] = []
    for cue, match in zip(cues, found, strict=True):
        if match and match["name"] in names:
            speaking = match["name"]
            text = cue.text[match.end() :]
            named.append(replace(cue, text=text, speaker=speaking, turn=True))
            continue
        if cue.turn:
            speaking = None
        named.append(replace(cue, speaker=cue.speaker or speaking))
    return named
