"""A follow-up becomes a question that can be searched alone, in the words of the model.

A model knows what "it" is where rules only guess. It is not trusted: what it writes must be one
question, with the names and numbers of the one asked and none that the conversation does not have.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import closing

from assistant.answering.marker_stream import resolve_markers
from assistant.answering.names import unnamed
from assistant.answering.terms import numbers
from assistant.reading.stems import content_terms
from assistant.types import Turn

LONGEST = 300  # characters of a question
TIME_S = 10.0  # a model that must be loaded first takes longer: the rules do
_QUOTES = "\"'“”‘’`* "
_LABEL = re.compile(r"^(?:(?:stand-?alone |rewritten |last )?question|q)\s*:\s*", re.IGNORECASE)


def read_question(pieces: Iterator[str], *, time_s: float = TIME_S) -> str:
    """The first line that a model writes; empty when it takes too long or does not end."""
    until, written = time.monotonic() + time_s, ""
    with closing(pieces):  # type: ignore[type-var]  # a generator
        for piece in pieces:
            written += piece
            if "\n" in written.strip():
                break
            if time.monotonic() > until or len(written) > 2 * LONGEST:
                return ""
    # A marker is of the answer before: searched for, its number would have to stand somewhere.
    first = resolve_markers(written.strip().partition("\n")[0], sources=0).text.strip()
    return _LABEL.sub("", first.strip(_QUOTES)).strip(_QUOTES)


def stands_for(rewritten: str, question: str, history: Sequence[Turn]) -> bool:
    """Whether what a model made of a question can be searched in its place."""
    talk = " ".join([question, *(turn.content for turn in history)])
    return (
        bool(content_terms(rewritten))
        and len(rewritten) <= max(LONGEST, len(question))
        and numbers(question) <= numbers(rewritten) <= numbers(talk)
        and not unnamed(question, rewritten)
        and not unnamed(rewritten, talk)
        and _asks_the_same(question, rewritten)
    )


def _asks_the_same(question: str, rewritten: str) -> bool:
    """At least half of the question's own words are still there."""
    wanted = content_terms(question)
    return 2 * len(wanted & content_terms(rewritten)) >= len(wanted)
