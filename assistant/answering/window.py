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

# What a model counted, in relation to the estimate. English gives .6 to .75; other texts more, so
# the most of all calls counts, and a tenth on top of it.
MARGIN = 1.1
LEAST_RATE = 0.5
# Below this share of what was expected, part of the sources was dropped: by a half, when Ollama
# cuts. Before anything was counted, English text is expected, with long words.
DROPPED = 0.8
FEWEST = 0.55


class Gauge:
    """How many tokens one model makes of a text, learned from what it says it has read.

    Ollama has no call that counts tokens without running the model; its answers tell how many the
    prompt had.
    """

    def __init__(self) -> None:
        self._most = 0.0  # tokens counted for each that was estimated; 0: nothing learned yet

    @property
    def rate(self) -> float:
        """What an estimate is multiplied with to be safe; 1 before the first answer."""
        return max(self._most * MARGIN, LEAST_RATE) if self._most else 1.0

    def learn(self, messages: Sequence[BaseMessage], read: int) -> int:
        """Compare with what the model read; the tokens expected when much less came, else 0.

        Only the last message is held against it: what stands before may be kept from the last
        question, and some servers do not count it again.
        """
        sure = count_tokens(messages[-1:])
        expected = sure * (self._most * DROPPED if self._most else FEWEST)
        if read < expected:
            return int(count_tokens(messages) * (self._most or FEWEST))
        self._most = max(self._most, read / count_tokens(messages))
        return 0


def estimate_tokens(text: str) -> int:
    """An upper estimate of the tokens of a text, without the model's tokenizer."""
    whole = len(_WHOLE.findall(text))
    return int((len(text) - whole) / CHARACTERS_PER_TOKEN) + whole + 1


def fit_messages(
    question: str,
    hits: Sequence[Hit],
    history: Sequence[Turn],
    *,
    fence: str,
    tokens: int,
    rate: float = 1.0,
) -> tuple[list[BaseMessage], int]:
    """The messages with as many passages as fit, best first, and how many those are.

    The conversation is given up before the last passage is. Raises AnswerFailed when the question
    and one passage are too much: Ollama would cut the passage out without a word. `rate`: see
    `Gauge.rate`.
    """
    for turns in (history, ()):
        for count in range(len(hits), 0, -1):
            messages = write_messages(question, hits[:count], turns, fence=fence)
            if count_tokens(messages) * rate <= tokens:
                return messages, count
    raise AnswerFailed(
        "the question and one source do not fit into the {tokens:,} tokens that the model"
        " reads; ask in fewer words, or raise ASSISTANT_CONTEXT_TOKENS",
        tokens=max(tokens, 0),
    )


def count_tokens(messages: Sequence[BaseMessage]) -> int:
    """An upper estimate for a whole prompt."""
    return sum(estimate_tokens(str(m.content)) + TOKENS_PER_MESSAGE for m in messages)
