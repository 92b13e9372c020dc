"""Text of a file, laid out for reading: lines that a file wraps are joined, heading marks go.

Only white space and `#` change, each for one blank, so that every position stays what it was and a
quotation can be marked in the result.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.ui.surroundings import Piece, Stretch

LONG_LINE_CHARS = 45  # a line at least this long was ended by wrapping, a shorter one on purpose
_HEADING = re.compile(r"^#{1,6}(?= )", re.MULTILINE)
# A single line break; not before a list, a table, a quotation or a heading, which begin lines.
_WRAPPED = re.compile(
    rf"(?<=[^\n]{{{LONG_LINE_CHARS}}})\n(?=[^\n\s|>#*+\-•])(?!\d+[.)] )",
)


def reflow(text: str) -> str:
    """The text as paragraphs; as long as it was."""
    joined = _WRAPPED.sub(" ", text)
    return _HEADING.sub(lambda found: " " * len(found.group()), joined)


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
