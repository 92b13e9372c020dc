"""What fits into the model's context window. Ollama drops what does not, without a word."""

from __future__ import annotations

from collections.abc import Sequence

from langchain_core.messages import BaseMessage

from assistant.answering.prompts import write_messages
from assistant.types import Hit, Turn

# Tokens are fewer than this in every script we met: a token of English holds about 4 characters,
# one of Chinese about 1 (each such character counts whole).
CHARACTERS_PER_TOKEN = 3.0
TOKENS_PER_MESSAGE = 8


def estimate_tokens(text: str) -> int:
    """An upper estimate of the tokens of a text, without the model's tokenizer."""
    wide = sum(character > "\u2e7f" for character in text)
    return int((len(text) - wide) / CHARACTERS_PER_TOKEN) + wide + 1


def fit_messages(
    question: str, hits: Sequence[Hit], history: Sequence[Turn], *, fence: str, tokens: int
) -> tuple[list[BaseMessage], int]:
    """The messages with as many passages as fit, best first, and how many those are.

    The conversation is given up before the last passage is.
    """
    for turns in (history, ()):
        for count in range(len(hits), 0, -1):
            messages = write_messages(question, hits[:count], turns, fence=fence)
            if count_tokens(messages) <= tokens:
                return messages, count
    return write_messages(question, hits[:1], (), fence=fence), 1


def count_tokens(messages: Sequence[BaseMessage]) -> int:
    """An upper estimate for a whole prompt."""
    return sum(estimate_tokens(str(m.content)) + TOKENS_PER_MESSAGE for m in messages)
