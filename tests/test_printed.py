from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assistant.printed import answer_object, answer_text, hits_object, hits_text
from assistant.types import Answer, Citation, Lead, Outcome, Scope, Writer
from tests.doubles import a_passage, a_source, some_hits

FEE = a_passage(
    "The license shall not require a fee for a sale.",
    a_source(
        title="Open Source Definition",
        version="1.9",
        status="current",
        url="https://opensource.org/osd",
        paraphrase=True,
    ),
    label="1. Redistribution",
    start=10,
)
PANEL = a_passage(
    "Weights are not enough.",
    a_source("panels/openuk.md", title="OpenUK Panel", kind="panel"),
    label="Amanda Brock, 00:01:01",
    speaker="Amanda Brock",
    time_s=61.0,
)
WRITTEN = Answer(
    question="Must it be free?",
    text="**Yes.** No fee may be required for a sale of the software, says the definition in its"
    " first rule [1].\n\n- Weights are free [2]. *(not supported by the source it cites)*",
    outcome=Outcome.PARTLY_SUPPORTED,
    confidence=0.87654,
    citations=(
        Citation(1, FEE, FEE.text, 10, 57, "supported"),
        Citation(2, PANEL, "Weights are not enough.", 0, 23, "unsupported"),
    ),
    hits=tuple(some_hits(FEE, PANEL)),
    model="qwen3:4b-instruct",
    writer=Writer(
        "qwen3:4b-instruct",
        context_tokens=8192,
        answer_tokens=700,
        digest="0123456789abcdef" * 4,
        license="Apache-2.0",
        parameter_size="4.0B",
        seed=7,
    ),
    thoughts="Let me look.",
    searched_for="Must it be free?",
    invented_markers=2,
    notice="Incomplete: the connection to Ollama broke off; ask again",
    timings_s={"retrieve": 0.0123456, "total": 1.5},
    fingerprint="print",
    scope=Scope(kinds=("license",), languages=("en",)),
)


def test_written_answer_in_a_terminal() -> None:
    assert (
        answer_text(WRITTEN)
        == """\
Yes. No fee may be required for a sale of the software, says the definition in its first
rule [1].

- Weights are free [2]. (not supported by the source it cites)

Sources
  [1] Open Source Definition, 1.9, 1. Redistribution
      https://opensource.org/osd
  [2] OpenUK Panel, Amanda Brock, 00:01:01  (does not support the statement)

written by qwen3:4b-instruct (4.0B, license Apache-2.0, digest 0123456789ab, window
8,192, temperature 0, seed 7, thinking off); confidence 88%

searched only in: licenses, in English

2 invented citation(s) removed

Incomplete: the connection to Ollama broke off; ask again"""
    )


def test_quotations_in_a_terminal() -> None:
    answer = Answer(
        question="Must it be free?",
        text="**Amanda Brock, in OpenUK Panel**, 00:01:01\n\n> “Weights are not enough.” [1]\n\n"
        "*A newer version exists: OpenUK Panel 2.*",
        outcome=Outcome.QUOTED,
        confidence=0.5,
        citations=(
            Citation(1, PANEL, PANEL.text, 0, 23, "quoted", Lead("Are they?", 0, 9, "Ann Lee")),
        ),
        hits=(),
    )

    assert (
        answer_text(answer)
        == """\
Amanda Brock, in OpenUK Panel, 00:01:01

  (Ann Lee asked: Are they?)

  “Weights are not enough.” [1]

A newer version exists: OpenUK Panel 2.

Sources
  [1] OpenUK Panel, Amanda Brock, 00:01:01

quotations, no model; confidence 50%"""
    )


def test_no_answer_in_a_terminal() -> None:
    answer = Answer(
        question="Is the moon open?",
        text="The documents do not answer this.\n\nWhat came nearest:\n- OpenUK Panel",
        outcome=Outcome.NO_EVIDENCE,
        confidence=0.1,
        citations=(),
        hits=(),
        notice="Add a document that answers it.",
    )

    assert (
        answer_text(answer)
        == """\
The documents do not answer this.

What came nearest:
- OpenUK Panel

Add a document that answers it."""
    )


