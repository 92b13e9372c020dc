"""A follow-up becomes a question that can be searched without the conversation.

Rules, for when there is no model: a short question that leans on what was said ("and how long
until that goes away?") is searched together with the question before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.types import Turn

LONG_ENOUGH = 14  # words; questions this long name their subject
MOST_CHARACTERS = 600  # of each earlier question: one that holds a whole document names no subject
_LEANS = re.compile(
    r"^(?:and|but|so|or|then|also|what about|how about|why|really|does (?:it|that|this)|"
    r"is (?:it|that|this)|can (?:it|they|i)|ok|okay)\b"
    r"|\b(?:it|its|that|this|these|those|they|them|their|he|she|his|her|there|one|ones|same|"
    r"former|latter|above|else|instead|other)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")


def standalone_question(question: str, history: Sequence[Turn]) -> str:
    """The question with the last one before it, if it cannot stand alone; else itself."""
    asked = [turn.content[:MOST_CHARACTERS] for turn in history if turn.role == "user"]
    asked = [" ".join(content.split()) for content in asked if content.strip()]
    if not asked or not _leans_on_history(question):
        return question
    # Two follow-ups in a row lean on the question that began them.
    begun = asked[-1]
    if len(asked) > 1 and _leans_on_history(begun):
        begun = f"{asked[-2]} {begun}"
    return f"{begun} {question}"


def _leans_on_history(question: str) -> bool:
    words = len(_WORD.findall(question))
    return words < LONG_ENOUGH and (words <= 4 or _LEANS.search(question) is not None)
