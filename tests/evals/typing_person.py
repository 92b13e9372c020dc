"""A person at the terminal, scripted: types lines, and keeps what was shown."""

from __future__ import annotations

from evals.asking import Asking


class Person:
    """Types its lines one by one; after the last one the input ends. An exception is raised."""

    def __init__(self, *lines: str | BaseException) -> None:
        self.lines = list(lines)
        self.seen: list[str] = []  # prompts and what was told, in order

    def ask(self, prompt: str) -> str:
        self.seen.append(prompt)
        if not self.lines:
            raise EOFError
        line = self.lines.pop(0)
        if isinstance(line, BaseException):
            raise line
        return line

    @property
    def asking(self) -> Asking:
        return Asking(self.ask, self.seen.append)

    @property
    def shown(self) -> str:
        return "\n".join(self.seen)
