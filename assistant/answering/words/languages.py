"""The languages in which we speak in an answer."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.answering.words import AnswerWords
from assistant.answering.words.english import ENGLISH
from assistant.answering.words.french import FRENCH
from assistant.answering.words.german import GERMAN

ANSWER_WORDS: Mapping[str, AnswerWords] = {
    words.language: words for words in (ENGLISH, GERMAN, FRENCH)
}


def words_of(language: str) -> AnswerWords:
    """The words of a language by its code, such as "de"; English for one that has none."""
    return ANSWER_WORDS.get(language, ENGLISH)
