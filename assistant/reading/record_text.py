"""The source of a YAML file with the marks left out that only a parser needs.

Keys, values and their order stay as they are written: they are what is quoted of a record. Left
out are the `---` above it, the `#` of the comments that introduce it, the signs of block scalars,
and the escapes in quoted values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import yaml

from assistant.reading.characters import replace_surrogates
from assistant.reading.edits import Edit, Edited
from assistant.reading.yaml_nodes import scalars

# "# availability:" on a line of its own is a heading for the blocks below it.
GROUP = re.compile(r"#[ \t]*(?P<name>[^\W\d_][\w &/-]{1,40}?)(?P<colon>:?)[ \t]*")

_COMMENT_SIGN = re.compile(r"^#(?!!)[ \t]?", re.M)
_DOCUMENT_SIGN = re.compile(r"^(?:---|\.\.\.)[ \t]*$\n?", re.M)
_DASH = re.compile(r"[ \t]*-\s")
_LONE_DASH = re.compile(r"(?<=-)[ \t]*\n[ \t]+(?=\S)")
_SPACE = re.compile(r"[ \t]+$|(?<=\n)(?:[ \t]*\n){2,}", re.M)
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")  # an anchor or a tag before a value
_BLOCK_SIGN = re.compile(r"[|>][-+\d]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u0085]")


def readable_source(text: str, nodes: Sequence[yaml.Node], begins: Iterable[int]) -> Edited:
    """The text of a record whose documents were composed to these nodes.

    `begins`: where its blocks begin; each is a paragraph, unless it is an item of a list.
    """
    edits = [*_signs(text, nodes)]
    edits += (
        Edit(start, start, "\n")
        for start in begins
        if text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : start].strip()
        and not _DASH.match(text, start)
    )
    edits += (edit for node in scalars(nodes) for edit in _scalar(text, node))
    return Edited(text, edits)


def _signs(text: str, nodes: Sequence[yaml.Node]) -> Iterator[Edit]:
    for sign in _LONE_DASH.finditer(text):
        if text[text.rfind("\n", 0, sign.start()) + 1 : sign.start()].strip() == "-":
            yield Edit(*sign.span(), " ")
    for space in _SPACE.finditer(text):
        yield Edit(*space.span(), "\n" if "\n" in space[0] else "")
    begin = nodes[0].start_mark.index if nodes else 0
    for sign in _DOCUMENT_SIGN.finditer(text, 0, begin):
        yield Edit(*sign.span(), "")
    # Not inside a record: "# license: mit" without its sign would be a value that holds.
    heading = start_with_comments(text, begin)
    group = GROUP.fullmatch(text[heading:begin].strip())
    introduced = heading if group and group["colon"] else begin
    for sign in _COMMENT_SIGN.finditer(text, 0, introduced):
        yield Edit(*sign.span(), "")


def start_with_comments(text: str, start: int) -> int:
    """Where the line of a position begins, or the first of the comment lines right above it."""
    line = text.rfind("\n", 0, start) + 1
    while line > 0:
        above = text.rfind("\n", 0, line - 1) + 1
        if not text[above:line].lstrip().startswith("#"):
            return line
        line = above
    return line


def _scalar(text: str, node: yaml.ScalarNode) -> Iterator[Edit]:
    """What is changed of a value: the sign of a block, or the escapes between quotation marks."""
    start, end = node.start_mark.index, node.end_mark.index
    start = _PROPERTIES.match(text, start, end).end()  # type: ignore[union-attr]  # always
    if node.style in ("|", ">"):
        sign = _BLOCK_SIGN.match(text, start)
        if sign is not None:
            yield Edit(len(text[:start].rstrip(" ")), sign.end(), "")
    elif node.style in ("'", '"') and not _same_words(text[start + 1 : end - 1], node.value):
        yield Edit(start, end, replace_surrogates(_CONTROL.sub(" ", node.value)))


def _same_words(one: str, other: str) -> bool:
    return one.split() == other.split()
