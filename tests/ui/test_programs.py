from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from assistant.errors import AnswerFailed, IndexMissing
from assistant.types import Assistant
from assistant.ui.opening import Opening
from assistant.ui.programs import endpoints
from tests.ui.scripted import ANSWERED, INCOMPLETE, ScriptedAssistant

MISSING = "no index; run `python ingest.py`"


def no_index() -> Assistant:
    raise IndexMissing(MISSING)


def test_a_program_gets_text_and_citations() -> None:
    asked = endpoints(Opening(ScriptedAssistant))
    answer, nothing = asked["ask"](INCOMPLETE.question), asked["ask"](" ")

    assert (answer["outcome"], answer["text"]) == ("incomplete", INCOMPLETE.text)
    assert answer["citations"][0]["quote"] == "more than 700 million monthly active users"
    assert set(nothing) < set(answer)


def test_a_stream_grows_and_ends_with_the_answer() -> None:
    slow = ScriptedAssistant(token_s=0.02)

    *parts, last = endpoints(Opening(lambda: slow))["ask_stream"](ANSWERED.question)

    texts = [part["text"] for part in parts]
    assert {part["outcome"] for part in parts} == {"writing"}
    assert all(later.startswith(text) for text, later in pairwise(texts))
    assert len(set(texts)) > 2
    assert last == endpoints(Opening(lambda: slow))["ask"](ANSWERED.question)


def test_closing_a_stream_stops_the_model() -> None:
    endless = ScriptedAssistant()
    stream = endpoints(Opening(lambda: endless))["ask_stream"](endless.endless)
    next(stream)

    stream.close()

    assert endless.closed.wait(5)


def test_what_cannot_be_done_is_told_as_data() -> None:
    asked = endpoints(Opening(no_index))
    broken = ScriptedAssistant(faults={"Why?": AnswerFailed("the model stopped")})
    told: dict[str, Callable[[], object]] = {
        "outcome and text": lambda: (asked["ask"]("Why?")["outcome"], asked["ask"]("Why?")["text"]),
        "stream": lambda: [part["text"] for part in asked["ask_stream"]("Why?")],
        "search": lambda: asked["search"]("Why?"),
        "open_document": lambda: asked["open_document"]("a.md"),
        "documents": asked["documents"],
        "half a stream": lambda: list(endpoints(Opening(lambda: broken))["ask_stream"]("Why?"))[-1][
            "text"
        ],
    }

    assert {name: tell() for name, tell in told.items()} == {
        "outcome and text": ("error", MISSING),
        "stream": [MISSING],
        "search": {"query": "Why?", "hits": [], "error": MISSING},
        "open_document": {"doc_id": "a.md", "error": MISSING},
        "documents": {"documents": [], "error": MISSING},
        "half a stream": "the model stopped",
    }
