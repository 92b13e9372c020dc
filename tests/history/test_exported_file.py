from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assistant.history.exported_file import LARGEST_BYTES, RECORD_OPENS, read_export
from assistant.history.record import HistoryError, conversation_to_json
from tests.history.made import conversation, exchange

NO_EXPORT = (
    "the file is no exported conversation; choose a .json or .html file that `Export` has made"
)


def exported() -> dict[str, Any]:
    record: dict[str, Any] = json.loads(conversation_to_json(conversation()))
    return record


def refusal(data: bytes) -> str:
    with pytest.raises(HistoryError) as refused:
        read_export(data)
    return str(refused.value)


def test_an_export_is_read_as_an_imported_conversation() -> None:
    whole = conversation(exchange("a1"), exchange("a2", answer=None))

    read = read_export(conversation_to_json(whole).encode())

    marked = tuple(replace(one, imported=True) for one in whole.exchanges)
    assert read == replace(whole, exchanges=marked, imported=True)


def test_the_record_is_found_in_a_page() -> None:
    record = conversation_to_json(conversation()).replace("<", "\\u003c")
    page = f"\ufeff<!doctype html><p>May I?</p>{RECORD_OPENS}{record}</script><p>More</p>"

    assert read_export(page.encode()) == conversation(exchange(imported=True), imported=True)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00binary",
        b"# A Markdown export",
        b"<!doctype html><p>No record",
        b"[1, 2]",
        b'{"format": "something else"}',
        b"[" * 100_000,
        b'{"format": "openness-assistant conversation"',
    ],
)
def test_a_file_of_another_kind_is_named_as_that(data: bytes) -> None:
    assert refusal(data) == NO_EXPORT


def test_a_huge_file_is_refused_before_it_is_looked_at() -> None:
    assert refusal(b"x" * (LARGEST_BYTES + 1)) == (
        "the file has 20,000,001 bytes; an export of a conversation may have 20,000,000"
    )


@pytest.mark.parametrize(
    ("version", "said"),
    [
        (
            2,
            "by a newer version of this program (record version 2, this one reads up to 1)",
        ),
        ("1", "has the version '1', which is none"),
        (True, "has the version True, which is none"),
        (-1, "has the version -1, which is none"),
    ],
)
def test_an_unknown_version_is_said(version: object, said: str) -> None:
    assert said in refusal(json.dumps({**exported(), "version": version}).encode())


def at(record: dict[str, Any], path: str) -> tuple[Any, Any]:
    """The container that holds the last step of a path, and that step."""
    steps = [int(step) if step.isdigit() else step for step in path.split("/")]
    place: Any = record
    for step in steps[:-1]:
        place = place[step]
    return place, steps[-1]


CITATION = "exchanges/0/answer/citations/0"


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("title", 5, "title: should be a valid string"),
        ("exchanges", [], "it holds no question"),
        ("exchanges/0/question", None, "exchanges, 0, question: should be a valid string"),
        ("exchanges/0/question", "x" * 200_001, "question 1: a text is longer than 200,000"),
        (
            "exchanges/0/answer/outcome",
            "won",
            "exchanges, 0, answer, outcome: should be 'answered'",
        ),
        ("exchanges/0/answer/confidence", 7, "the confidence is not between 0 and 1"),
        ("exchanges/0/answer/timings_s", {"total": 1e999}, "a duration is not a number"),
        (f"{CITATION}/support", '"><script>', "support: should be 'quoted', 'supported'"),
        (f"{CITATION}/marker", 1000, "the number of a citation is not between 1 and 999"),
        (f"{CITATION}/start", -5, "a quotation and its position do not agree"),
        (f"{CITATION}/end", 10**12, "a quotation and its position do not agree"),
        (f"{CITATION}/quote", "x" * 20_001, "a quotation is longer than 20,000 characters"),
        (f"{CITATION}/passage/end", 5, "a passage and its position do not agree"),
        (f"{CITATION}/passage/time_s", 1e999, "the time of a passage makes no sense"),
        (f"{CITATION}/passage/source/kind", "onload=", "kind: should be 'definition', 'license'"),
        (f"{CITATION}/passage/source/status", "new", "status: should be 'current', 'draft'"),
        ("exchanges/0/answer/hits/0/score", 1e999, "a score is not a number"),
    ],
)
def test_a_wrong_value_is_named_with_its_place(path: str, value: object, said: str) -> None:
    record = exported()
    place, last = at(record, path)
    place[last] = value

    told = refusal(json.dumps(record).replace("Infinity", "1e999").encode())

    assert told.startswith("the record in the file is broken: ")
    assert said in told


MANY: list[tuple[str, Callable[[dict[str, Any]], object], str]] = [
    ("exchanges", lambda r: r.__setitem__("exchanges", r["exchanges"] * 501), "the limit is 500"),
    ("ids", lambda r: r.__setitem__("exchanges", r["exchanges"] * 2), "have the same id"),
    (
        "citations",
        lambda r: r["exchanges"][0]["answer"].__setitem__(
            "citations", r["exchanges"][0]["answer"]["citations"] * 101
        ),
        "more than 100 sources",
    ),
]


@pytest.mark.parametrize(("what", "grow", "said"), MANY)
def test_too_many_of_anything_are_refused(
    what: str, grow: Callable[[dict[str, Any]], object], said: str
) -> None:
    record = exported()
    grow(record)

    assert said in refusal(json.dumps(record).encode())


def test_a_message_shows_nothing_of_what_was_written() -> None:
    record = exported()
    record["exchanges"][0]["answer"]["outcome"] = "<img src=x onerror=alert(1)>"

    assert "<img" not in refusal(json.dumps(record).encode())


def test_a_broken_record_costs_no_more_than_reading_it() -> None:
    nested = re.sub('"title": "[^"]*"', '"title": ' + "[" * 900 + "]" * 900, json.dumps(exported()))

    assert "broken" in refusal(nested.encode())
