"""What all readers of YAML need: its nodes, each once, and what is wrong with a broken text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import yaml

BROKEN = (yaml.YAMLError, ValueError, RecursionError)  # raised for a text that does not parse


def problem_of(exc: Exception) -> str:
    """What is wrong, on one line, without the place in the file."""
    return " ".join(str(getattr(exc, "problem", None) or exc).split())


def scalars(roots: Iterable[yaml.Node]) -> Iterator[yaml.ScalarNode]:
    """Every key and value once."""
    return (node for node in every_node(roots) if isinstance(node, yaml.ScalarNode))


def every_node(roots: Iterable[yaml.Node]) -> Iterator[yaml.Node]:
    """The roots and all below them, each once, however often aliases name it; in any order."""
    waiting = list(roots)
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, yaml.MappingNode):
            waiting.extend(part for pair in node.value for part in pair)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
