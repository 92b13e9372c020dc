"""WebVTT and SRT captions: cues joined into text that reads, with speaker and time."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.errors import ReadingError
from assistant.reading.decode import decode
from assistant.reading.parsed import Parsed
from assistant.reading.sections import Assembly
from assistant.reading.speakers import is_person, turn_mark

# A section ends with the first sentence after the shorter, in mid-sentence after the longer: long
# enough to hold a thought, short enough that its time leads a listener to the place.
_SECTION_S = 60.0
_LONGEST_SECTION_S = 90.0
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’)\]]*$")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<[\d:.]+>|</?>")
_NAMED = re.compile(r"(?:>>|-)?\s*(?P<name>[^\W\d_][^:\n]{1,40}):\s+(?P<rest>\S.*)", re.S)
_NEW_SPEAKER = re.compile(r"^\s*>>+\s*")
_ROLLING_SHARE = 0.2  # of all cues begin with words that end the one before
_LEAST_CUES_OF_A_NAME = 2  # "Note: ..." occurs once


@dataclass(frozen=True, slots=True)
class _Cue:
    start_s: float
    text: str
    speaker: str | None
    turn: bool = False  # somebody else begins to speak, whoever it is


def read_vtt(data: bytes) -> Parsed:
    """Captions in WebVTT."""
    return _read(decode(data), "vtt")


def read_srt(data: bytes) -> Parsed:
    """Captions in SubRip's format."""
    return _read(decode(data), "srt")


def _read(text: str, kind: str) -> Parsed:
    # Imported late: only captions need it.
    from webvtt import WebVTT
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    try:
        captions = WebVTT.from_buffer(text.strip("\n").split("\n"), format=kind).captions
    except (MalformedFileError, MalformedCaptionError, ValueError) as exc:
        raise ReadingError(f"has no captions that can be read: {exc}") from exc
    spoken = [
        cue
        for caption in captions
        for cue in _cues(caption.start_time.in_milliseconds() / 1000, caption.raw_text)
    ]
    assembly = Assembly()
    for group in _sections(_with_names(_without_repeats(spoken))):
        mark = turn_mark(0, group[0].speaker, group[0].start_s)
        assembly.begin(mark.label, speaker=mark.speaker, time_s=mark.time_s)
        assembly.add(" ".join(cue.text for cue in group))
    if not assembly.text:
        raise ReadingError("has no captions with text")
    return Parsed(assembly.text, tuple(assembly.marks))


def _cues(start_s: float, raw: str) -> Iterator[_Cue]:
    """One cue for each voice in it: `<v Name>` begins one, `>>` says that the speaker changes."""
    before, *voices = _VOICE.split(raw)
    pieces: list[tuple[str | None, str]] = [
        (None, before),
        *zip(voices[::2], voices[1::2], strict=True),
    ]
    for speaker, piece in pieces:
        text = " ".join(html.unescape(_TAG.sub("", piece)).split())
        changed = _NEW_SPEAKER.match(text)
        text = text[changed.end() :] if changed else text
        if text:
            name = " ".join(html.unescape(speaker).split()) if speaker else None
            yield _Cue(start_s, text, name, turn=bool(changed))


def _without_repeats(cues: Sequence[_Cue]) -> list[_Cue]:
    """Cues of rolling captions, which show each line twice, without what was already shown.

    Elsewhere somebody who says "yes" twice says it twice.
    """
    overlaps = [
        0,
        *(_overlap(before.text.split(), cue.text.split()) for before, cue in pairwise(cues)),
    ]
    if sum(n > 1 for n in overlaps) <= _ROLLING_SHARE * len(cues):
        return list(cues)
    new = [" ".join(cue.text.split()[n:]) for cue, n in zip(cues, overlaps, strict=False)]
    return [replace(cue, text=text) for cue, text in zip(cues, new, strict=True) if text]


def _overlap(before: list[str], words: list[str]) -> int:
    """How many words a cue begins with that end the one before."""
    longest = min(len(before), len(words))
    return next((n for n in range(longest, 0, -1) if before[-n:] == words[:n]), 0)


def _with_names(cues: Iterable[_Cue]) -> list[_Cue]:
    """Cues with the speaker that "Name: ..." gives, where no voice is tagged.

    The name must return. What follows it belongs to the same speaker.
    """
    all_cues = list(cues)
    found = [_NAMED.match(cue.text) if cue.speaker is None else None for cue in all_cues]
    counts = Counter(m["name"] for m in found if m and m["name"][0].isupper())
    names = {n for n, count in counts.items() if count >= _LEAST_CUES_OF_A_NAME and is_person(n)}
    speaking: str | None = None
    named: list[_Cue] = []
    for cue, match in zip(all_cues, found, strict=True):
        if match and match["name"] in names:
            speaking = match["name"]
            cue = replace(cue, text=match["rest"], turn=True)  # noqa: PLW2901  # the same cue
        elif cue.turn:
            speaking = None
        named.append(replace(cue, speaker=cue.speaker or speaking))
    return named


def _sections(cues: Iterable[_Cue]) -> Iterator[list[_Cue]]:
    """Cues of one speaker that belong together, a new group about every minute."""
    group: list[_Cue] = []
    for cue in cues:
        if group and (cue.turn or cue.speaker != group[-1].speaker or _is_long(group, cue)):
            yield group
            group = []
        group.append(cue)
    if group:
        yield group


def _is_long(group: list[_Cue], cue: _Cue) -> bool:
    length_s = cue.start_s - group[0].start_s
    ended = bool(_SENTENCE_END.search(group[-1].text))
    return length_s >= _LONGEST_SECTION_S or (length_s >= _SECTION_S and ended)
