"""What fits into the model's context window. Ollama drops what does not, without a word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from langchain_core.messages import BaseMessage

from assistant.answering.prompts import write_messages
from assistant.errors import AnswerFailed
from assistant.types import Hit, Turn

# Tokens are fewer than this in every script we met: a token of English holds about 4 characters.
# Digits, signs, and scripts other than Latin, Greek and Cyrillic count whole: many tokenizers give
# each of their characters a token.
CHARACTERS_PER_TOKEN = 3.0
_WHOLE = re.compile(r"[^\W_a-zA-Z\u00c0-\u052f]|[^\w\s]|_")
TOKENS_PER_MESSAGE = 8


def estimate_tokens(text: str) -> int:
    """An upper estimate of the tokens of a text, without the model's tokenizer."""
    whole = len(_WHOLE.findall(text))
    return int((len(text) - whole) / CHARACTERS_PER_TOKEN) + whole + 1


def fit_messages(
    question: str, hits: Sequence[Hit], history: Sequence[Turn], *, fence: str, tokens: int
) -> tuple[list[BaseMessage], int]:
    """The messages with as many passages as fit, best first, and how many those are.

    The conversation is given up before the last passage is. Raises AnswerFailed when the question
    and one passage are too much: Ollama would cut the passage out without a word.
    """
    for turns in (history, ()):
        for count in range(len(hits), 0, -1):
            messages = write_messages(question, hits[:count], turns, fence=fence)
            if count_tokens(messages) <= tokens:
                return messages, count
    raise AnswerFailed(
        f"the question and one source do not fit into the {max(tokens, 0):,} tokens that the model"
        " reads; ask in fewer words, or raise ASSISTANT_CONTEXT_TOKENS"
    )


def count_tokens(messages: Sequence[BaseMessage]) -> int:
    """An upper estimate for a whole prompt."""
    return sum(estimate_tokens(str(m.content)) + TOKENS_PER_MESSAGE for m in messages)
