"""The lines of a text without markup, with what shows where paragraphs begin and end."""

from __future__ import annotations

from dataclasses import dataclass, replace

# Where paragraphs follow each other without a blank line, a line this long is a paragraph.
_PARAGRAPH_CHARS = 120
_ENDS = ".:;。：；"


@dataclass(frozen=True, slots=True)
class Line:
    """A line with text in it."""

    start: int  # of its first character that is no white space
    text: str  # stripped
    indent: int
    opens: bool  # it begins a paragraph
    closes: bool  # it ends one
    apart: bool = True  # a blank line stands above it, and the text above has ended


def is_drawn(line: str) -> bool:
    """Whether a line is a rule, a border or the side of a box: "=====", "*      *"."""
    return not any(char.isalnum() for char in line)


def split_lines(text: str) -> list[Line]:
    """The lines with text in them; blank ones only show where paragraphs begin and end."""
    lines: list[Line] = []
    position, blank = 0, True
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            above = "" if blank or not lines or is_drawn(lines[-1].text) else lines[-1].text
            opens = not above or above[-1] in _ENDS or len(above) > _PARAGRAPH_CHARS
            apart = blank and (not lines or lines[-1].text[-1] in _ENDS)
            lead = raw[: len(raw) - len(raw.lstrip())]
            indent = len(lead.expandtabs(4))
            lines.append(Line(position + len(lead), stripped, indent, opens, False, apart))
        if lines and not blank and (not stripped or len(stripped) > _PARAGRAPH_CHARS):
            at = -2 if stripped else -1
            lines[at:] = [replace(lines[at], closes=True), *lines[at:][1:]]
        blank = not stripped
        position += len(raw) + 1
    return [*lines[:-1], replace(lines[-1], closes=True)] if lines else []
