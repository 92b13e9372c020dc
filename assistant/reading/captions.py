"""Caption files (WebVTT, SubRip, SBV): their cues, read by webvtt-py, and what was left out.

What a cue's text says about its speaker is read in `cues`, sections are made in `turns`. Times are
written in more ways than the library takes ("0:01,5", negative, without hours): they are rewritten
before it sees them, so that a cue is not lost for its comma.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.errors import ReadingError
from assistant.reading.cues import Shown, spoken_cues
from assistant.reading.decode import decode
from assistant.reading.parsed import Parsed
from assistant.reading.turns import speech
from assistant.reason import Reason, phrase

_CLOCK = r"(-?)(?:(\d{1,9}):)?(\d{1,2}):(\d{1,2})(?:[.,:](\d{1,9}))?"
_TIMING = re.compile(rf"\s*{_CLOCK}\s*--?>\s*{_CLOCK}(?P<rest>(?:\s.*)?)")
_TIMING_SBV = re.compile(rf"\s*{_CLOCK}\s*,\s*{_CLOCK}\s*")
_NO_CUE = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)\b")
_NO_TEXT = "has no captions with text"
_QUOTED_CHARS = 40  # of a line that is left out, enough to find it in the file


def read_captions(data: bytes) -> Parsed:
    """Captions in WebVTT or SubRip's format: files of each have the other's suffix."""
    text = decode(data)
    return _read(text, "vtt" if text.startswith("WEBVTT") else "srt")


def read_sbv(data: bytes) -> Parsed:
    """Captions as YouTube's editor exports them."""
    return _read(decode(data), "sbv")


def _read(text: str, kind: str) -> Parsed:
    # Imported late: only captions need it.
    from webvtt import WebVTT
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    if not text.strip():  # the library ends in StopIteration
        raise ReadingError(_NO_TEXT)
    lines = [_with_plain_times(line, kind) for line in text.strip().split("\n")]
    try:
        captions = WebVTT.from_buffer(_from_first_cue(lines, kind), format=kind).captions
    except (MalformedFileError, MalformedCaptionError, ValueError) as exc:
        raise ReadingError(
            "has no captions that can be read: no line holds two times,"
            ' as in "00:00:01.000 --> 00:00:05.000"'
        ) from exc
    shown = [Shown(c.start_time.in_milliseconds() / 1000, c.raw_text) for c in captions]
    body, marks = speech(spoken_cues(shown))
    if not body:
        raise ReadingError(_NO_TEXT)
    kept = Counter(line.strip() for cue in shown for line in cue.raw.split("\n"))
    left_out = Counter(_text_lines(lines)) - kept
    return Parsed(body, tuple(marks), notes=_notes(left_out))


def _from_first_cue(lines: Sequence[str], kind: str) -> list[str]:
    """The lines as the library wants them: it gives up where the first is not of a cue."""
    if kind == "vtt":
        return list(lines)
    pattern = _TIMING_SBV if kind == "sbv" else _TIMING
    first = next((i for i, line in enumerate(lines) if pattern.fullmatch(line)), 0)
    # Cues need no number, but the library wants that of the first one.
    return [*(["1"] if kind == "srt" else []), *lines[first:]]


def _with_plain_times(line: str, kind: str) -> str:
    """The line with its two times as the format writes them; any other line as it is."""
    pattern = _TIMING_SBV if kind == "sbv" else _TIMING
    found = pattern.fullmatch(line)
    if not found:
        return line
    start, end = (_plain_time(*found.group(*range(n, n + 5))) for n in (1, 6))
    if kind == "sbv":
        return f"{start},{end}"
    return f"{start} --> {end}{found['rest']}"


def _plain_time(
    sign: str, hours: str | None, minutes: str, seconds: str, fraction: str | None
) -> str:
    if sign:  # before the recording begins
        return "00:00:00.000"
    return f"{hours or '0':0>2}:{minutes:0>2}:{seconds:0>2}.{(fraction or '')[:3]:0<3}"


def _text_lines(lines: Sequence[str]) -> Iterator[str]:
    """The lines that somebody may have spoken: no times, numbers, names of cues, or comments."""
    in_block = False  # of a comment, a style sheet, a region, or the header
    for i, line in enumerate(lines):
        text = line.strip()
        before, after = (lines[i - 1].strip() if i else ""), "".join(lines[i + 1 : i + 2])
        if not before and _NO_CUE.match(text):
            in_block = True
        elif not text or "-->" in text:
            in_block = False
        is_name = not before and "-->" in after
        if text and not in_block and not is_name and not _is_timing(text):
            yield text


def _is_timing(text: str) -> bool:
    return "-->" in text or text.isdigit() or _TIMING_SBV.fullmatch(text) is not None


def _notes(left_out: Counter[str]) -> tuple[Reason, ...]:
    count = left_out.total()
    if not count:
        return ()
    first = next(iter(left_out))[:_QUOTED_CHARS]
    said = (
        phrase("{count} line without a time that can be read: left out, first {first!r}")
        if count == 1
        else phrase("{count} lines without a time that can be read: left out, first {first!r}")
    )
    return (Reason(said, count=count, first=first),)
