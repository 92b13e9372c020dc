"""What a format makes of a file, and what is said about a file apart from its text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

from assistant.reading.sections import Mark
from assistant.reason import Reason
from assistant.types import Kind, Status


@dataclass(frozen=True, slots=True)
class Described:
    """What one source says about a file. None: it says nothing about that."""

    title: str | None = None
    kind: Kind | None = None
    version: str | None = None
    date: str | None = None  # ISO 8601, as exact as it is known
    status: Status | None = None
    language: str | None = None  # BCP 47
    publisher: str | None = None
    url: str | None = None
    aliases: tuple[str, ...] | None = None
    paraphrase: bool | None = None
    speakers: tuple[str, ...] | None = None  # the names used in the headings of a panel's sheet
    license: str | None = None  # of the file itself, not of what it speaks of
    corrected: Described | None = None  # by the side file: outranks the file's own front matter

    def over(self, other: Described) -> Described:
        """This description, completed by another where it says nothing."""
        mine = ((f.name, getattr(self, f.name)) for f in fields(self))
        return Described(
            **{name: getattr(other, name) if value is None else value for name, value in mine}
        )


NOTHING_SAID = Described()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a record says of one field, in its own words: "training code", "class", "closed"."""

    group: str  # what the field belongs to: "documentation"; empty: nothing says it
    field: str
    key: str
    value: str  # empty: the record leaves it out


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file's text, where its sections begin, and what it says about itself."""

    text: str
    marks: tuple[Mark, ...] = ()
    said: Described = NOTHING_SAID  # the file's front matter, which outranks a manifest
    shown: Described = NOTHING_SAID  # what the text itself shows: its heading, its `lang`
    notes: tuple[Reason, ...] = ()
    findings: tuple[Finding, ...] = ()  # of a record; told with the name of its publisher


ReadFormat = Callable[[bytes], Parsed]  # a file's bytes to its text; raises ReadingError
