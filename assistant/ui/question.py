"""What was typed becomes a question, or a sentence that says why it is none."""

from __future__ import annotations

from assistant.answering.question import LONGEST_QUESTION, is_control
from assistant.errors import QuestionError
from assistant.ui import words

QUESTION_LIMIT = LONGEST_QUESTION  # characters; the engine would refuse a longer one


def clean_question(typed: str) -> str:
    """The question without control characters and outer blanks; line breaks and tabs stay.

    Raises QuestionError with a sentence for the user when nothing is left or it is too long.
    """
    kept = "".join(c for c in typed.replace("\r\n", "\n") if c in "\n\t" or not is_control(c))
    question = kept.strip()
    if not question:
        raise QuestionError(words.EMPTY_QUESTION.format(example=words.EXAMPLES[0]))
    if len(question) > QUESTION_LIMIT:
        raise QuestionError(words.LONG_QUESTION.format(length=len(question), limit=QUESTION_LIMIT))
    return question
