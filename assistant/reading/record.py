"""YAML records of an openness index: what each field says, a section for each block.

The section is labelled with the path of the block in plain words. Its keys and values stay as
they are written, links and notes beside what they explain: "class: closed" means something only
under the name of its block. What the record judges is said once more in sentences that name whose
judgement it is (`findings`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import yaml

from assistant.reading.decode import decode
from assistant.reading.field_names import plain_name
from assistant.reading.findings import NAMES, find_findings
from assistant.reading.parsed import Described, Finding, Parsed
from assistant.reading.record_text import GROUP, readable_source, start_with_comments
from assistant.reading.sections import PATH, Mark, short_label
from assistant.reading.yaml_nodes import BROKEN, problem_of
from assistant.reason import Reason

COMMENTS = "Comments"  # the label of the comments that introduce a record
_DEEPEST = 5  # blocks inside blocks; what is deeper belongs to the block around it
_STEP_CHARS = 60  # of the names above a block, in its path
_KEY_LINE = re.compile(r"^(?P<key>[A-Za-z][\w.-]{0,60}):(?=\s)", re.M)
_BLOCKS_WITH_NAME = ("system", "project", "release", "model")


class _Child(NamedTuple):
    """A key of a mapping with its value, or an item of a list."""

    name: str
    start: int
    value: yaml.Node


def read_record(data: bytes) -> Parsed:
    """A YAML file; one that does not parse is read as text, with a note."""
    text = decode(data).strip("\n")
    try:
        # compose gives positions and plain strings; loading would follow aliases, which is how a
        # few lines become gigabytes
        nodes = list(yaml.compose_all(text, Loader=yaml.SafeLoader))
    except BROKEN as exc:
        note = Reason("YAML does not parse: {reason}; read as plain text", reason=problem_of(exc))
        return Parsed(text, tuple(_marks_of_lines(text)), notes=(note,))
    blocks = [node for node in nodes if isinstance(node, yaml.CollectionNode)]
    marks: list[Mark] = []
    findings: list[Finding] = []
    for block in blocks:
        groups = _groups(block, text)
        marks += _marks(block, text, groups)
        findings += find_findings(block, groups)
    title = next((name for block in blocks if (name := _name(block))), None)
    body, marks = _readable(text, blocks, marks)
    return Parsed(body, tuple(marks), shown=Described(title=title), findings=tuple(findings))


def _readable(
    text: str, blocks: Sequence[yaml.Node], marks: Sequence[Mark]
) -> tuple[str, list[Mark]]:
    """The text without the signs of YAML, and where the marks are in it."""
    source = readable_source(text, blocks, [mark.start for mark in marks])
    body = source.text.strip("\n")
    cut = len(source.text) - len(source.text.lstrip("\n"))
    moved = [Mark(max(source.place(mark.start) - cut, 0), mark.label) for mark in marks]
    introduced = moved and body[: moved[0].start].strip()
    return body, [Mark(0, COMMENTS), *moved] if introduced else moved


def _groups(root: yaml.CollectionNode, text: str) -> Mapping[int, str]:
    """The comment that heads each block at the top, by where the block begins."""
    groups: dict[int, str] = {}
    group = ""
    for child in _children(root, text):
        above = text[start_with_comments(text, child.start) : child.start]
        found = GROUP.fullmatch(above.strip())
        # Without its colon only where an earlier one shows that comments are headings here.
        if found and (found["colon"] or (group and " " not in found["name"])):
            group = found["name"]
        groups[child.start] = group
    return groups


def _marks(root: yaml.CollectionNode, text: str, groups: Mapping[int, str]) -> list[Mark]:
    """A mark where the path changes; a block of one line has none of its own."""
    marks: list[Mark] = []
    for child in _children(root, text):
        start = start_with_comments(text, child.start)
        path = tuple(name for name in (groups[child.start], child.name) if name)
        for mark in _walk(child, path, text, start, 1):
            is_new = not marks or (mark.label != marks[-1].label and mark.start > marks[-1].start)
            marks += [mark] if is_new else []
    return marks


def _walk(
    child: _Child, path: tuple[str, ...], text: str, start: int, depth: int
) -> Iterator[Mark]:
    """The marks of a child that begins at `start`, which may be the line of what holds it."""
    inner = _children(child.value, text) if depth < _DEEPEST and _is_block(child) else []
    for i, part in enumerate(inner):
        begin = start_with_comments(text, part.start) if i else start
        deeper = (*path, part.name) if _is_block(part) else path
        yield from _walk(part, deeper, text, begin, depth + 1)
    if not inner:
        above = [short_label(step, chars=_STEP_CHARS) for step in path[:-1]]
        yield Mark(start, PATH.join([*above, path[-1]]))


def _children(node: yaml.Node, text: str) -> list[_Child]:
    if isinstance(node, yaml.MappingNode):
        pairs = (
            (key.value if isinstance(key, yaml.ScalarNode) else "", key, value)
            for key, value in node.value
        )
        return [
            _Child(short_label(plain_name(name)) or "?", key.start_mark.index, value)
            for name, key, value in pairs
        ]
    if isinstance(node, yaml.SequenceNode):
        return [
            _Child(_name_in(item) or str(number), _dash_before(text, item), item)
            for number, item in enumerate(node.value, start=1)
        ]
    return []


def _is_block(child: _Child) -> bool:
    """Whether a child has parts on lines of their own. An alias has not: it stands elsewhere."""
    value = child.value
    if value.start_mark.index < child.start or not isinstance(value, yaml.CollectionNode):
        return False
    if isinstance(value, yaml.SequenceNode):
        return not value.flow_style and any(isinstance(v, yaml.MappingNode) for v in value.value)
    return not value.flow_style


def _dash_before(text: str, item: yaml.Node) -> int:
    """Where an item of a list begins; its dash may stand on the line above."""
    before = text[: item.start_mark.index].rstrip()
    return len(before) - 1 if before.endswith("-") else item.start_mark.index


def _marks_of_lines(text: str) -> Iterator[Mark]:
    """The blocks of a file that does not parse: lines that begin with a key."""
    for found in _KEY_LINE.finditer(text):
        yield Mark(found.start(), short_label(plain_name(found["key"])))


def _name(node: yaml.Node) -> str | None:
    """The name a record gives to what it describes, at the top or in the block that holds it."""
    if not isinstance(node, yaml.MappingNode):
        return None
    values = {str(key.value).lower(): value for key, value in node.value}
    blocks = (node, *(values[key] for key in _BLOCKS_WITH_NAME if key in values))
    return next((name for block in blocks if (name := _name_in(block))), None)


def _name_in(node: yaml.Node) -> str | None:
    """The name that a block gives itself."""
    if not isinstance(node, yaml.MappingNode):
        return None
    for key, value in node.value:
        if key.value in NAMES and isinstance(value, yaml.ScalarNode) and value.value.strip():
            return short_label(str(value.value))
    return None
