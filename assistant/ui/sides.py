"""A comparison as HTML: a column for each document, one below the other on a narrow page. Pure."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from assistant.types import Answer, Outcome
from assistant.ui.words import Words


def render_sides(answer: Answer, draw: Callable[[Answer], str], words: Words) -> str:
    """The columns; `draw` gives the HTML of what one document says."""
    columns = "".join(
        f'<section class="side"><h3 dir="auto">{escape(_title(side))}</h3>'
        f"{draw(side) if side.outcome is not Outcome.NO_EVIDENCE else _silent(words)}</section>"
        for side in answer.sides
    )
    return f'<div class="sides of-{len(answer.sides)}">{columns}</div>'


def difference_of(answer: Answer) -> str:
    """What stands above the sides: where two of them plainly do not say the same."""
    return answer.text.partition("### ")[0].strip()


def _title(side: Answer) -> str:
    """Of the document that was asked; of one without a passage, its id."""
    titles = [hit.passage.source.title for hit in side.hits]
    return titles[0] if titles else ", ".join(side.scope.documents)


def _silent(words: Words) -> str:
    return f'<p class="silent">{escape(words.scope.silent)}</p>'
