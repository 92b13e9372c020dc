"""The one endpoint for other programs: `ask`, the same answer as data.

For example: `gradio_client.Client("http://127.0.0.1:7860").predict("Is Llama 3.1 open source?",
api_name="/ask")`.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.errors import AssistantError
from assistant.printed import citation_object
from assistant.types import Answer
from assistant.ui.opening import Opening
from assistant.ui.question import clean_question
from assistant.ui.words.english import ENGLISH

OPEN_WITHIN_S = 60.0  # opening takes 1 to 3 s; a cold disk may take ten times that
# Gradio derives the endpoint's description from these types.
CitationData = dict[str, str | int | float | None]
AnswerData = dict[str, str | float | list[CitationData] | None]


def answer_for_programs(opening: Opening) -> Callable[[str], AnswerData]:
    """The function behind the endpoint."""

    def ask(question: str) -> AnswerData:
        """Answer one question: outcome, text with [n] markers, and the citations behind them.

        A question that cannot be answered gives `outcome: "error"` and the reason as `text`.
        """
        try:
            cleaned = clean_question(question, ENGLISH)
            opening.start()
            opening.wait(OPEN_WITHIN_S)
            if opening.assistant is None:
                return _problem(question, opening.problem or ENGLISH.opening)
            return answer_as_data(opening.assistant.ask(cleaned))
        except AssistantError as exc:
            return _problem(question, str(exc))

    return ask


def answer_as_data(answer: Answer) -> AnswerData:
    """An answer under the names of `python -m assistant ask --json`."""
    return {
        "question": answer.question,
        "outcome": answer.outcome.value,
        "text": answer.text,
        "model": answer.model,
        "confidence": answer.confidence,
        "citations": [citation_object(citation) for citation in answer.citations],
    }


def _problem(question: str, reason: str) -> AnswerData:
    return {
        "question": question,
        "outcome": "error",
        "text": reason,
        "model": None,
        "confidence": 0.0,
        "citations": [],
    }
