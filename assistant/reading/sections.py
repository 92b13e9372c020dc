"""Where sections begin, and how they come to cover a text.

Every format says only where its sections begin (`Mark`); `cover` turns that into sections which
are in order, do not overlap, and together are the whole text. Formats that put their text
together from pieces use `Assembly`, formats that keep the file's text give marks directly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.types import Section

PATH = " > "  # between the headings above a section, in its label
WHOLE_TEXT = "Whole text"  # the label where nothing in the file names a part
BEGINNING = "Beginning"  # the label of what stands before the first heading

# A label is shown in a citation and embedded with its passage; a longer one is a sentence.
_LABEL_CHARS = 90
_STEP_CHARS = 60  # of the headings above it, in a path


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a section begins; it ends where the next one begins."""

    start: int
    label: str
    speaker: str | None = None
    time_s: float | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found in a text. Level 1 is the outermost; gaps between levels mean nothing."""

    start: int
    level: int
    label: str
    is_text: bool = False  # its label is how its text begins, so it has text of its own


_NUMBER = re.compile(r"\(?(?:\d+(?:\.\d+)*|[A-Za-z])[.)]")  # of a clause, which titles no document


def cover(text: str, marks: Iterable[Mark]) -> tuple[Section, ...]:
    """Sections of the whole text, in order, each ending where the next begins.

    Of two marks at one place the later one counts. What stands before the first mark becomes a
    section of its own, or part of the first where it is only white space. An empty text has none.
    """
    if not text:
        return ()
    by_start = {mark.start: mark for mark in marks if 0 <= mark.start < len(text)}
    ordered = [by_start[start] for start in sorted(by_start)]
    if not ordered:
        ordered = [Mark(0, WHOLE_TEXT)]
    elif text[: ordered[0].start].strip():
        ordered.insert(0, Mark(0, BEGINNING))
    starts = [0, *(mark.start for mark in ordered[1:])]
    ends = [*starts[1:], len(text)]
    return tuple(
        Section(mark.label, start, end, mark.speaker, mark.time_s, mark.page)
        for mark, start, end in zip(ordered, starts, ends, strict=True)
    )


def short_label(text: str, *, chars: int = _LABEL_CHARS) -> str:
    """One line that fits a citation: white space collapsed, cut between words."""
    line = re.sub(r"\s+", " ", text).strip()
    if len(line) <= chars:
        return line
    head = line[:chars]
    at = head.rfind(" ")
    return (head[:at] if at > chars // 2 else head).rstrip(" ,;:…") + "…"


def heading_marks(text: str, headings: Sequence[Heading]) -> list[Mark]:
    """Marks labelled with the path of headings above them: "Section 2 > Redistribution".

    The headings must be in order of position. Those that title the document as a whole are left
    out of the paths below them: the title travels with every passage anyway. A heading without
    text of its own begins no section; the first section below it begins there.
    """
    titles = _title_headings(text, headings)
    marks: list[Mark] = []
    path: list[Heading] = []
    waiting: int | None = None  # where headings without text of their own began
    for i, heading in enumerate(headings):
        if i < titles:
            label = heading.label
        else:
            while path and path[-1].level >= heading.level:
                path.pop()
            path.append(heading)
            above = [short_label(step.label, chars=_STEP_CHARS) for step in path[:-1]]
            label = PATH.join([*above, heading.label])
        below = headings[i + 1] if i + 1 < len(headings) else None
        start = heading.start if waiting is None else waiting
        leads_on = below is not None and (i < titles or below.level > heading.level)
        if below is not None and leads_on and _is_bare(text[heading.start : below.start], heading):
            waiting = start
            continue
        marks.append(Mark(start, label))
        waiting = None
    return marks


def _title_headings(text: str, headings: Sequence[Heading]) -> int:
    """How many headings at the start title the whole document.

    Those of the outermost level where it is used nowhere else, or several of it that follow each
    other without text.
    """
    if len(headings) < 2:
        return 0
    top = min(heading.level for heading in headings)
    leading = next(
        (i for i, h in enumerate(headings) if h.level != top or _NUMBER.match(h.label)),
        len(headings),
    )
    if leading == len(headings):
        return 0
    if all(h.level != top for h in headings[leading:]):
        return leading
    bare = [_is_bare(text[a.start : b.start], a) for a, b in pairwise(headings[:leading])]
    return leading if leading > 1 and all(bare) else 0


def _is_bare(stretch: str, heading: Heading) -> bool:
    """Whether a stretch of text holds nothing but its heading, and perhaps a line under it."""
    if heading.is_text:
        return False
    label = re.sub(r"\W", "", heading.label)
    lines = (re.sub(r"\W|_", "", line) for line in stretch.split("\n"))
    return all(line[:30] in label for line in lines)


class Assembly:
    """A text put together from pieces, with the place where each section begins."""

    def __init__(self, *, between: str = "\n\n") -> None:
        self._between = between
        self._pieces: list[str] = []
        self._length = 0
        self._pending: Mark | None = None
        self.marks: list[Mark] = []

    def begin(
        self,
        label: str,
        *,
        speaker: str | None = None,
        time_s: float | None = None,
        page: int | None = None,
    ) -> None:
        """Begin a section with the next piece; one that gets no text leaves no trace."""
        self._pending = Mark(0, label, speaker, time_s, page)

    def add(self, text: str) -> int:
        """Append a piece and return where it begins. White space alone is not a piece."""
        text = text.strip()
        if not text:
            return self._length
        if self._pieces:
            self._pieces.append(self._between)
            self._length += len(self._between)
        start = self._length
        if self._pending is not None:
            waiting, self._pending = self._pending, None
            self.marks.append(
                Mark(start, waiting.label, waiting.speaker, waiting.time_s, waiting.page)
            )
        self._pieces.append(text)
        self._length += len(text)
        return start

    @property
    def text(self) -> str:
        """The whole text so far."""
        return "".join(self._pieces)
