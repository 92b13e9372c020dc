"""Questions to the person at the terminal, with a way out of every one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

from assistant.answering.question import is_control

Ask = Callable[[str], str]  # prompt -> what was typed; raises EOFError, KeyboardInterrupt
Tell = Callable[[str], None]
Way = Literal["again", "skip", "dismiss", "quit"]

WAYS: dict[str, Way] = {way: way for way in get_args(Way)}
YES, NO = ("y", "yes"), ("n", "no")


class Leaving(Exception):
    """The person will not answer this question; `way` says what they want instead."""

    def __init__(self, way: Way) -> None:
        super().__init__(way)
        self.way = way


class Asking:
    """Asks and tells. Every question raises Leaving for a word of WAYS.

    Ctrl-C and the end of input are `quit`.
    """

    def __init__(self, ask: Ask, tell: Tell) -> None:
        self._ask = ask
        self._tell = tell

    def tell(self, text: str) -> None:
        """Show lines of text, of which no terminal obeys anything."""
        self._tell("\n".join(printable(line) for line in text.split("\n")))

    def line(self, prompt: str, default: str = "") -> str:
        """What was typed, without control characters; `default` when that is nothing."""
        try:
            typed = self._ask(prompt)
        except (EOFError, KeyboardInterrupt):
            raise Leaving("quit") from None
        except UnicodeDecodeError:
            self.tell("That was not text. Type it again.")
            return self.line(prompt, default)
        typed = "".join(c for c in typed if not is_control(c)).strip()
        if typed.lower() in WAYS:
            raise Leaving(WAYS[typed.lower()])
        return typed or default

    def needed(self, prompt: str, default: str = "") -> str:
        """A line that is not empty."""
        while not (typed := self.line(prompt, default)):
            self.tell("This cannot be empty.")
        return typed

    def yes(self, prompt: str) -> bool:
        """Yes or no; asked until it is one of them."""
        while (typed := self.line(f"{prompt} (yes/no) ").lower()) not in (*YES, *NO):
            self.tell(f"Type yes or no; {', '.join(WAYS)} work everywhere.")
        return typed in YES


def printable(text: str) -> str:
    """One line without control and format characters: a document may hold some."""
    return "".join(" " if c.isspace() else c for c in text if c.isspace() or c.isprintable())
