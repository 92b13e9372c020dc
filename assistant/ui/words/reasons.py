"""What did not work, in the language of the page."""

from __future__ import annotations

from assistant.answering.words import reasons
from assistant.answering.words.languages import words_of
from assistant.errors import AssistantError
from assistant.ui.words import Words
from assistant.ui.words.english import ENGLISH


def told(said: str | AssistantError, words: Words) -> str:
    """A reason as a reader of this page is told it, a plain text; empty where there is none."""
    if said == ENGLISH.unexpected:  # of an opening, which all languages share
        return words.unexpected
    return reasons.told(said, words_of(words.language))
