"""What was typed becomes a question or a correction, or a sentence that says why it is none."""

from __future__ import annotations

from assistant.answering.question import LONGEST_QUESTION, is_control
from assistant.errors import QuestionError
from assistant.ui.words import Words, filled

QUESTION_LIMIT = LONGEST_QUESTION  # characters; the engine would refuse a longer one
CORRECTION_LIMIT = 2000  # characters: a long paragraph. More is a document, not a correction


def clean_question(typed: str, words: Words) -> str:
    """The question without control characters and outer blanks; line breaks and tabs stay.

    Raises QuestionError with a sentence for the user when nothing is left or it is too long.
    """
    question = _without_control(typed)
    if not question:
        raise QuestionError(words.empty_question.format(example=words.examples[0]))
    if len(question) > QUESTION_LIMIT:
        raise QuestionError(
            filled(words.long_question, words, length=len(question), limit=QUESTION_LIMIT)
        )
    return question


def clean_correction(typed: str, words: Words) -> str:
    """What would be right, cleaned like a question.

    Raises QuestionError with a sentence for the user when nothing is left or it is too long.
    """
    correction = _without_control(typed)
    if not correction:
        raise QuestionError(words.empty_correction)
    if len(correction) > CORRECTION_LIMIT:
        raise QuestionError(
            filled(words.long_correction, words, length=len(correction), limit=CORRECTION_LIMIT)
        )
    return correction


def _without_control(typed: str) -> str:
    kept = (c for c in typed.replace("\r\n", "\n") if c in "\n\t" or not is_control(c))
    return "".join(kept).strip()
