"""What divides a legal text before its clauses are counted.

The recitals of a law, headings written in Markdown, and where the text goes on in another language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.reading.legal import WHEREAS
from assistant.reading.lines import Line
from assistant.reading.numbering import read_mark
from assistant.reading.sections import Heading
from assistant.reading.titles import LEVEL_OF_CLAUSE, clean_label

_RECITAL = re.compile(r"\((\d{1,3})\)\s+\S")
_WRITTEN = re.compile(r"(#{1,6})[ \t]+(\S.*)")
_LINES_THAT_TELL, _LETTERS_THAT_TELL = 3, 12  # which language a part of a text is in
_MOST_NAME_CHARS = 30  # of a line that names the part in the other language


def written_headings(lines: Sequence[Line]) -> Iterator[Heading]:
    """Headings with the `#` of Markdown in front."""
    for line in lines:
        if found := _WRITTEN.match(line.text):
            yield Heading(line.start, len(found[1]), clean_label(found[2]))


def other_script(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """Where Chinese follows Latin letters or the other way round, and what that part is called."""
    told = [(line, script) for line in lines if (script := _is_chinese(line.text)) is not None]
    current: bool | None = None
    for i, (line, script) in enumerate(told):
        ahead = told[i : i + _LINES_THAT_TELL]
        if script == current or [s for _, s in ahead] != [script] * _LINES_THAT_TELL:
            continue
        if current is not None:
            text = line.text
            titled = len(text) <= _MOST_NAME_CHARS and not read_mark(text) and text[-1] not in "。."
            yield line.start, clean_label(text) if titled else "中文" if script else "English"
        current = script


def _is_chinese(text: str) -> bool | None:
    """Whether a line is Chinese rather than in Latin letters; None where it has too few of both."""
    chinese, latin = len(re.findall(r"[\u3400-\u9fff]", text)), len(re.findall(r"[A-Za-z]", text))
    return None if chinese * 3 + latin < _LETTERS_THAT_TELL else chinese * 3 > latin


def find_recitals(lines: Sequence[Line]) -> Iterator[Heading]:
    """The numbered reasons that a law gives after "Whereas:", counted from (1)."""
    number = -1
    for line in lines:
        if WHEREAS.fullmatch(line.text):
            number = 0
        elif number >= 0 and (m := _RECITAL.match(line.text)) and int(m[1]) == number + 1:
            number += 1
            yield Heading(line.start, LEVEL_OF_CLAUSE, f"Recital {number}")
