"""The block between two `---` lines at the start of a file.

In our own sheets it describes the sheet and is no part of its text. In other people's files it
holds facts (`license: apache-2.0`), which become a readable first section.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import yaml

from assistant.reading.dates import iso_date
from assistant.reading.facts import Facts, has_odd_keys, read_facts, scalar
from assistant.reading.license_record import attributed, described_by_record
from assistant.reading.parsed import NOTHING_SAID, Described, Parsed
from assistant.reading.sections import BEGINNING, Mark
from assistant.reading.yaml_nodes import BROKEN, problem_of
from assistant.reason import Reason
from assistant.types import KINDS, STATUSES, Kind, Status

NO_FACTS = Facts("", ())
FRONT_MATTER = "Front matter"  # the label of the section that shows it

_BLOCK = re.compile(r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_KIND_WORDS: Mapping[str, Kind] = {
    "licence": "license",
    "podcast": "panel",
    "model card": "model_card",
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A file's front matter, and the text that follows it."""

    said: Described
    facts: Facts  # "key: value" lines; none on our own sheets, which it only describes
    body: str
    note: Reason | None = None  # why it could not be parsed
    record: Described = NOTHING_SAID  # what a database of licenses says; a manifest knows better


def split_front_matter(text: str) -> FrontMatter:
    """The front matter taken off the text. One that does not parse stays readable, with a note."""
    found = _BLOCK.match(text)
    if not found:
        return FrontMatter(NOTHING_SAID, NO_FACTS, text)
    block, body = found[1], text[found.end() :]
    try:
        # compose keeps every value as it is written; loading would turn `no` into False
        node = yaml.compose(block, Loader=yaml.SafeLoader)
        parsed = node if isinstance(node, yaml.MappingNode) else None
    except BROKEN as exc:
        said = _describe(dict(_top_values(_pairs_that_parse(block))))
        note = Reason(
            "front matter does not parse: {reason}; shown as it is written", reason=problem_of(exc)
        )
        return FrontMatter(said, Facts(block.strip(), ()), body, note)
    if parsed is None:  # text between two rules, not a front matter
        return FrontMatter(NOTHING_SAID, NO_FACTS, text)
    values = dict(_top_values(parsed.value))
    said, record = _describe(values), described_by_record(values)
    if said.kind is not None:  # one of our own sheets
        return FrontMatter(said, NO_FACTS, body)
    facts = _readable(block, parsed)
    if record is not NOTHING_SAID:
        facts = attributed(facts)
    note = Reason("front matter is a template; shown as it is written")
    return FrontMatter(said, facts, body, note if has_odd_keys(parsed) else None, record)


def with_front_matter(
    front: FrontMatter, body: str, marks: Sequence[Mark], *, title: str | None
) -> Parsed:
    """A body and its marks, with the front matter before them where that is readable."""
    shown = front.record.over(Described(title=title))
    notes = (front.note,) if front.note else ()
    if not front.facts.text:
        return Parsed(body, tuple(marks), front.said, shown, notes)
    head = f"{front.facts.text}\n\n"
    begins = [] if marks and marks[0].start == 0 else [Mark(len(head), BEGINNING)]
    moved = [replace(mark, start=mark.start + len(head)) for mark in marks]
    marks = (Mark(0, FRONT_MATTER), *front.facts.marks, *begins, *moved)
    return Parsed(head + body, marks, front.said, shown, notes)


def _top_values(
    pairs: Iterable[tuple[yaml.Node, yaml.Node]],
) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Scalars and lists of scalars by key; what is nested deeper describes no source."""
    for key, value in pairs:
        if isinstance(value, yaml.ScalarNode):
            yield str(key.value).lower(), scalar(value)
        elif isinstance(value, yaml.SequenceNode):
            items = [scalar(v) for v in value.value if isinstance(v, yaml.ScalarNode)]
            yield str(key.value).lower(), tuple(items)


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
        date=iso_date(one("date")),
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


def _readable(block: str, node: yaml.Node) -> Facts:
    """The block as "key: value" lines; as it is written where comments explain it."""
    if re.search(r"^\s*#", block, re.M) or has_odd_keys(node):
        return Facts(block.strip(), ())
    return read_facts(node, label=FRONT_MATTER)


def _pairs_that_parse(block: str) -> list[tuple[yaml.Node, yaml.Node]]:
    """The keys and values of a block that does not parse as a whole, each for itself."""
    pairs: list[tuple[yaml.Node, yaml.Node]] = []
    for piece in re.split(r"\n(?=[^\s#-])", block):
        try:
            node = yaml.compose(piece, Loader=yaml.SafeLoader)
        except BROKEN:
            continue
        pairs += node.value if isinstance(node, yaml.MappingNode) else []
    return pairs
