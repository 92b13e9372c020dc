r"""Who speaks where, in transcripts whose paragraphs begin with a name.

`**Name:** ...`, `**Name** (00:12:03): ...`, `**Name** \[00:02:01\]: ...`, and without bold
`Name: ...`, `[00:12:03 - 00:12:09] Name: ...` or a line `Name  12:03` above the words. A label is a
speaker only where such labels carry the text and come back: the fields of a model card
("**Input:** ...") look the same one by one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.reading.names import NOT_NAMED, is_person, is_unnamed, shown_name
from assistant.reading.sections import Mark

CLOCK = r"(?:\d{1,4}:)?\d{1,3}:\d{2}(?:[.,]\d+)?"
_TIME = rf"\\?[\[(](?P<time%s>{CLOCK})(?:[ \t]*(?:--?>?|[–—]|to)[ \t]*{CLOCK})?[ \t]*\\?[\])]"
_TIME_BEFORE, _TIME_AFTER = _TIME % 1, _TIME % 2
_CHANGE = r"(?:>>+[ \t]*)?"  # of the voice, in front of a name
_BOLD = re.compile(
    rf"{_CHANGE}(?:{_TIME_BEFORE}[ \t]*)?\*\*(?P<name>[^*\n]{{2,60}}?)(?P<colon>[:：]?)\*\*"
    rf"(?P<after>[:：]?)(?:[ \t]*{_TIME_AFTER})?(?P<last>[:：]?)(?=\s|$)"
)
_PLAIN = re.compile(
    rf"{_CHANGE}(?:{_TIME_BEFORE}[ \t]*)?(?P<name>[^\W\d_][^:：*\n\[\]<>|#]{{1,40}}?)"
    rf"(?:[ \t]*{_TIME_AFTER})?(?::(?=\s|$)|：)"
)
# A line of its own above what is said, as transcription services write it: "First Speaker  0:12".
_ABOVE = re.compile(
    rf"(?P<name>[^\W\d_][^:：*\n\[\]<>|#]{{1,40}}?)"
    rf"(?:[ \t]+(?P<time1>{CLOCK})|[ \t]*{_TIME_AFTER})[ \t]*(?=\n[ \t]*\S)"
)
_TIMED = re.compile(rf"{_TIME % ''}(?:\([^()\s]*\))?\s")
_PARAGRAPH = re.compile(r"(?:\A|\n[ \t]*\n)[ \t]*(?=\S)")
_LINE = re.compile(r"^[ \t]*(?=\S)", re.M)

# Up to six words that begin with a letter, as in "VM (Vicky) Brasseur", or a number: "Speaker 2".
_NAME = re.compile(r"[^\W\d_][\w.'’()-]*(?:[ \t]+(?:\(?[^\W\d_][\w.'’()-]*|\d{1,2})){0,5}")

_LEAST_TURNS = 4
_LEAST_SHARE = 0.3  # of all paragraphs begin with a speaker; the rest continue one


@dataclass(frozen=True, slots=True)
class _Turn:
    start: int
    name: str
    time_s: float | None
    bold: bool
    marked: bool  # a colon or a time says that it is a speaker; a bold name alone may not be


def find_turns(text: str) -> list[Mark]:
    """A mark where each speaker begins, in order; empty where the text is no transcript.

    Turns are paragraphs; where that finds none they may be lines.
    """
    paragraphs = [m.end() for m in _PARAGRAPH.finditer(text)]
    lines = [m.end() for m in _LINE.finditer(text)]
    return (
        _named_turns(text, paragraphs)
        or _timed_paragraphs(text, paragraphs)
        or (_named_turns(text, lines, least_names=2) if len(lines) > len(paragraphs) else [])
    )


def _named_turns(text: str, places: Sequence[int], *, least_names: int = 1) -> list[Mark]:
    turns = [t for at in places if (t := _turn(text, at))]
    counts = Counter(t.name for t in turns if t.marked)
    turns = [t for t in turns if t.marked or counts[t.name] > 1]
    bold = sum(t.bold for t in turns) * 2 > len(turns)
    turns = [t for t in turns if t.bold == bold]  # one transcript has one manner
    if not _is_transcript(turns, counts, places=len(places), least_names=least_names):
        return []
    return _with_later_times(text, places, turns)


def _with_later_times(text: str, places: Sequence[int], turns: Sequence[_Turn]) -> list[Mark]:
    """The marks of turns, and of later paragraphs of theirs that begin with a time."""
    by_start = {turn.start: turn for turn in turns}
    marks: list[Mark] = []
    name: str | None = None
    for at in places:
        if turn := by_start.get(at):
            name = turn.name
            marks.append(turn_mark(at, name, turn.time_s))
        elif name and is_person(name) and (timed := _TIMED.match(text, at)):
            marks.append(turn_mark(at, name, seconds(timed["time"])))
    return marks


def _timed_paragraphs(text: str, paragraphs: Sequence[int]) -> list[Mark]:
    """Paragraphs that begin with the time alone: "[12:31](https://...) ..."."""
    found = [(at, m) for at in paragraphs if (m := _TIMED.match(text, at))]
    marks = [turn_mark(at, None, seconds(m["time"])) for at, m in found]
    times = [mark.time_s or 0.0 for mark in marks]
    return marks if len(marks) >= _LEAST_TURNS and times == sorted(times) else []


def seconds(clock: str) -> float:
    """Seconds in "1:02", "00:12:03" or "00:12:03.45"."""
    total = 0.0
    for part in clock.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def clock(time_s: float) -> str:
    """The time of a recording as "00:12:03"."""
    whole = int(time_s)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def turn_mark(start: int, name: str | None, time_s: float | None) -> Mark:
    """The mark of a turn: "Amanda Brock, 00:12:31"; nobody is named for a jingle."""
    time = None if time_s is None else clock(time_s)
    label = ", ".join(part for part in (shown_name(name), time) if part)
    return Mark(start, label, name if name and is_person(name) else None, time_s)


def _turn(text: str, at: int) -> _Turn | None:
    if found := _BOLD.match(text, at):
        colon = bool(found["colon"] or found["after"] or found["last"])
    elif found := _ABOVE.match(text, at) or _PLAIN.match(text, at):
        colon = True
    else:
        return None
    name = " ".join(found["name"].split()).rstrip(" ,")
    if not _NAME.fullmatch(name) or name[0].islower():
        return None
    time = found["time1"] or found["time2"]
    bold = found.re is _BOLD
    return _Turn(at, name, seconds(time) if time else None, bold, marked=bool(colon or time))


def _is_transcript(
    turns: Sequence[_Turn], counts: Counter[str], *, places: int, least_names: int
) -> bool:
    """Whether so many paragraphs or lines begin with names, and names that return."""
    people = Counter({name: count for name, count in counts.items() if is_person(name)})
    people[NOT_NAMED] = sum(count for name, count in counts.items() if is_unnamed(name))
    people += Counter()  # without those that never speak
    returning = [name for name in people if people[name] > 1]
    return (
        len(turns) >= _LEAST_TURNS
        and len(turns) >= _LEAST_SHARE * places
        and len(returning) * 2 >= min(len(people), 4)
        and len(returning) >= least_names
    )
