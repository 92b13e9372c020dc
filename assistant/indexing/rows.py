"""Rows of the library become values."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from assistant.types import Passage, Section, Source


def passage_of(row: sqlite3.Row) -> Passage:
    """A row of `passages` joined with its document's `source`."""
    return Passage(
        passage_id=row["passage_id"],
        source=source_of(row["source"]),
        label=row["label"],
        start=row["start"],
        end=row["end"],
        text=row["text"],
        speaker=row["speaker"],
        time_s=row["time_s"],
        page=row["page"],
        context=row["context"],
    )


def section_row(section: Section) -> tuple[object, ...]:
    """A section as it is stored: the arguments of `Section`, in order."""
    return (
        section.label,
        section.start,
        section.end,
        section.speaker,
        section.time_s,
        section.page,
    )


@lru_cache(maxsize=64)  # every sentence of an answer asks where it stands
def sections_of(stored: str) -> tuple[Section, ...]:
    """The sections of a document as they were stored, in JSON."""
    return tuple(Section(*row) for row in json.loads(stored))


def section_at(sections: Sequence[Section], position: int) -> Section:
    """The one of a document's sections that holds this position; before the first, the first."""
    index = bisect_right(sections, position, key=lambda section: section.start) - 1
    return sections[max(index, 0)]


def source_of(stored: str) -> Source:
    """A source as it was stored, in JSON."""
    fields = json.loads(stored)
    for several in ("aliases", "speakers"):
        fields[several] = tuple(fields[several])
    return Source(**fields)
