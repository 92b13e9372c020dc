"""A follow-up becomes a question that can be searched without the conversation.

Rules, for when there is no model: a short question that leans on what was said ("and how long
until that goes away?") is searched together with the question before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.reading.language import DEFAULT_LANGUAGE
from assistant.retrieval.carry_over import FILLING, names_something, put_in_place
from assistant.retrieval.glossary import in_english
from assistant.retrieval.question_language import asked_with, question_language
from assistant.retrieval.shelf import Shelf
from assistant.types import Turn

Standalone = Callable[[str, Sequence[Turn]], str]  # a question in its conversation, without it

LONG_ENOUGH = 14  # words; questions this long name their subject
FEW_WORDS = 4  # that carry a subject, of a question which names none and still is about one
SHORT = 4  # words; questions this short lean on what was said, mostly
# Words that no document knows: one can be what a short question puts in another's place, and of
# another language two that the glossary lacks too.
MOST_UNKNOWN = 1
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
# The same, and words that go on, in the languages of the glossary.
_LEANING_WORDS = {
    "de": frozenset(
        "und aber oder dann also auch es er sie ihn ihm ihr ihre das dies diese dieser dieses"
        " dessen deren davon damit dafür dazu darin daran dort beide andere anderen".split()
    ),
    "fr": frozenset(
        "et mais ou donc alors aussi il elle ils elles lui leur cela ça celui celle ceux y en"
        " autre autres".split()
    ),
}
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
    is_short = len(words) < LONG_ENOUGH
    if shelf is None:
        return len(words) <= SHORT or (is_short and _LEANS.search(question) is not None)
    language = question_language(question)
    leaning = _LEANING_WORDS.get(language, frozenset[str]())
    if is_short and (_LEANS_ALL_THE_SAME.search(question) or not leaning.isdisjoint(words[:1])):
        return True
    says = [word for word in words if word not in FILLING | asked_with(language)]
    if len(words) > SHORT and (len(says) > FEW_WORDS or names_something(question, shelf)):
        return False
    if _PRONOUN_ANYWHERE.search(question) or not leaning.isdisjoint(words):
        return True
    unknown = [word for word in says if not _is_known(word, language, shelf)]
    if len(words) <= SHORT or language != DEFAULT_LANGUAGE:
        return len(unknown) <= MOST_UNKNOWN
    # "How tall is the Eiffel Tower?" is to be answered with a no, whatever was asked before.
    names = {name.lower() for name in _NAME.findall(question)}
    return names.isdisjoint(unknown) and 2 * len(unknown) <= len(says)


def _is_known(word: str, language: str, shelf: Shelf) -> bool:
    """Whether the documents say it, be it in English; without a glossary nothing can be told."""
    return (
        language not in (DEFAULT_LANGUAGE, *_LEANING_WORDS)
        or shelf.lookups.knows(word)
        or bool(in_english(word, language))
    )
