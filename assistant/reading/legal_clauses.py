"""The clauses of a license, a contract or a law, as a lawyer cites them.

Every numbered item is a section below the one it stands in: "Section 3 > a. Attribution > 1 > A".
Terms that are defined and the recitals of a law are sections too. Text that follows a list without
being one of its items belongs to the clause around the list again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.reading.legal_landmarks import find_recitals, other_script, written_headings
from assistant.reading.lines import Line, is_drawn, split_lines
from assistant.reading.nesting import Nesting
from assistant.reading.numbering import Mark, read_mark
from assistant.reading.sections import Heading, short_label
from assistant.reading.titles import (
    LEVEL_OF_CLAUSE,
    LEVEL_OF_LINE,
    clean_label,
    first_words,
    has_subtitle,
    heading_of,
    is_divider,
    is_title,
    is_underline,
    part_level,
)

_QUOTED = r"(?:\*\*)?[\"“”„‘'«「](?P<term>[^\"“”„’'»」\n]{1,80}?),?[\"”“’'»」](?:\*\*)?"
_DEFINES = (
    r"(?:[^.;:\n]{0,80}?\b(?:means?|shall mean|has the meaning|have the meaning|refers? to"
    r"|includes?|shall include|is|are)\b|\s*[–—:-]\s|[^。\n]{0,30}?[是指意有])"
)
_TERM = re.compile(rf"(?:[-*•]\s+)?(?:(?:To|An?|The|Each)\s+)?{_QUOTED}{_DEFINES}")
_PLAIN_TERM = re.compile(r"(?P<term>[A-Z][\w’' -]{1,50}?) (?:means|shall mean|has the meaning)\b")
_DEFINITIONS = re.compile(r"defin|glossary|terminolog|interpretation|定[义義]|术语|術語", re.I)
_FOOTNOTE = re.compile(r"\bOJ [CL]\b|https?://|\b[Ii]bid\b")
_MOST_TITLE_CHARS = 60  # of a sentence that serves as a clause's title
_MOST_LABEL_CHARS = 90
_FEW_HEADINGS = 3
_LEVEL_BELOW_MARKUP = 10  # of clauses where a document marks its headings itself


def find_legal_clauses(text: str, marked: Sequence[Heading] = ()) -> list[Heading]:
    """All headings of a legal text, in order; those its markup names are given and kept."""
    lines = split_lines(text)
    written = [] if marked else list(written_headings(lines))
    if len(written) >= _FEW_HEADINGS:  # Markdown shown as it is written, on a web page say
        marked = written
    walk = _Walk(lines, {heading.start: heading for heading in marked})
    return sorted(walk.run(), key=lambda heading: heading.start)


@dataclass
class _Walk:
    """One pass over the lines of a text."""

    lines: Sequence[Line]
    marked: Mapping[int, Heading]  # headings that markup names, by where they start
    nesting: Nesting = field(default_factory=Nesting)
    headings: list[Heading] = field(default_factory=list)
    path: list[Heading] = field(default_factory=list)  # items the text stands in, outermost first
    above: Heading | None = None  # the latest heading that is no item
    base: int = LEVEL_OF_CLAUSE
    divided: bool = False  # a rule stands above this line
    next_is_item: bool = False  # the line below has a mark, so this one is not wrapped

    def run(self) -> list[Heading]:
        recitals = {r.start: r for r in find_recitals(self.lines)}
        following = dict(_following_marks(self.lines))
        others = {} if self.marked else dict(other_script(self.lines))
        skipped: Line | None = None
        for i, line in enumerate(self.lines):
            below = self.lines[i + 1] if i + 1 < len(self.lines) else None
            above = self.lines[i - 1].text if i else ""
            self.divided |= is_divider(line)
            if line is skipped or is_drawn(line.text):
                continue
            if line.start in others:
                self._heading(Heading(line.start, 0, others[line.start]))
                if clean_label(line.text) == others[line.start]:
                    continue
            if line.start in recitals:
                self._heading(recitals[line.start])
            elif marked := self._marked(line):
                self._heading(marked)
            elif not self._item(line, above, below, following.get(i)) and not self.marked:
                skipped = self._unmarked_heading(line, below) or skipped
            self.divided = False
        return self.headings

    def _marked(self, line: Line) -> Heading | None:
        return self.marked.get(line.start) or self.marked.get(line.start - line.indent)

    def _heading(self, heading: Heading) -> None:
        self.headings.append(heading)
        self.above = heading
        self.path = []
        mark = read_mark(re.sub(r"^(?:section|article|clause)\s+", "", heading.label, flags=re.I))
        self.nesting.under(mark.readings[0].values if mark and mark.readings else ())

    def _unmarked_heading(self, line: Line, below: Line | None) -> Line | None:
        """Take a line as a heading if it is one; the line below where that is its subtitle."""
        if not line.opens and not (line.closes and part_level(line.text)):
            return None
        if is_underline(below, line):
            heading: Heading | None = Heading(line.start, LEVEL_OF_LINE, clean_label(line.text))
        else:
            heading = heading_of(line, below)
        if heading is None and self.divided and self.headings:
            heading = Heading(line.start, LEVEL_OF_LINE, clean_label(first_words(line.text)))
        if heading is None:
            return None
        if heading.level == LEVEL_OF_LINE and not self.headings and line is self.lines[0]:
            heading = replace(heading, level=0)  # the title of the whole
        if below is not None and has_subtitle(line, below):
            label = short_label(f"{heading.label}: {below.text}")
            self._heading(replace(heading, label=label))
            return below
        self._heading(heading)
        return None

    def _item(self, line: Line, above: str, below: Line | None, following: Mark | None) -> bool:
        """Take a line as a clause, a defined term, or as text behind a list; whether it is one."""
        opens = line.opens or self._is_bare(above) or self._is_title_above(above)
        mark = read_mark(line.text)
        self.next_is_item = below is not None and read_mark(below.text) is not None
        if mark is not None:
            follows = bool(self.path) and read_mark(above) is not None
            return (opens or follows) and self._clause(line, mark, above, following)
        if not opens:
            return False
        if (found := _TERM.match(line.text)) and self._defines(line, below):
            place = self.nesting.add_term(line.indent, leads=self._leads(above))
            self._add(line, f"“{found['term'].strip('*_ ')}”", place.depth)
            return True
        if self.nesting.leaves(line.indent, above) and not heading_of(line, below):
            self._resume(line)
        return False

    def _defines(self, line: Line, below: Line | None) -> bool:
        """Whether a sentence about a quoted word is one of a list of definitions."""
        labels = [step.label for step in (*self.path, *([self.above] if self.above else []))]
        if any(_DEFINITIONS.search(label) for label in labels):
            return True
        among = bool(self.path and self.path[-1].label.startswith("“"))
        return among or bool(line.closes and below and _TERM.match(below.text))

    def _clause(self, line: Line, mark: Mark, above: str, following: Mark | None) -> bool:
        rest = line.text[mark.length :]
        if mark.shown == "(1)" and _FOOTNOTE.search(rest[:200]):
            self._heading(Heading(line.start, 1, "Footnotes"))
        place = self.nesting.add(
            mark, line.indent, above=above, leads=self._leads(above), following=following
        )
        if place is None:
            return False
        if place.first and place.depth == 0:
            self.base = self._base(rest, above)
        self._add(
            line,
            self._label(line, mark, place.depth),
            place.depth,
            is_text=not is_title(rest.rstrip(". *"), chars=_MOST_LABEL_CHARS),
        )
        return True

    def _leads(self, above: str) -> bool:
        """Whether the line above announces a list, or is the title of the clause it stands in."""
        return above.endswith((":", "：")) or self._is_bare(above)

    def _base(self, rest: str, above: str) -> int:
        """The level of the outermost clauses.

        Those with titles are headings like the lines in capitals around them; those without belong
        to the line above them. A banner straight above the first does not lead the labels either.
        """
        if self.marked:
            return _LEVEL_BELOW_MARKUP
        titled = is_title(first_words(rest)) if rest else True
        banner = bool(self.above and clean_label(above) == self.above.label)
        return LEVEL_OF_LINE if titled or banner else LEVEL_OF_CLAUSE

    def _is_bare(self, above: str) -> bool:
        """Whether the line above is a clause's number and title and nothing else."""
        mark = read_mark(above)
        rest = above[mark.length :].rstrip(". *") if mark else ""
        return mark is not None and bool(self.path) and (not rest or is_title(rest))

    def _is_title_above(self, above: str) -> bool:
        return bool(self.above and above and clean_label(above.strip("# ")) == self.above.label)

    def _label(self, line: Line, mark: Mark, depth: int) -> str:
        rest = line.text[mark.length :].lstrip("*_ ")
        if found := re.match(_QUOTED, rest) or _PLAIN_TERM.match(rest):
            term = found["term"]
            return f"{mark.written} {term}" if rest[0].isalpha() else f"{mark.written} “{term}”"
        words = clean_label(first_words(rest))
        titled = is_title(words, chars=_MOST_LABEL_CHARS)
        led = depth > 0 or (self.above is not None and self.above.level < self.base)
        wrapped = not (line.closes or self.next_is_item) and len(words) >= len(rest)
        if not words or (led and not titled and (wrapped or _width(words) > _MOST_TITLE_CHARS)):
            return mark.shown
        return f"{mark.written} {words}"

    def _add(self, line: Line, label: str, depth: int, *, is_text: bool = True) -> None:
        heading = Heading(line.start, self.base + depth, short_label(label), is_text)
        self.headings.append(heading)
        self.path = [*self.path[:depth], heading]

    def _resume(self, line: Line) -> None:
        """The clause or heading around a list goes on after it."""
        depth = self.nesting.depth()
        around = self.path[depth - 1] if 0 < depth <= len(self.path) else self.above
        if around is not None and self.path:
            level = around.level or LEVEL_OF_LINE  # a title of the whole is not one of its parts
            self.headings.append(replace(around, start=line.start, level=level))


def _width(words: str) -> int:
    """How much room words take: a Chinese character says as much as a few letters."""
    return sum(3 if char >= "\u2e80" else 1 for char in words)


def _following_marks(lines: Sequence[Line]) -> Iterator[tuple[int, Mark]]:
    """For each line with a mark, the next mark of the same style."""
    latest: dict[str, Mark] = {}
    for i in range(len(lines) - 1, -1, -1):
        mark = read_mark(lines[i].text)
        if mark is not None:
            if mark.style in latest:
                yield i, latest[mark.style]
            latest[mark.style] = mark
