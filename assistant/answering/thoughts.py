"""What a model thinks aloud before its answer is left out.

Told not to think, some models do it all the same, inside the answer: `<think> ... </think>`.
"""

from __future__ import annotations

import re

OPENING, CLOSING = "<think>", "</think>"
_THOUGHT = re.compile(rf"{OPENING}.*?{CLOSING}", re.DOTALL)


def without_thoughts(text: str) -> str:
    """A finished answer without thoughts in its middle, or before a mark that was never opened.

    Some templates open the first thought themselves: only its end is in what the model writes.
    """
    return _THOUGHT.sub("", text).rpartition(CLOSING)[2]


class Thoughts:
    """Takes the pieces of one stream and gives back what is not thought.

    Only a beginning counts: the same mark later in the text is text.
    """

    def __init__(self) -> None:
        self._held = ""  # not given back yet
        self._state = "beginning"  # then "thinking", or "answer"
        self._thought = False

    def feed(self, piece: str) -> str:
        """The part of the stream so far that is answer and was not given back before."""
        if self._state == "answer":
            return piece
        self._held += piece
        while True:
            begun = self._held.lstrip()
            if self._state == "thinking":
                _, closed, behind = self._held.partition(CLOSING)
                if not closed:
                    return ""
                self._held, self._state = behind, "beginning"
            elif begun.startswith(OPENING):
                self._state, self._thought = "thinking", True
            else:
                return "" if OPENING.startswith(begun) else self.rest()

    def rest(self) -> str:
        """What is left at the end: thoughts that never closed are not an answer."""
        rest = "" if self._state == "thinking" else self._held
        self._held, self._state = "", "answer"
        return rest.lstrip() if self._thought else rest
