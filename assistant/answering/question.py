"""A question is checked before anything is searched."""

from __future__ import annotations

import unicodedata

from assistant.errors import QuestionError

LONGEST_QUESTION = 4000  # characters; a page of text. Longer ones are documents, not questions


def clean_question(question: str) -> str:
    """The question without control characters. Raises QuestionError when nothing can be asked."""
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(
            "the question has {length:,} characters, at most {limit:,} are read; ask in fewer"
            " words, or add the text as a document with `python ingest.py FILE`",
            length=len(question),
            limit=LONGEST_QUESTION,
        )
    kept = "".join(
        " " if character in "\t\n\r\x0b\x0c" else character
        for character in question
        if character in "\t\n\r\x0b\x0c" or not is_control(character)
    )
    cleaned = " ".join(kept.split())
    if not any(character.isalnum() for character in cleaned):
        raise QuestionError(
            "the question {question!r} holds no words; ask something like 'Is Llama 3.1 open"
            " source?'",
            question=cleaned[:40],
        )
    return cleaned


def is_control(character: str) -> bool:
    """Whether a character has no place in a question.

    Cc: control. Cs: half a surrogate pair, which cannot be encoded as UTF-8 later. Format
    characters (Cf) stay: joiners carry meaning in Persian and in emoji.
    """
    return unicodedata.category(character) in ("Cc", "Cs")
