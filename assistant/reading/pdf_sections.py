"""The clauses of a PDF beside its pages: "p. 4, 2. Redistribution".

Only where numbered clauses run through the whole document, as in a contract or a law: a number at
the start of a line is also a list, a row of a table, or a formula. What is only set large or alone
is no clause. The page stays with every section.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.reading.clauses import find_clauses
from assistant.reading.sections import Heading, Mark, heading_marks

_PART = "title|part|annex|exhibit|schedule|appendix|attachment|chapter|section|article"
_NUMBERED = re.compile(rf"\(?(?:\d|[a-z][.)])|(?:{_PART})\s+[\dIVXLC]", re.I)
_CLAUSE = re.compile(r"(\d{1,3})\b")
_LEAST_CLAUSES = 3  # with numbers of their own: 1, 2, 3
_IN_ORDER = 0.9  # of the clauses come after the one before them; an annex counts anew


def with_clauses(text: str, pages: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks of the pages and of the clauses; each says its page and the clause it stands in."""
    headings = [heading for heading in find_clauses(text) if _NUMBERED.match(heading.label)]
    if not _run_through(headings):
        return tuple(pages)
    clauses = {mark.start: mark.label for mark in heading_marks(text, headings)}
    of_pages = {mark.start: mark for mark in pages}
    marks: list[Mark] = []
    page, clause = Mark(0, ""), ""
    for start in sorted({*clauses, *of_pages}):
        page, clause = of_pages.get(start, page), clauses.get(start, clause)
        label = ", ".join(filter(None, (page.label, clause)))
        marks.append(replace(page, start=start, label=label))
    return tuple(marks)


def _run_through(headings: Sequence[Heading]) -> bool:
    """Whether the headings' numbers count up from the beginning to the end."""
    found = (_CLAUSE.match(heading.label) for heading in headings)
    numbers = [int(match[1]) for match in found if match]
    steps = [b - a for a, b in pairwise(numbers)]
    in_order = sum(step in (0, 1, 2) for step in steps)
    return len(set(numbers)) >= _LEAST_CLAUSES and in_order >= _IN_ORDER * len(steps)
