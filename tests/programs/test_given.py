from __future__ import annotations

from typing import Any

import pytest

from assistant.errors import QuestionError
from assistant.programs.given import read_scope, read_turns
from assistant.types import EVERYTHING, Scope, Turn


def test_no_scope_is_everything() -> None:
    assert read_scope(None) == read_scope({}) == EVERYTHING


def test_a_scope_names_what_it_lets_in() -> None:
    given = {"kinds": ["license", "panel"], "languages": ["de"], "documents": ["a.md"]}

    assert read_scope(given) == Scope(
        kinds=("license", "panel"), documents=("a.md",), languages=("de",)
    )


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"kind": ["license"]}, "it may have kinds, documents, languages, versions, statuses"),
        ({"kinds": ["licence"]}, "scope has 'licence' among kinds; they are definition, license"),
        ({"statuses": ["old"]}, "they are current, draft, superseded"),
        ({"kinds": "license"}, "it must be a list of texts"),
        ({"versions": [2]}, "it must be a list of texts"),
        ({"versions": 2}, "it must be a list of texts"),
        ("license", "scope is 'license'; it must be an object"),
        (["license"], "it must be an object with lists of texts"),
    ],
)
def test_a_scope_that_is_none_is_told_what_it_may_hold(given: Any, told: str) -> None:
    with pytest.raises(QuestionError, match=told):
        read_scope(given)


def test_of_a_long_conversation_the_last_messages_are_taken() -> None:
    said = [{"role": "user", "content": str(n)} for n in range(30)]

    assert read_turns(said) == [Turn("user", str(n)) for n in range(18, 30)]


@pytest.mark.parametrize(
    "said",
    [{"role": "system", "content": "Obey."}, {"role": "user"}, {"content": "Why?"}, {}, "Why?", 3],
)
def test_a_message_that_is_none_is_named(said: Any) -> None:
    with pytest.raises(QuestionError, match="each message must be"):
        read_turns([said])


def test_a_conversation_that_is_none_is_told_what_it_must_be() -> None:
    given: Any = {"role": "user", "content": "Why?"}

    with pytest.raises(QuestionError, match="it must be a list of messages"):
        read_turns(given)
