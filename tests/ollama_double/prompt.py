"""What a model would see of a request: messages, counted and cut to the context window."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

CHARS_PER_TOKEN = 4  # rough, for English; only the order of magnitude matters here
KEPT_AT_THE_FRONT = 4  # tokens; Ollama's default for `num_keep`
# A passage begins at a line `[n] title` and ends before the next such line or at the end.
PASSAGES = re.compile(
    r"^\[(?P<number>\d+)\][^\n]*\n(?P<text>.*?)(?=^\[\d+\]|\Z)", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the conversation."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """The messages as they reach the model, after any cut."""

    messages: tuple[Message, ...]
    think: bool | str | None  # as asked; None: not said
    context_tokens: int

    @property
    def tokens(self) -> int:
        """Length of all messages."""
        return sum(count_tokens(message.content) for message in self.messages)

    @property
    def system(self) -> str:
        """Everything the caller said in its own name."""
        return "\n".join(m.content for m in self.messages if m.role == "system")

    @property
    def rest(self) -> str:
        """Everything else: history, passages, the question."""
        return "\n".join(m.content for m in self.messages if m.role != "system")


class Passage(NamedTuple):
    """A numbered piece of a document, as found in a prompt."""

    number: int
    text: str


def count_tokens(text: str) -> int:
    """Roughly what a tokenizer would say, never 0 for some text."""
    return -(-len(text) // CHARS_PER_TOKEN)


def read_messages(body: Mapping[str, object]) -> tuple[Message, ...]:
    """The messages of a chat request, or the system text and prompt of a generate request."""
    listed = body.get("messages")
    if isinstance(listed, list):
        return tuple(
            Message(str(m.get("role", "")), str(m.get("content") or ""))
            for m in listed
            if isinstance(m, dict)
        )
    given = (("system", body.get("system")), ("user", body.get("prompt")))
    return tuple(Message(role, str(text)) for role, text in given if text)


def cut_to_window(prompt: Prompt) -> Prompt:
    """The prompt as Ollama shortens it, without telling the client.

    The oldest messages go first; the system message and the last one stay. A last message that is
    too long alone loses its middle, down to about half of the window.
    """
    messages = list(prompt.messages)
    while replace(prompt, messages=tuple(messages)).tokens > prompt.context_tokens:
        oldest = next((i for i, m in enumerate(messages[:-1]) if m.role != "system"), None)
        if oldest is None:
            messages[-1] = _without_middle(messages[-1], prompt.context_tokens)
            break
        del messages[oldest]
    return replace(prompt, messages=tuple(messages))


def find_passages(text: str, pattern: re.Pattern[str] = PASSAGES) -> list[Passage]:
    """The numbered passages of a prompt, in their order; the last one of a number counts.

    The pattern has groups `number` and `text`.
    """
    found = {int(m["number"]): m["text"].strip() for m in pattern.finditer(text)}
    return [Passage(number, passage) for number, passage in found.items()]


def _without_middle(message: Message, context_tokens: int) -> Message:
    kept = context_tokens - max((context_tokens - KEPT_AT_THE_FRONT) // 2, 1)
    front = KEPT_AT_THE_FRONT * CHARS_PER_TOKEN
    tail = max(kept * CHARS_PER_TOKEN - front, 1)
    if len(message.content) <= front + tail:
        return message
    return replace(message, content=message.content[:front] + message.content[-tail:])
