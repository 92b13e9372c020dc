"""What a record finds, field by field, as sentences that name who found it.

A record says `class: closed` under the name of a block. A sentence about all its fields makes
sense alone and says whose judgement it is; the block with its evidence follows as it is written.
Known by their keys: a block with a class or a grade beside its evidence, and the items of a list
of which some have a license. Nothing is concluded from a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import yaml

from assistant.reading.field_names import plain_name
from assistant.reading.parsed import Finding, Parsed
from assistant.reading.sections import Mark, short_label

FINDINGS = "Summary"  # the label of the section that holds the sentences

_JUDGED = frozenset("class classification grade judgement judgment openness rating verdict".split())
_EVIDENCE = frozenset(
    """
    comment comments evidence explanation justification link links note notes rationale reason
    reference references source sources url urls
    """.split()
)
_LICENSE = frozenset("license licence licenses licences".split())
NAMES = ("name", "title", "component", "label", "id")  # the keys that name a block or an item
_MOST_CHARS = 90  # of a value that is a class, or of a name; a longer one is a sentence


def find_findings(node: yaml.Node, groups: Mapping[int, str]) -> tuple[Finding, ...]:
    """The findings of a record in its order, from its blocks and the blocks inside them.

    `groups`: the comment that heads a block, by where its key stands.
    """
    found: list[Finding] = []
    waiting: list[tuple[str, str, yaml.Node]] = [("", "", node)]
    seen: set[int] = set()  # told once, however often aliases name it
    while waiting:
        group, name, current = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        inner: list[tuple[str, str, yaml.Node]] = []
        if isinstance(current, yaml.MappingNode):
            found += _judgement(group, name, current)
            found += _licenses_of_parts(name, current)
            inner = [
                (groups.get(key.start_mark.index, name), _plain(key), value)
                for key, value in current.value
            ]
        elif isinstance(current, yaml.SequenceNode):
            found += _licenses(current)
            inner = [(name, _name_of(_values(item)), item) for item in _blocks(current)]
        waiting.extend(reversed(inner))
    return tuple(found)


def with_findings(parsed: Parsed, *, publisher: str) -> Parsed:
    """The text with sentences about its findings before it, where it has any."""
    if not parsed.findings:
        return parsed
    subject = parsed.shown.title
    head = "\n".join(_sentences(parsed.findings, publisher or "this record", subject)) + "\n\n"
    moved = (replace(mark, start=mark.start + len(head)) for mark in parsed.marks)
    return replace(parsed, text=head + parsed.text, marks=(Mark(0, FINDINGS), *moved), findings=())


def _sentences(findings: Sequence[Finding], publisher: str, subject: str | None) -> Iterator[str]:
    """One for each value, in the order in which they come up; what has none comes last."""
    grouped: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for finding in findings:
        grouped.setdefault((finding.key, finding.value), []).append((finding.group, finding.field))
    about = f"On {subject}, {publisher}" if subject else publisher
    for (key, value), fields in sorted(grouped.items(), key=lambda item: not item[0][1]):
        if key in _JUDGED:
            says = f'judges these as "{value}" ({key})' if value else f"gives no {key} to these"
        else:
            says = f'lists the {key} "{value}" for' if value else f"lists no {key} of their own for"
        yield f"{about[0].upper()}{about[1:]} {says}: {_by_group(fields)}."


def _by_group(fields: Sequence[tuple[str, str]]) -> str:
    """The fields, each group once: in "documentation (code)" the code is no code but its manual."""
    groups: dict[str, list[str]] = {}
    for group, field in fields:
        groups.setdefault(group, []).append(field)
    return ", ".join(
        f"{group} ({'; '.join(names)})" if group else "; ".join(names)
        for group, names in groups.items()
    )


def _judgement(group: str, name: str, block: yaml.MappingNode) -> Iterator[Finding]:
    values = _values(block)
    key = next((key for key in values if key in _JUDGED), None)
    if name and key and _EVIDENCE & values.keys():
        value = values[key]
        if value is not None and len(value) <= _MOST_CHARS:
            yield Finding(group, name, key, value)


def _licenses(items: yaml.SequenceNode) -> Iterator[Finding]:
    """The license of each item, where the items have names and one at least a license."""
    blocks = [_values(item) for item in _blocks(items)]
    key = next((key for block in blocks for key in block if key in _LICENSE), None)
    if key is None:
        return
    for block in blocks:
        name, value = _name_of(block), block.get(key, "")
        if name and value is not None and len(value) <= _MOST_CHARS:
            yield Finding("", name, key, value)


def _licenses_of_parts(name: str, block: yaml.MappingNode) -> Iterator[Finding]:
    """Of `license: {code: {name: MIT}, data: {name: CC0-1.0}}` the license of code and data."""
    if name.lower() not in _LICENSE:
        return
    for key, value in block.value:
        license_name = _values(value).get("name") if isinstance(value, yaml.MappingNode) else None
        if license_name:
            yield Finding("", _plain(key), name.lower(), license_name)


def _blocks(items: yaml.SequenceNode) -> list[yaml.MappingNode]:
    return [item for item in items.value if isinstance(item, yaml.MappingNode)]


def _name_of(values: Mapping[str, str | None]) -> str:
    return short_label(next((name for key in NAMES if (name := values.get(key))), ""))


def _values(block: yaml.MappingNode) -> Mapping[str, str | None]:
    """The block's values by key in lower case; None: more than one value."""
    return {
        str(key.value).strip("_").lower(): " ".join(value.value.split())
        if isinstance(value, yaml.ScalarNode)
        else None
        for key, value in block.value
        if isinstance(key, yaml.ScalarNode)
    }


def _plain(key: yaml.Node) -> str:
    return short_label(plain_name(str(key.value))) if isinstance(key, yaml.ScalarNode) else ""
