"""Plain text, licenses and reStructuredText: the file's own text, cut at its headings."""

from __future__ import annotations

import re

from assistant.reading.caption_lines import join_caption_lines
from assistant.reading.clauses import find_clauses
from assistant.reading.decode import decode
from assistant.reading.front_matter import split_front_matter, with_front_matter
from assistant.reading.markdown import read_markdown
from assistant.reading.parsed import Parsed
from assistant.reading.sections import heading_marks
from assistant.reading.speakers import find_turns

_MARKDOWN_HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.M)
_FEW_HEADINGS = 2  # a single one is a heading of a plain text, as its lines in capitals are
_FIRST_LINE_CHARS = 120  # a longer first line is a sentence, not a title


def read_plain(data: bytes) -> Parsed:
    """A text file. Some are Markdown in all but name and are read as that."""
    front = split_front_matter(decode(data))
    body = front.body.strip("\n")
    if len(_MARKDOWN_HEADING.findall(body)) >= _FEW_HEADINGS or _MARKDOWN_HEADING.match(body):
        return read_markdown(data)
    body, voices = join_caption_lines(body)
    marks = voices or find_turns(body) or heading_marks(body, find_clauses(body))
    return with_front_matter(front, body, marks, title=_first_line(body))


def _first_line(text: str) -> str | None:
    line = text.strip().split("\n", 1)[0].strip("#*=- \t")
    return line if 0 < len(line) <= _FIRST_LINE_CHARS else None
