"""The block between two `---` lines at the start of a file.

In our own sheets it describes the sheet and is no part of its text. In other people's files it
holds facts (`license: apache-2.0`), which become a readable first section.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import yaml

from assistant.reading.license_record import attributed, described_by_record
from assistant.reading.parsed import NOTHING_SAID, Described, Parsed
from assistant.reading.sections import BEGINNING, Mark
from assistant.types import KINDS, STATUSES, Kind, Status

FRONT_MATTER = "Front matter"  # the label of the section that shows it

_BLOCK = re.compile(r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_KIND_WORDS: Mapping[str, Kind] = {
    "licence": "license",
    "podcast": "panel",
    "model card": "model_card",
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# More lines than this come from an alias that repeats itself, not from a person.
_MOST_LINES = 2_000


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A file's front matter, and the text that follows it."""

    said: Described
    readable: str  # "key: value" lines; empty on our own sheets, which it only describes
    body: str
    note: str = ""  # why it could not be parsed
    record: Described = NOTHING_SAID  # what a database of licenses says; a manifest knows better


def split_front_matter(text: str) -> FrontMatter:
    """The front matter taken off the text. One that does not parse stays readable, with a note."""
    found = _BLOCK.match(text)
    if not found:
        return FrontMatter(NOTHING_SAID, "", text)
    block, body = found[1], text[found.end() :]
    try:
        # compose keeps every value as it is written; loading would turn `no` into False
        node = yaml.compose(block, Loader=yaml.SafeLoader)
        parsed = node if isinstance(node, yaml.MappingNode) else None
    except (yaml.YAMLError, ValueError, RecursionError) as exc:
        problem = " ".join(str(getattr(exc, "problem", None) or exc).split())
        return FrontMatter(
            NOTHING_SAID, block.strip(), body, f"front matter does not parse: {problem}"
        )
    if parsed is None:  # text between two rules, not a front matter
        return FrontMatter(NOTHING_SAID, "", text)
    values = dict(_top_values(parsed))
    said, record = _describe(values), described_by_record(values)
    if said.kind is not None:  # one of our own sheets
        return FrontMatter(said, "", body)
    readable = _readable(block, parsed)
    if record is not NOTHING_SAID:
        readable = attributed(readable)
    return FrontMatter(said, readable, body, record=record)


def with_front_matter(
    front: FrontMatter, body: str, marks: Sequence[Mark], *, title: str | None
) -> Parsed:
    """A body and its marks, with the front matter before them where that is readable."""
    shown = front.record.over(Described(title=title))
    notes = (front.note,) if front.note else ()
    if not front.readable:
        return Parsed(body, tuple(marks), front.said, shown, notes)
    head = f"{front.readable}\n\n"
    begins = [] if marks and marks[0].start == 0 else [Mark(len(head), BEGINNING)]
    moved = [replace(mark, start=mark.start + len(head)) for mark in marks]
    marks = (Mark(0, FRONT_MATTER), *begins, *moved)
    return Parsed(head + body, marks, front.said, shown, notes)


def _top_values(node: yaml.MappingNode) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Scalars and lists of scalars by key; what is nested deeper describes no source."""
    for key, value in node.value:
        if isinstance(value, yaml.ScalarNode):
            yield str(key.value).lower(), _scalar(value)
        elif isinstance(value, yaml.SequenceNode):
            items = [_scalar(v) for v in value.value if isinstance(v, yaml.ScalarNode)]
            yield str(key.value).lower(), tuple(items)


def _scalar(node: yaml.ScalarNode) -> str:
    return "" if node.tag.endswith(":null") else " ".join(str(node.value).split())


def _describe(values: Mapping[str, str | tuple[str, ...]]) -> Described:
    def one(*keys: str) -> str | None:
        return next((v for k in keys if isinstance(v := values.get(k), str) and v), None)

    def several(key: str) -> tuple[str, ...] | None:
        value = values.get(key) or None
        return (value,) if isinstance(value, str) else value

    kind = (one("kind") or "").lower()
    status = (one("status") or "").lower()
    language = one("language", "lang", "locale")
    return Described(
        title=one("title"),
        kind=_known_kind(kind),
        version=one("version"),
        date=_date(one("date")),
        status=_known_status(status),
        language=language.split("-")[0].lower()
        if language and _LANGUAGE.fullmatch(language)
        else None,
        publisher=one("publisher"),
        url=one("url"),
        aliases=several("aliases"),
        paraphrase=_truth(one("paraphrase")),
        speakers=several("speakers"),
    )


def _known_kind(word: str) -> Kind | None:
    return next((k for k in KINDS if k == word), _KIND_WORDS.get(word))


def _known_status(word: str) -> Status | None:
    return next((s for s in STATUSES if s == word), None)


def _truth(word: str | None) -> bool | None:
    return None if word is None else word.lower() in {"true", "yes"}


def _date(value: str | None) -> str | None:
    """A year, month or day in ISO 8601; None for anything else."""
    found = re.match(r"\d{4}(-\d{2}(-\d{2})?)?(?=\D|$)", value or "")
    if not found:
        return None
    try:
        datetime.date.fromisoformat((found[0] + "-01-01")[:10])
    except ValueError:
        return None
    return found[0]


def _readable(block: str, node: yaml.Node) -> str:
    """The block as "key: value" lines; as it is written where comments explain it."""
    if re.search(r"^\s*#", block, re.M):
        return block.strip()
    return "\n".join(_lines(node))


def _lines(node: yaml.Node) -> list[str]:
    lines: list[str] = []
    waiting: list[tuple[str, yaml.Node]] = [("", node)]
    while waiting and len(lines) < _MOST_LINES:
        path, current = waiting.pop()
        if isinstance(current, yaml.ScalarNode):
            if _scalar(current):
                lines.append(f"{path}: {_scalar(current)}")
        elif isinstance(current, yaml.SequenceNode):
            flat = [_scalar(v) for v in current.value if isinstance(v, yaml.ScalarNode)]
            if flat:
                lines.append(f"{path}: {', '.join(flat)}")
            nested = [v for v in current.value if not isinstance(v, yaml.ScalarNode)]
            waiting.extend((path, v) for v in reversed(nested))
        elif isinstance(current, yaml.MappingNode):
            waiting.extend(
                (f"{path}.{key.value}" if path else str(key.value), value)
                for key, value in reversed(current.value)
            )
    return lines
