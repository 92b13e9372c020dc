"""What a model thinks aloud before its answer is left out.

Told not to think, some models do it all the same, inside the answer: `<think> ... </think>`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

OPENING, CLOSING = "<think>", "</think>"
_THOUGHT = re.compile(rf"{OPENING}(.*?){CLOSING}", re.DOTALL)


class Split(NamedTuple):
    """A finished answer, and what was thought in it."""

    answer: str
    thoughts: str


def split_thoughts(text: str) -> Split:
    """A finished answer without thoughts in its middle, or before a mark that was never opened.

    Some templates open the first thought themselves: only its end is in what the model writes.
    """
    thoughts = [found[1].strip() for found in _THOUGHT.finditer(text)]
    unopened, _, answer = _THOUGHT.sub("", text).rpartition(CLOSING)
    thoughts.insert(0, unopened.replace(CLOSING, "").strip())
    return Split(answer, "\n\n".join(filter(None, thoughts)))


class Thoughts:
    """Takes the pieces of one stream and gives back what is not thought.

    Only a beginning counts: the same mark later in the text is text.
    """

    def __init__(self) -> None:
        self.thought = ""  # all that was thought so far
        self._held = ""  # not given back yet
        self._state = "beginning"  # then "thinking", or "answer"
        self._thinks = False

    def feed(self, piece: str) -> str:
        """The part of the stream so far that is answer and was not given back before."""
        if self._state == "answer":
            return piece
        self._held += piece
        while True:
            begun = self._held.lstrip()
            if self._state == "thinking":
                inside, closed, behind = self._held.partition(CLOSING)
                if not closed:
                    return ""
                self._keep(inside)
                self._held, self._state = behind, "beginning"
            elif begun.startswith(OPENING):
                self._state, self._thinks = "thinking", True
            else:
                return "" if OPENING.startswith(begun) else self.rest()

    def rest(self) -> str:
        """What is left at the end: thoughts that never closed are not an answer."""
        rest = self._held
        if self._state == "thinking":
            self._keep(self._held)
            rest = ""
        self._held, self._state = "", "answer"
        return rest.lstrip() if self._thinks else rest

    def _keep(self, inside: str) -> None:
        thought = inside.lstrip().removeprefix(OPENING).strip()
        self.thought = "\n\n".join(filter(None, (self.thought, thought)))
