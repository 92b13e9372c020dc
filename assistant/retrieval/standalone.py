"""A follow-up becomes a question that can be searched without the conversation.

Rules, for when there is no model: a short question that leans on what was said ("and how long
until that goes away?") is searched together with the question before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.reading.language import DEFAULT_LANGUAGE
from assistant.retrieval.carry_over import FILLING, names_something, put_in_place
from assistant.retrieval.question_language import question_language
from assistant.retrieval.shelf import Shelf
from assistant.types import Turn

Standalone = Callable[[str, Sequence[Turn]], str]  # a question in its conversation, without it

LONG_ENOUGH = 14  # words; questions this long name their subject
FEW_WORDS = 4  # that carry a subject, of a question which names none and still is about one
MOST_CHARACTERS = 600  # of each earlier question: one that holds a whole document names no subject
_GOES_ON = r"and|but|so|or|then|also|what about|how about|same|ok|okay"
_OPENING = (
    rf"^(?:{_GOES_ON}|why|really|does (?:it|that|this)|is (?:it|that|this)|can (?:it|they|i))\b"
)
_PRONOUN = (
    r"\b(?:it|its|that|this|these|those|they|them|their|he|she|his|her|there|one|ones|same|"
    r"former|latter|above|else|instead|other)\b"
)
_LEANS = re.compile(f"{_OPENING}|{_PRONOUN}", re.IGNORECASE)
_PRONOUN_ANYWHERE = re.compile(_PRONOUN, re.IGNORECASE)
# Of a question that may well have a subject of its own: "that" can be a conjunction in it.
_LEANS_ALL_THE_SAME = re.compile(rf"^(?:{_GOES_ON})\b|{_PRONOUN}\W*$", re.IGNORECASE)
_NAME = re.compile(
    r"(?<=\w )[^\W\d_a-z]\w+"
)  # with a capital, and not because it begins a sentence
# Chinese and Japanese have no spaces: there about two characters make a word.
_WIDE = "\u2e80-\U0010ffff"
_WORD = re.compile(rf"(?=\w)[{_WIDE}]{{1,2}}|[^\W{_WIDE}]+")


def standalone_question(question: str, history: Sequence[Turn], shelf: Shelf | None = None) -> str:
    """The question with the last one before it, if it cannot stand alone; else itself.

    `shelf`: what the documents are called. With it, a question that names a document stands alone
    more often, one that names nothing less often, and one that only names another document than
    the question before puts it in the first one's place.
    """
    asked = [turn.content[:MOST_CHARACTERS] for turn in history if turn.role == "user"]
    asked = [" ".join(content.split()) for content in asked if content.strip()]
    if not asked or not _leans_on_history(question, shelf):
        return question
    # Two follow-ups in a row lean on the question that began them.
    begun = asked[-1]
    if len(asked) > 1 and _leans_on_history(begun, shelf):
        begun = f"{_spoken_of(begun, asked[-2], shelf)} {begun}"
    return f"{_spoken_of(question, begun, shelf)} {question}"


def _spoken_of(question: str, earlier: str, shelf: Shelf | None) -> str:
    return earlier if shelf is None else put_in_place(question, earlier, shelf)


def _leans_on_history(question: str, shelf: Shelf | None) -> bool:
    words = _WORD.findall(question.lower())
    if len(words) <= 4:
        return True
    is_short = len(words) < LONG_ENOUGH
    if shelf is None:
        return is_short and _LEANS.search(question) is not None
    if is_short and _LEANS_ALL_THE_SAME.search(question):
        return True
    says = [word for word in words if word not in FILLING]
    if len(says) > FEW_WORDS or names_something(question, shelf):
        return False
    return not _is_about_something_else(question, says, shelf)


def _is_about_something_else(question: str, says: Sequence[str], shelf: Shelf) -> bool:
    """Whether it speaks of what no document does: then it is not about what was spoken of.

    "How tall is the Eiffel Tower?" is to be answered with a no, whatever was asked before. In
    another language than that of the documents no word of it is known to them.
    """
    if _PRONOUN_ANYWHERE.search(question) or question_language(question) != DEFAULT_LANGUAGE:
        return False
    unknown = [word for word in says if not shelf.lookups.knows(word)]
    names = {name.lower() for name in _NAME.findall(question)}
    return not names.isdisjoint(unknown) or 2 * len(unknown) > len(says)
