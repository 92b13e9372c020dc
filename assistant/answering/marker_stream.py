"""The markers of an answer while it is being written: resolved to sources, or never shown.

A small state machine. Pieces go in as they come from the model, text goes out as soon as it is
known what it is; how the pieces were cut changes nothing. Markers inside code are text; what is
code follows CommonMark: fences at the beginning of a line, and equal runs of backticks within one
paragraph. Where that is in doubt a bracket counts as a marker: it is checked, and cannot lie.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from assistant.answering.markers import (
    CLOSING,
    OPENING,
    Marker,
    is_cut_off,
    may_go_on,
    read_numbers,
)

FENCE = 3  # backticks or tildes
MOST_SOURCES = 999  # three digits

# "(https://...)" behind a marker, up to its end: made up, and left out.
_LINK = re.compile(r"\([^()\s`\[\]【】［］]{0,300}")
_BLANK_LINE = re.compile(r"\n[ \t]*\n$")
_START = re.compile(r"\n {0,3}$")


class Resolved(NamedTuple):
    """An answer whose markers all name a passage."""

    text: str
    order: list[int]  # order[m - 1] is the source number behind the new marker m
    invented: int  # markers that named no source and were removed


def resolve_markers(text: str, sources: int) -> Resolved:
    """A whole text at once: its markers renumbered, those above `sources` dropped."""
    stream = MarkerStream(sources)
    shown = stream.feed(text) + stream.rest()
    return Resolved(shown, stream.order, stream.invented)


def find_markers(text: str) -> list[Marker]:
    """The markers of a text that was resolved, in order."""
    stream = MarkerStream(MOST_SOURCES)
    stream.feed(text)
    stream.rest()
    return stream.markers


class _Bracket(NamedTuple):
    """An open bracket that may become a marker."""

    lead: str  # white space, and a backslash that escapes it
    sign: str
    inside: str

    def text(self) -> str:
        return self.lead + self.sign + self.inside


class MarkerStream:
    """Takes an answer piece by piece and gives back what may be shown of it.

    The markers become 1, 2, 3 ... in order of first appearance; those above `sources` disappear
    with the blank before them, and so does a link made of a marker.
    """

    def __init__(self, sources: int) -> None:
        self.order: list[int] = []  # order[m - 1] is the source behind the marker m
        self.invented = 0
        self.markers: list[Marker] = []  # at their places in all that was shown
        self._sources = sources
        self._coming: deque[str] = deque()
        self._shown: list[str] = []  # by the current call
        self._length = 0  # of everything shown
        self._line = "\n"  # the end of what was shown, as far back as a fence needs
        self._state: Callable[[str], None] = self._in_text
        self._lead = ""  # not shown yet: it goes with the marker behind it
        self._ghost: str | None = None  # lead of the marker dropped just before; None: none was
        self._open: list[_Bracket] = []
        self._held = ""  # a link, or a run of backticks with what follows
        self._run = 0  # length of the run that opened a piece of code or a fence
        self._closing = 0  # length of the run that may close it
        self._fence = "`"
        self._last = ""  # the last line of a fence, so far

    def feed(self, piece: str) -> str:
        """The part of the answer that can be shown now and was not shown before."""
        self._coming.extend(piece)
        while self._coming:
            self._state(self._coming.popleft())
        shown = "".join(self._shown)
        self._shown.clear()
        return shown

    def rest(self) -> str:
        """What was held back, at the end: an unclosed bracket is text, a cut-off marker is not."""
        shown = ""
        while self._held or self._open:
            if self._open and is_cut_off(self._open[-1].inside):
                self._open.pop()
            elif self._state == self._in_code and self._is_code():
                self._show(self._held)
                self._held = ""
            else:
                self._fail()
            shown += self.feed("")
        self._show(self._lead)
        self._lead = ""
        return shown + self.feed("")

    def _in_text(self, c: str) -> None:
        ghost, self._ghost = self._ghost, None
        if c in OPENING:
            self._open.append(_Bracket(self._lead or ghost or "", c, ""))
            self._lead, self._state = "", self._in_marker
        elif c == "\\" and not self._lead.endswith("\\"):
            self._lead += c
        elif c in "`~" and not self._lead.endswith("\\"):
            if ghost is not None and self._line.endswith(c):
                self._lead = self._lead or " "  # "`[9]`" must not become one run
            self._show(self._lead)
            self._lead, self._held, self._state = "", c, self._in_run
        else:
            self._show(self._lead)
            self._lead = c if c in " \t" else ""
            self._show("" if self._lead else c)

    def _in_marker(self, c: str) -> None:
        ghost, self._ghost = self._ghost, None
        bracket = self._open[-1]
        if c in OPENING:
            inside = bracket.inside.removesuffix(" ")
            self._open[-1] = bracket._replace(inside=inside)
            self._open.append(_Bracket(bracket.inside[len(inside) :] or ghost or "", c, ""))
        elif c in CLOSING:
            numbers = read_numbers(bracket.inside)
            if numbers is None:
                self._fail(c)
            else:
                self._open.pop()
                self._resolve(bracket, numbers)
        elif may_go_on(bracket.inside + c):
            self._open[-1] = bracket._replace(inside=bracket.inside + c)
        else:
            self._fail(c)

    def _resolve(self, bracket: _Bracket, numbers: list[int]) -> None:
        known = [number for number in numbers if 1 <= number <= self._sources]
        self.invented += len(numbers) - len(known)
        self._state, self._held = self._behind, ""
        lead = bracket.lead.removesuffix("\\")
        if not known:
            self._ghost = lead
            return
        while self._open:
            self._show(self._open.pop(0).text())
        self._show(lead)
        self.order.extend(n for n in dict.fromkeys(known) if n not in self.order)
        for number in dict.fromkeys(known):
            shown = self.order.index(number) + 1
            text = f"[{shown}]"
            self.markers.append(Marker(shown, self._length, self._length + len(text)))
            self._show(text)

    def _behind(self, c: str) -> None:
        """Behind a marker: a link, or anything else."""
        if c == "(" or self._held:
            self._held += c
            if c == ")":
                self._held = ""
            elif len(self._held) > 1 and not _LINK.fullmatch(self._held):
                self._fail()
        else:
            self._state = self._in_marker if self._open else self._in_text
            self._coming.appendleft(c)

    def _in_run(self, c: str) -> None:
        """In a run of backticks or tildes that may open code."""
        if c == self._held[0]:
            self._held += c
            return
        self._coming.appendleft(c)
        self._run, self._closing = len(self._held), 0
        self._state = self._in_code
        if self._held[0] == "~":
            self._open_fence() if self._may_fence() else self._fail()

    def _in_code(self, c: str) -> None:
        if c == "`":
            self._closing += 1
        elif self._closing == self._run:
            self._show(self._held)
            self._held, self._state = "", self._in_text
            self._coming.appendleft(c)
            return
        else:
            self._closing = 0
        self._held += c
        if c == "\n" and self._may_fence():
            self._open_fence()
        elif _BLANK_LINE.search(self._held, len(self._held) - 80):
            self._fail()

    def _open_fence(self) -> None:
        self._show(self._held)
        self._state = self._in_fence
        self._held, self._fence, self._last = "", self._held[0], ""

    def _in_fence(self, c: str) -> None:
        self._show(c)
        if c != "\n":
            self._last += c
            return
        line, self._last = self._last.rstrip(), ""
        mark = line.lstrip(" ")
        if len(mark) >= self._run and set(mark) == {self._fence} and len(line) - len(mark) < 4:
            self._state = self._in_text

    def _may_fence(self) -> bool:
        """Whether the held run stands at the beginning of a line, with a name behind it at most."""
        named = "`" not in self._held[self._run :] or self._held[0] == "~"
        return self._run >= FENCE and named and _START.search(self._line) is not None

    def _is_code(self) -> bool:
        return self._closing == self._run or self._may_fence()

    def _fail(self, *again: str) -> None:
        """What was held is text after all; what stands in it is looked at once more."""
        held, self._held = self._held, ""
        self._coming.extendleft(reversed(again))
        if self._state in (self._in_run, self._in_code):
            run = len(held) - len(held.lstrip(held[0]))
            self._show(held[:run])
            held = held[run:]
        while self._open:
            self._show(self._open.pop(0).text())
        if self._state == self._behind and not self._line[-1].isspace():
            self._show(" ")  # "[1](see above)": now it is no link for those who read it next
        self._state = self._in_text
        self._coming.extendleft(reversed(held))

    def _show(self, text: str) -> None:
        if text:
            self._shown.append(text)
            self._length += len(text)
            self._line = (self._line + text)[-5:]
