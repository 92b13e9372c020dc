"""Markdown tables whose rows have no outer pipes get them: `a | b` becomes `| a | b |`.

With them every line shows that it is a row, to a reader of one passage and to whoever cuts it.
"""

from __future__ import annotations

from collections.abc import Iterable

from markdown_it import MarkdownIt


def with_outer_pipes(text: str) -> str:
    """The text with a pipe at both ends of each row of its tables; else as it is."""
    if "|" not in text:
        return text
    # Not splitlines: it also cuts at U+2028 and form feeds, where markdown-it counts no line.
    lines = text.split("\n")
    for number in _rows(text):
        row = lines[number].strip()
        head = "" if row.startswith("|") else "| "
        tail = "" if row.endswith("|") and not row.endswith("\\|") else " |"
        if head or tail:
            lines[number] = f"{head}{row}{tail}"
    return "\n".join(lines)


def _rows(text: str) -> Iterable[int]:
    """The lines of the tables that stand in no list and no quotation."""
    for token in MarkdownIt("commonmark").enable("table").disable("inline").parse(text):
        if token.type == "table_open" and token.level == 0 and token.map:
            yield from range(*token.map)