def test_hits_in_a_terminal() -> None:
    long = a_passage("many words " * 60, a_source(title="Notes"), label="p. 4")

    lines = hits_text(some_hits(FEE, long)).splitlines()

    assert lines[:4] == [
        "1. Open Source Definition | 1. Redistribution  (1.0000)",
        "   The license shall not require a fee for a sale.",
        "",
        "2. Notes | p. 4  (0.5000)",
    ]
    assert lines[-1].endswith(" ...")
    assert max(map(len, lines)) <= 88


def test_nothing_found_is_said() -> None:
    assert hits_text([]) == "Nothing found."


@pytest.mark.parametrize("evil", ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\r", "\u202e", "\x00"])
def test_nothing_a_document_holds_gives_orders_to_the_terminal(evil: str) -> None:
    passage = a_passage(f"No {evil} fee.", a_source(title=f"T{evil}", url=f"u{evil}"), label=evil)
    citation = Citation(1, passage, passage.text, 0, len(passage.text), "quoted")
    answer = replace(WRITTEN, text=f"No {evil} fee [1].", citations=(citation,), notice=evil)

    printed = answer_text(answer) + hits_text(some_hits(passage))

    assert all(character == "\n" or character.isprintable() for character in printed)


def test_answer_as_an_object() -> None:
    assert json.loads(json.dumps(answer_object(WRITTEN))) == {
        "question": "Must it be free?",
        "outcome": "partly_supported",
        "text": WRITTEN.text,
        "model": "qwen3:4b-instruct",
        "writer": {
            "name": "qwen3:4b-instruct",
            "context_tokens": 8192,
            "answer_tokens": 700,
            "digest": "0123456789abcdef" * 4,
            "license": "Apache-2.0",
            "parameter_size": "4.0B",
            "quantization": "",
            "temperature": 0.0,
            "seed": 7,
            "thinking": "off",
        },
        "thoughts": "Let me look.",
        "citations": [
            {
                "marker": 1,
                "doc_id": "definitions/osd.md",
                "title": "Open Source Definition",
                "kind": "definition",
                "label": "1. Redistribution",
                "version": "1.9",
                "status": "current",
                "paraphrase": True,
                "speaker": None,
                "time_s": None,
                "page": None,
                "start": 10,
                "end": 57,
                "quote": "The license shall not require a fee for a sale.",
                "support": "supported",
                "lead": None,
                "lead_speaker": None,
                "url": "https://opensource.org/osd",
            },
            {
                "marker": 2,
                "doc_id": "panels/openuk.md",
                "title": "OpenUK Panel",
                "kind": "panel",
                "label": "Amanda Brock, 00:01:01",
                "version": "",
                "status": "unknown",
                "paraphrase": False,
                "speaker": "Amanda Brock",
                "time_s": 61.0,
                "page": None,
                "start": 0,
                "end": 23,
                "quote": "Weights are not enough.",
                "support": "unsupported",
                "lead": None,
                "lead_speaker": None,
                "url": "",
            },
        ],
        "confidence": 0.8765,
        "hits": hits_object(WRITTEN.hits),
        "timings_s": {"retrieve": 0.0123, "total": 1.5},
        "searched_for": "Must it be free?",
        "invented_markers": 2,
        "notice": "Incomplete: the connection to Ollama broke off; ask again",
        "fingerprint": "print",
        "scope": {
            "kinds": ["license"],
            "documents": [],
            "languages": ["en"],
            "versions": [],
            "statuses": [],
        },
    }


def test_a_hit_names_the_documents_that_say_the_same() -> None:
    (hit,) = some_hits(FEE)

    text = hits_text([replace(hit, also=("copy.html", "old.md"))])

    assert text.splitlines()[1] == "   the same words also in copy.html, old.md"


def test_hits_as_objects() -> None:
    assert hits_object(some_hits(FEE)) == [
        {
            "doc_id": "definitions/osd.md",
            "title": "Open Source Definition",
            "kind": "definition",
            "label": "1. Redistribution",
            "start": 10,
            "end": 57,
            "score": 1.0,
            "text": "The license shall not require a fee for a sale.",
            "also": [],
        }
    ]
