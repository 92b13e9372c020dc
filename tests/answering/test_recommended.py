from __future__ import annotations

import pytest

from assistant.answering.memory import GIB
from assistant.answering.recommended import LARGER, SMALL, recommend
from assistant.settings import Settings


@pytest.mark.parametrize(
    ("gib", "small", "larger"),
    [
        (2, "qwen3:1.7b", None),
        (4, "qwen3:1.7b", None),
        (8, "qwen3:4b-instruct", None),
        (12, "qwen3:4b-instruct", "qwen3:8b"),
        (16, "qwen3:4b-instruct", "qwen3:14b"),
        (32, "qwen3:4b-instruct", "qwen3:30b-instruct"),
        (128, "qwen3:4b-instruct", "qwen3:30b-instruct"),
    ],
)
def test_what_suits_the_memory_is_recommended(gib: int, small: str, larger: str | None) -> None:
    found = recommend(gib * GIB)

    assert (found.small.name, found.larger.name if found.larger else None) == (small, larger)


def test_unknown_memory_is_that_of_a_usual_laptop() -> None:
    found = recommend(None)

    assert found.small.name == Settings().model
    assert found.larger is not None and found.larger.name == "qwen3:8b"


def test_all_are_openly_licensed_and_ordered_by_size() -> None:
    for each in (SMALL, LARGER):
        assert [r.size_bytes for r in each] == sorted(r.size_bytes for r in each)
        assert {r.license for r in each} <= {"Apache-2.0", "MIT"}
