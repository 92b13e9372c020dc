"""Text of a file, laid out for reading: lines that a file wraps are joined, heading marks go.

Only white space and `#` change, each for one blank, so that every position stays what it was and a
quotation can be marked in the result. `readable` goes further, where nothing is marked.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.ui.surroundings import Piece, Stretch

LONG_LINE_CHARS = 45  # a line at least this long was ended by wrapping, a shorter one on purpose
_HEADING = re.compile(r"^#{1,6}(?= )", re.MULTILINE)
# A line that is followed by one as far from the edge, which begins no list, table, quotation or
# heading of its own; a row of cells ends with its line.
_WRAPPED = re.compile(
    rf"^(?![^\n]* \| )([ \t]*)(\S[^\n]{{{LONG_LINE_CHARS - 1},}})\n"
    r"(?=\1[^\n\s|>#*+\-•–—])(?!\1\d+[.)] )",
    re.MULTILINE,
)
# A passage may begin in the middle of a line: how short the rest of it is says nothing then.
_REST = re.compile(
    rf"\A[^\n\s|#>*+\-•–—][^\n|]*[^\n\s|.:;!?](?=\n[^\W\d_][^\n|]{{{LONG_LINE_CHARS - 1},}})"
)
# Signs of Markdown around words that a reader reads without them.
_LINK = re.compile(r"!?\[([^\][]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_ESCAPE = re.compile(r"\\([\[\]'\"_*`#])")


def reflow(text: str) -> str:
    """The text as paragraphs; as long as it was."""
    joined = _WRAPPED.sub(r"\1\2 ", text)
    if (rest := _REST.match(joined)) and joined[rest.end() + 1].islower():
        joined = f"{rest[0]} {joined[rest.end() + 1 :]}"
    return _HEADING.sub(lambda found: " " * len(found.group()), joined)


def readable(text: str) -> str:
    """The words without the signs of links, bold words and escapes; shorter than it was."""
    text = _LINK.sub(lambda found: found[1], text)
    return _ESCAPE.sub(r"\1", _BOLD.sub(r"\2", text))


def without_headings(text: str) -> str:
    """The text without the heading lines at its beginning, for a preview under its label."""
    return re.sub(r"\A(\s*#{1,6} [^\n]*\n)+", "", text)


def reflow_stretch(stretch: Stretch) -> Stretch:
    """The same stretch, laid out as a whole and cut where it was cut."""
    pieces = [
        *(piece.text for piece in stretch.before),
        stretch.lead,
        stretch.quote,
        stretch.tail,
        *(piece.text for piece in stretch.after),
    ]
    text, cuts, end = reflow("".join(pieces)), [], 0
    for piece in pieces:
        cuts.append(text[end : end + len(piece)])
        end += len(piece)
    count = len(stretch.before)
    return replace(
        stretch,
        before=_relabel(stretch.before, cuts[:count]),
        lead=cuts[count],
        quote=cuts[count + 1],
        tail=cuts[count + 2],
        after=_relabel(stretch.after, cuts[count + 3 :]),
    )


def _relabel(pieces: tuple[Piece, ...], texts: list[str]) -> tuple[Piece, ...]:
    return tuple(Piece(piece.label, text) for piece, text in zip(pieces, texts, strict=True))
