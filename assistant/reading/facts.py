"""The facts of a front matter as lines that a person reads: "license: apache-2.0".

Simple lists are one line, an item with fields of its own (a result of an evaluation) is one line,
a text of several lines (the conditions of a gated model) stays one, under a label of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import yaml

from assistant.reading.clauses import find_clauses
from assistant.reading.sections import Mark, heading_marks
from assistant.reading.yaml_nodes import every_node

# More values told again come from aliases that multiply, not from a person.
_MOST_REPEATED = 1_000
_DEEPEST = 20
_ITEM_CHARS = 300  # a longer item is told field by field
_LONG_TEXT_CHARS = 1_500  # a longer text is cut at its clauses


class Facts(NamedTuple):
    """The lines, and where the texts of several lines begin and end among them."""

    text: str
    marks: tuple[Mark, ...]


def read_facts(node: yaml.Node, *, label: str) -> Facts:
    """The facts below a node; `label` is that of the section they stand in."""
    pieces: list[str] = []
    marks: list[Mark] = []
    length = 0
    inside = False
    for path, value in _Walk().facts("", node, 0):
        is_text = "\n" in value
        if is_text:
            marks += _marks_of_text(f"{label} > {path}", length, len(path) + 2, value)
        elif inside:
            marks.append(Mark(length, label))
        inside = is_text
        pieces.append(f"{path}:\n{value}\n" if is_text else f"{path}: {value}" if path else value)
        length += len(pieces[-1]) + 1
    return Facts("\n".join(pieces).strip(), tuple(marks))


def has_odd_keys(node: yaml.Node) -> bool:
    """Whether a key is no word: a placeholder such as `{name}: {value}` in a template."""
    return any(
        not isinstance(key, yaml.ScalarNode)
        for mapping in every_node([node])
        if isinstance(mapping, yaml.MappingNode)
        for key, _ in mapping.value
    )


def scalar(node: yaml.ScalarNode) -> str:
    """A value on one line; empty where it is null."""
    return "" if node.tag.endswith(":null") else " ".join(str(node.value).split())


def _marks_of_text(label: str, start: int, head: int, value: str) -> Iterator[Mark]:
    yield Mark(start, label)
    if len(value) > _LONG_TEXT_CHARS:
        for mark in heading_marks(value, find_clauses(value)):
            if mark.start > 0:
                yield Mark(start + head + mark.start, f"{label} > {mark.label}")


class _Walk:
    """One walk over nodes. Aliases can make it endless: it stops repeating after a while."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._left = _MOST_REPEATED

    def _is_too_much(self, node: yaml.Node) -> bool:
        self._left -= id(node) in self._seen
        self._seen.add(id(node))
        return self._left < 0

    def facts(self, path: str, node: yaml.Node, depth: int) -> Iterator[tuple[str, str]]:
        """Pairs of a path and a value, in order."""
        if self._is_too_much(node) or depth > _DEEPEST:
            return
        if isinstance(node, yaml.ScalarNode):
            value = _text(node)
            if value:
                yield path, value
        elif isinstance(node, yaml.SequenceNode):
            yield from self._items(path, node, depth)
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                name = scalar(key) if isinstance(key, yaml.ScalarNode) else "?"
                yield from self.facts(f"{path}.{name}" if path else name, value, depth + 1)

    def _items(self, path: str, node: yaml.SequenceNode, depth: int) -> Iterator[tuple[str, str]]:
        flat = [scalar(item) for item in node.value if isinstance(item, yaml.ScalarNode)]
        if any(flat):
            yield path, ", ".join(value for value in flat if value)
        for item in node.value:
            if isinstance(item, yaml.ScalarNode):
                continue
            fields = list(self.facts("", item, depth + 1))
            line = "; ".join(f"{name}: {value}" if name else value for name, value in fields)
            if len(line) <= _ITEM_CHARS and "\n" not in line:
                fields = [("", line)] if line else []
            yield from (
                (".".join(step for step in (path, name) if step), value) for name, value in fields
            )


def _text(node: yaml.ScalarNode) -> str:
    """A value; one with lines of its own keeps them."""
    if "\n" not in str(node.value).strip():
        return scalar(node)
    return "\n".join(line.rstrip() for line in str(node.value).strip("\n").split("\n"))
