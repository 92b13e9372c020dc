from __future__ import annotations

import json
import tomllib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import __version__
from assistant.history.record import (
    ExchangeRecord,
    conversation_from_json,
    conversation_to_json,
    exchange_from_json,
    exchange_to_json,
    recorded,
)
from assistant.types import Answer, Citation, Hit, Lead, Passage
from tests.history.made import CARE, answer, conversation, exchange
from tests.small_index import REPOSITORY

NUMBER = st.floats(allow_nan=False, allow_infinity=False)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
PASSAGES = st.builds(Passage, time_s=st.none() | NUMBER, text=WORDS, label=WORDS)
CITATIONS = st.builds(
    Citation, passage=PASSAGES, quote=WORDS, lead=st.none() | st.builds(Lead, text=WORDS)
)
ANSWERS = st.builds(
    Answer,
    text=WORDS,
    confidence=NUMBER,
    citations=st.lists(CITATIONS, max_size=2).map(tuple),
    hits=st.lists(st.builds(Hit, PASSAGES, NUMBER), max_size=2).map(tuple),
    timings_s=st.dictionaries(WORDS, NUMBER, max_size=2),
)
EXCHANGES = st.builds(ExchangeRecord, answer=st.none() | ANSWERS, question=WORDS)


@settings(max_examples=30, deadline=None)
@given(EXCHANGES)
def test_an_exchange_comes_back_as_it_was_kept(one: ExchangeRecord) -> None:
    kept = one if one.answer is None else replace(one, answer=recorded(one.answer))

    assert exchange_from_json(exchange_to_json(kept)) == kept


def test_a_conversation_comes_back_as_it_was_written() -> None:
    whole = conversation(exchange("a1"), exchange("a2", answer=None, stopped=True, written="An a"))

    assert conversation_from_json(conversation_to_json(whole)) == whole


def test_the_record_names_all_that_is_needed_to_look_at_an_answer_again() -> None:
    record = json.loads(conversation_to_json(conversation()))

    assert (record["format"], record["version"]) == ("openness-assistant conversation", 1)
    one = record["exchanges"][0]
    assert one["sha256"] == {"tools/anvil.md": "a" * 64}
    assert one["answer"]["fingerprint"] == "passages-3"
    assert one["answer"]["citations"][0] == {
        "marker": 1,
        "passage": {
            "passage_id": "p1",
            "source": {
                "doc_id": "tools/anvil.md",
                "title": "Anvil Terms",
                "kind": "license",
                "version": "2.0",
                "date": "2025-03",
                "status": "unknown",
                "language": "",
                "publisher": "",
                "url": "",
                "aliases": [],
                "paraphrase": False,
                "speakers": [],
                "license": "",
            },
            "label": "1. Use",
            "start": 0,
            "end": 52,
            "text": "1. Use\n\nThe anvil is free to use. Nobody may sell it",
            "speaker": None,
            "time_s": None,
            "page": None,
            "context": "",
        },
        "quote": "The anvil is free to use.",
        "start": 8,
        "end": 33,
        "support": "quoted",
        "lead": None,
    }


def test_what_only_served_to_make_an_answer_is_not_recorded() -> None:
    made = answer(hits=(Hit(CARE, 0.5, sentences=(0.1, 0.2)),))

    assert recorded(made) == answer(hits=(Hit(CARE, 0.5),))


def test_half_a_surrogate_pair_becomes_a_question_mark_of_the_same_length() -> None:
    kept = exchange_from_json(exchange_to_json(exchange(answer=answer(text="An\ud800il"))))

    assert kept.answer is not None
    assert kept.answer.text == "An?il"


def test_a_field_of_a_later_program_is_left_out() -> None:
    later = json.loads(exchange_to_json(exchange()))
    later["mood"] = later["answer"]["mood"] = "good"

    assert exchange_from_json(json.dumps(later)) == exchange()


def test_a_value_of_another_type_is_refused() -> None:
    broken = exchange_to_json(exchange()).replace('"marker": 1', '"marker": "1"')

    with pytest.raises(ValueError, match="valid integer"):
        exchange_from_json(broken)


def test_the_version_that_is_kept_is_that_of_the_project() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]

    assert __version__ == project["version"]
