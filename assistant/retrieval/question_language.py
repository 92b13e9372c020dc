"""Which language a question is in: too short a text for `detect_language`, which sees pages."""

from __future__ import annotations

import re

from assistant.reading.language import COMMON_WORDS, DEFAULT_LANGUAGE, detect_language
from assistant.reading.stop_words import STOP_WORDS

FEWEST = 2  # common words of a language in a question that is in it
# What questions are asked with, beside the words that are common in any text.
_ASKED_WITH = {
    "de": frozenset(
        "wie wer was wo wann warum wenn welche welcher welches welchen ich man muss kann darf oder"
        " nach bei einem einen einer sich im wird werden hat haben nur sind gegen unter".split()
    ),
    "fr": frozenset(
        "quel quelle quels qui quand pourquoi comment je il elle ce ne ses son sa sont doit peut"
        " puis ai selon la un aux ou si faire mon ma en".split()
    ),
    "es": frozenset("qué quién cuándo cómo cuál puedo debe si en es un mi ha tiene".split()),
}
_WORD = re.compile(r"[^\W\d_]+")
# Their common words are English ones as well: "do" and "no".
_TOO_ALIKE = frozenset(["pt", DEFAULT_LANGUAGE])


def question_language(question: str) -> str:
    """The BCP 47 code of the question's language; `DEFAULT_LANGUAGE` where nothing tells."""
    by_script = detect_language(question)
    if by_script not in ("", DEFAULT_LANGUAGE):
        return by_script
    words = {*_WORD.findall(question.lower())}
    english = len(words & (STOP_WORDS | COMMON_WORDS[DEFAULT_LANGUAGE]))
    counts = {
        code: len(words & (common | _ASKED_WITH.get(code, frozenset())))
        for code, common in COMMON_WORDS.items()
        if code not in _TOO_ALIKE
    }
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= max(FEWEST, english + 1) else DEFAULT_LANGUAGE


def function_words(language: str) -> frozenset[str]:
    """The commonest words of a language, which name nothing in it: German "mit" is no license."""
    return COMMON_WORDS.get(language, frozenset()) if language != DEFAULT_LANGUAGE else frozenset()


def asked_with(language: str) -> frozenset[str]:
    """Words that a question in it is asked with, whatever it is about."""
    return function_words(language) | _ASKED_WITH.get(language, frozenset())
