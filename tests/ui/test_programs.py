from __future__ import annotations

from assistant.errors import IndexMissing
from assistant.types import Assistant
from assistant.ui.opening import Opening
from assistant.ui.programs import answer_for_programs
from tests.ui.scripted import INCOMPLETE, ScriptedAssistant


def test_a_program_gets_text_and_citations() -> None:
    ask = answer_for_programs(Opening(ScriptedAssistant))

    assert ask(INCOMPLETE.question) == {
        "question": INCOMPLETE.question,
        "outcome": "incomplete",
        "text": INCOMPLETE.text,
        "model": "qwen3:4b-instruct",
        "confidence": 0.86,
        "citations": [
            {
                "marker": 5,
                "doc_id": "licenses/lantern.md",
                "title": "Lantern 3 Community License",
                "kind": "license",
                "label": "2. Additional commercial terms",
                "version": "3.1",
                "status": "current",
                "paraphrase": False,
                "speaker": None,
                "time_s": None,
                "page": None,
                "start": 86,
                "end": 128,
                "quote": "more than 700 million monthly active users",
                "support": "supported",
                "lead": None,
                "lead_speaker": None,
                "url": "https://lantern.example/license",
            }
        ],
    }


def test_a_program_gets_the_reason_when_there_is_no_answer() -> None:
    def open_assistant() -> Assistant:
        raise IndexMissing("no index; run `python ingest.py`")

    ask = answer_for_programs(Opening(open_assistant))

    assert ask("  ")["outcome"] == "error"
    assert ask("Why?")["text"] == "no index; run `python ingest.py`"
