from __future__ import annotations

import pytest

from assistant.reading.stems import content_terms, stem


@pytest.mark.parametrize(
    "words",
    [
        ("licenses", "licensed", "licence", "licensing", "license's"),
        ("requires", "required", "requiring", "requirement", "requirements"),
        ("models", "model", "model’s"),
        ("distribution", "distributions"),
    ],
)
def test_forms_of_a_word_meet(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


def test_content_terms_leave_out_what_carries_no_subject() -> None:
    assert content_terms("What does the license say about its models?") == {"licens", "model"}


def test_content_terms_of_nothing_are_none() -> None:
    assert content_terms("and the of 1 !") == frozenset()
