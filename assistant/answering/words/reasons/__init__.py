"""What did not work, in the languages of the page: one file for each language and subject.

A sentence is found by its English template (`Reason`), or by itself where it has no values. One
that is not here stays English. Addresses, names, commands, settings and what another program said
stay as they are: they are the values.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.answering.words import AnswerWords
from assistant.answering.words.reasons import (
    french_files,
    french_kept,
    french_library,
    french_models,
    french_notes,
    german_files,
    german_kept,
    german_library,
    german_models,
    german_notes,
)
from assistant.errors import AssistantError
from assistant.reason import Reason, fill

# By language, then by what is said in English.
REASONS: Mapping[str, Mapping[str, str]] = {
    "de": {
        **german_models.MODELS,
        **german_library.LIBRARY,
        **german_files.FILES,
        **german_kept.KEPT,
        **german_notes.NOTES,
    },
    "fr": {
        **french_models.MODELS,
        **french_library.LIBRARY,
        **french_files.FILES,
        **french_kept.KEPT,
        **french_notes.NOTES,
    },
}


def told(said: str | AssistantError, words: AnswerWords) -> str:
    """A reason in the language of the words; English where it is not known in it.

    A reason inside it is said in that language too, and numbers are written as it writes them.
    """
    reason, known = str(said), REASONS.get(words.language, {})
    if not isinstance(reason, Reason):
        return known.get(reason, reason)
    if reason.template not in known:
        return str.__str__(reason)  # a plain text: what is kept and sent is no more than that
    parts = {place: _part(place, part, words) for place, part in reason.parts.items()}
    return fill(known[reason.template], parts)


def _part(place: str, part: str, words: AnswerWords) -> str:
    part = told(part, words)
    return part.replace(",", words.thousands) if place.endswith(":,") else part
