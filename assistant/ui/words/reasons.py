"""What did not work, in the language of the page.

Reasons are written to stand after a name or a colon, and begin small. Most of the page shows them
as a line of their own: here, and nowhere else, they are given their capital letter for that.
"""

from __future__ import annotations

from assistant.answering.words import reasons
from assistant.answering.words.languages import words_of
from assistant.errors import AssistantError
from assistant.reason import Reason, places
from assistant.ui.words import Words
from assistant.ui.words.english import ENGLISH


def told(said: str | AssistantError, words: Words) -> str:
    """A reason as a line that a reader of this page sees, a plain text; empty where there is none.

    It begins with a capital letter, unless it begins with a value: a name stays as it is written.
    """
    line = told_within(said, words)
    return line if _begins_with_value(said) else line[:1].upper() + line[1:]


def told_within(said: str | AssistantError, words: Words) -> str:
    """The same as part of a sentence, after a colon."""
    if said == ENGLISH.unexpected:  # of an opening, which all languages share
        return words.unexpected
    return reasons.told(said, words_of(words.language))


def _begins_with_value(said: str | AssistantError) -> bool:
    reason = str(said)
    if not isinstance(reason, Reason) or not reason.template.startswith("{"):
        return False
    return not isinstance(reason.parts[places(reason.template)[0]], Reason)
