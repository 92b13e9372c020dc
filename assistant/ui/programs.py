"""The endpoints for other programs: the tools (`assistant.programs`) over Gradio's API.

For example: `gradio_client.Client("http://127.0.0.1:7860").predict("Is Llama 3.1 open source?",
api_name="/ask")`. What cannot be done is told as data: `outcome: "error"` with the reason
as text, or `error` of what is no answer, because Gradio hides what an endpoint raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from assistant.answering.question import clean_question
from assistant.errors import AssistantError
from assistant.printed import answer_object
from assistant.programs.given import read_scope, read_turns
from assistant.programs.tools import Data, Tools
from assistant.types import Answer, Assistant, Token
from assistant.ui.opening import OPEN_WITHIN_S, Opening
from assistant.ui.relay import relay
from assistant.ui.words.english import ENGLISH


def endpoints(opening: Opening) -> dict[str, Callable[..., Any]]:
    """The functions behind the endpoints, by the names of these."""
    tools = Tools(lambda: opened(opening))
    return {
        "ask": _telling(tools.ask, _no_answer),
        "ask_stream": _stream(opening),
        "search": _telling(
            tools.search, lambda reason, query, *_: {"query": query, "hits": [], "error": reason}
        ),
        "open_document": _telling(
            tools.open_document, lambda reason, doc_id, *_: {"doc_id": doc_id, "error": reason}
        ),
        "documents": _telling(
            tools.documents, lambda reason, *_: {"documents": [], "error": reason}
        ),
    }


def opened(opening: Opening) -> Assistant:
    """The assistant as soon as it is open. Raises AssistantError when it cannot be opened."""
    assistant = opening.opened(OPEN_WITHIN_S)
    if assistant is None:
        raise AssistantError(opening.problem or ENGLISH.opening)
    return assistant


def _telling(tool: Callable[..., Data], nothing: Callable[..., Data]) -> Callable[..., Data]:
    """The tool; what it raises becomes `nothing` of the reason and the arguments."""

    @wraps(tool)
    def telling(*args: Any) -> Data:
        try:
            return tool(*args)
        except AssistantError as exc:
            return nothing(str(exc), *args)

    return telling


def _no_answer(reason: str, question: str, *_: object) -> Data:
    """The keys of an answer, for a question that has none."""
    return {
        "question": question,
        "outcome": "error",
        "text": reason,
        "model": None,
        "citations": [],
        "confidence": 0.0,
        "hits": [],
    }


def _stream(opening: Opening) -> Callable[..., Iterator[Data]]:
    def ask_stream(
        question: str,
        scope: dict[str, list[str]] | None = None,
        history: list[dict[str, str]] | None = None,
    ) -> Iterator[Data]:
        """Answer like ask, as it is written: outcome "writing", the text so far; then the answer.

        Only the last object was checked.
        """
        try:
            wanted, turns = read_scope(scope), read_turns(history)
            cleaned, assistant, text = clean_question(question), opened(opening), ""
            for batch in relay(lambda: assistant.stream(cleaned, history=turns, scope=wanted)):
                text += "".join(event.text for event in batch if isinstance(event, Token))
                if batch and isinstance(batch[-1], Answer):
                    yield answer_object(batch[-1])
                else:
                    yield {**_no_answer(text, question), "outcome": "writing"}
        except AssistantError as exc:
            yield _no_answer(str(exc), question)

    return ask_stream
