"""Which list a mark belongs to: marks that count on from each other are one list, at one depth.

A mark continues the list it counts on from, or begins one ("1.", "(a)", "i."), inside the item that
stands above it. What does neither is no mark of a clause: a year, a wrapped line, a reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.reading.numbering import Mark, Reading

_MOST_LEFT_OUT = 4  # items missing in a copy before its list is taken up again
_FIRST = {0, 1}
_UNFINISHED = re.compile(r"[;,](?:\s*(?:and|or|and/or))?$")
_TERM = Reading("1", (1,))  # terms that are defined do not count; each follows the one before
_TERM_STYLE = "term"


@dataclass(slots=True)
class _List:
    reading: Reading  # of its latest item
    style: str
    indent: int
    dormant: bool = False  # text that is none of its items has followed: it can only be continued
    listed: bool = False  # an item ended with ";", so the one that ends with "." is the last

    def is_outline(self, lists: Sequence[_List]) -> bool:
        """Whether it counts the clauses of the whole text: "1.", "2.", outermost."""
        return self is lists[0] and self.reading.system in ("1", "1.1") and self.style != "()"


@dataclass(frozen=True, slots=True)
class Place:
    """How deep an item stands, 0 outermost, and whether it begins its list."""

    depth: int
    first: bool


class Nesting:
    """The lists that are open at one point of a text, outermost first."""

    def __init__(self) -> None:
        self._lists: list[_List] = []
        self._number: tuple[int, ...] = ()  # of the heading above: "4.0 Conditions of Use"

    def under(self, number: tuple[int, ...] = ()) -> None:
        """A heading ends what is open; clauses may be counted on below it, as licenses do."""
        del self._lists[1:]
        for each in self._lists:
            each.dormant = True
        self._number = number

    def add(
        self, mark: Mark, indent: int, *, above: str, leads: bool, following: Mark | None
    ) -> Place | None:
        """Where an item stands; None where its mark counts on from nothing.

        `above`: the line above it. `leads`: that line announces a list or is a bare title.
        `following`: the next mark of the same style, which tells "(i)" before "(ii)" from "(i)"
        before "(j)".
        """
        readings = _likely(mark, following)
        found = self._continued(mark, readings, indent)
        if found is not None:
            depth, reading = found
            kept = self._lists[depth]
            kept.reading, kept.indent, kept.dormant = reading, indent, False
            kept.listed |= bool(_UNFINISHED.search(above))
            del self._lists[depth + 1 :]
            return Place(depth, first=False)
        free = leads or not self.depth()
        begun = next((r for r in readings if self._may_begin(r, following, free=free)), None)
        if begun is None:
            return None
        depth = self._depth_of_new(begun, mark.style, indent, leads=leads)
        del self._lists[depth:]
        self._lists.append(_List(begun, mark.style, indent))
        return Place(depth, first=True)

    def add_term(self, indent: int, *, leads: bool) -> Place:
        """Where a term that is defined stands: below the clause that lists the definitions."""
        for depth, each in enumerate(self._lists):
            if each.style == _TERM_STYLE:
                each.dormant = False
                del self._lists[depth + 1 :]
                return Place(depth, first=False)
        self._drop_dormant()
        if not leads:  # it follows a list of something else
            del self._lists[1:]
        self._lists.append(_List(_TERM, _TERM_STYLE, indent))
        return Place(len(self._lists) - 1, first=True)

    def leaves(self, indent: int, above: str) -> bool:
        """Whether a paragraph without a mark is no part of the innermost item but follows its list.

        It does where it stands further out, or where a list of items that end with ";" has had the
        item that ends with ".". `above`: the line above it.
        """
        awake = [each for each in self._lists if not each.dormant]
        if not awake:
            return False
        innermost = awake[-1]
        outdented = indent + 1 < innermost.indent and not innermost.is_outline(awake)
        # A definition seldom has two paragraphs; what follows the last one is no part of it.
        ended = innermost.style == _TERM_STYLE and indent <= innermost.indent + 1
        ended |= innermost.listed and above.endswith(".") and not innermost.is_outline(awake)
        if not outdented and not ended:
            return False
        innermost.dormant = True
        while outdented and len(awake) > 2 and indent + 1 < awake[-2].indent:
            awake.pop()
            awake[-1].dormant = True
        return True

    def depth(self) -> int:
        """How many items the text at this point stands in."""
        return sum(not each.dormant for each in self._lists)

    def _continued(
        self, mark: Mark, readings: tuple[Reading, ...], indent: int
    ) -> tuple[int, Reading] | None:
        """The list that an item counts on from: at its indent if there is one, or innermost."""
        steps = [
            (step, moved, self._lists[depth].dormant, -depth, reading)
            for depth, reading in self._same_kind(mark, readings)
            if (step := self._step(self._lists[depth].reading, reading))
            and (not (moved := abs(self._lists[depth].indent - indent) > 1) or step == 1)
        ]
        if not steps:
            return None
        *_, depth, reading = min(steps, key=lambda found: found[:4])
        return -depth, reading

    def _same_kind(
        self, mark: Mark, readings: tuple[Reading, ...]
    ) -> Iterator[tuple[int, Reading]]:
        for depth, each in enumerate(self._lists):
            for reading in readings:
                if (each.reading.system, each.style) == (reading.system, mark.style):
                    yield depth, reading

    def _step(self, before: Reading, now: Reading) -> int:
        """1 where a mark is the next one, more where some are left out, 0 where it is not."""
        old, new = before.values, now.values
        if len(old) != len(new):
            return 0
        if old[:-1] == new[:-1]:
            step = new[-1] - old[-1]
            return step if 1 <= step <= _MOST_LEFT_OUT else 0
        # "2.1" after "1.4", where no "2." stands between.
        next_part = old[:-2] == new[:-2] and new[-2] == old[-2] + 1 and new[-1] in _FIRST
        return 1 if next_part else 0

    def _may_begin(self, reading: Reading, following: Mark | None, *, free: bool) -> bool:
        """Whether a list may begin with this item.

        One that begins later than "1." ("5. ... 6. ..." below a colon or a heading) must go on.
        """
        last = reading.values[-1]
        if last in _FIRST or (
            reading.system == "1.1" and last == 2 and self._number_above(reading)
        ):
            return True
        ahead = following.readings if following else ()
        return free and Reading(reading.system, (*reading.values[:-1], last + 1)) in ahead

    def _number_above(self, reading: Reading) -> bool:
        """Whether "3.1" stands below a "3."."""
        above = reading.values[:-1]
        numbers = [each.reading.values for each in self._lists] + [self._number]
        return bool(above) and above in numbers

    def _depth_of_new(self, reading: Reading, style: str, indent: int, *, leads: bool) -> int:
        if reading.system == "1.1":
            above = reading.values[:-1]
            parents = [d for d, each in enumerate(self._lists) if each.reading.values == above]
            return parents[-1] + 1 if parents and above else 0
        self._drop_dormant()
        depth = len(self._lists)
        while depth > 1 and indent + 1 < self._lists[depth - 1].indent:
            depth -= 1
        if leads:
            return depth
        for outer, each in enumerate(self._lists[:depth]):
            same = (each.reading.system, each.style) == (reading.system, style)
            if same and indent <= each.indent + 1:
                return outer  # the list begins anew
        return depth

    def _drop_dormant(self) -> None:
        while self._lists and self._lists[-1].dormant:
            self._lists.pop()


def _likely(mark: Mark, following: Mark | None) -> tuple[Reading, ...]:
    """The readings of a mark; only the roman one of "(i)" where "(ii)" follows."""
    ahead = {r.system: r.values[-1] for r in following.readings} if following else {}
    roman = tuple(
        r for r in mark.readings if r.system in "iI" and ahead.get(r.system) == r.values[-1] + 1
    )
    letters = any(
        r.system in "aA" and ahead.get(r.system) == r.values[-1] + 1 for r in mark.readings
    )
    return roman if roman and not letters else mark.readings
