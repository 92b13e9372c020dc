"""YAML records of an openness index: the file's own text, a section for each of its blocks.

The text stays as it is written, links, comments and all: "class: closed" means something only
under the name of its block, and there it is where a reader finds it in the original.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from assistant.reading.decode import decode
from assistant.reading.parsed import Described, Parsed
from assistant.reading.sections import Mark, short_label

# A block longer than this is cut at the blocks inside it.
_LONG_BLOCK_CHARS = 1_200
_DEEPEST = 4
_NAME_KEYS = ("name", "title")
_BLOCKS_WITH_NAME = ("system", "project", "release", "model")


def read_record(data: bytes) -> Parsed:
    """A YAML file; one that does not parse is read as text, with a note."""
    text = decode(data).strip("\n")
    try:
        # compose gives positions and plain strings; loading would follow aliases, which is how a
        # few lines become gigabytes
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as exc:
        problem = " ".join(str(getattr(exc, "problem", None) or exc).split())
        return Parsed(text, notes=(f"YAML does not parse: {problem}; read as plain text",))
    if not isinstance(node, yaml.MappingNode):
        return Parsed(text)
    marks = tuple(_blocks(node, text, "", 1))
    return Parsed(text, marks, shown=Described(title=_name(node)))


def _blocks(node: yaml.MappingNode, text: str, path: str, depth: int) -> Iterator[Mark]:
    """A mark for each block; plain values between blocks belong to the block they stand in."""
    label_now = path
    for key, value in node.value:
        start = key.start_mark.index
        nested = isinstance(value, yaml.CollectionNode) and value.start_mark.index >= start
        label = f"{path} > {key.value}" if path else str(key.value)
        if path and not nested:
            label = path
        if label != label_now:
            yield Mark(text.rfind("\n", 0, start) + 1, short_label(label))
            label_now = label
        size = value.end_mark.index - start
        is_block = nested and isinstance(value, yaml.MappingNode) and not value.flow_style
        if is_block and size > _LONG_BLOCK_CHARS and depth < _DEEPEST:
            yield from _blocks(value, text, label, depth + 1)
            label_now = ""


def _name(node: yaml.MappingNode) -> str | None:
    """The name a record gives to what it describes, at the top or in the block that holds it."""
    values = {str(key.value).lower(): value for key, value in node.value}
    inner = (values[key] for key in _BLOCKS_WITH_NAME if key in values)
    for block in [node, *(b for b in inner if isinstance(b, yaml.MappingNode))]:
        for key, value in block.value:
            if key.value in _NAME_KEYS and isinstance(value, yaml.ScalarNode) and value.value:
                return short_label(str(value.value))
    return None
