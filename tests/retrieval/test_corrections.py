from __future__ import annotations

import pytest

from assistant.retrieval.corrections import corrections
from assistant.retrieval.name_terms import terms_of
from tests.retrieval.library_of_names import SOURCES, small_shelf

SHELF = small_shelf()


@pytest.mark.parametrize(
    ("question", "slips"),
    [
        ("What does Amanda Brok think?", {"brok": "brock"}),
        ("what does heather meekr think", {"meekr": "meeker"}),
        ("is apachee fine", {"apachee": "apache"}),
        ("May lama 2 be sold?", {"lama": "llama"}),  # a word, but for the number behind it
        ("What is in the defintion?", {"defintion": "definition"}),
    ],
)
def test_slip_is_put_right(question: str, slips: dict[str, str]) -> None:
    assert corrections(terms_of(question), SHELF) == slips


@pytest.mark.parametrize(
    "question",
    [
        "What does lama think?",  # a word of the language
        "Could better pictures do?",
        "buil",
        "Whom does Zuckerberg agree with?",
        "",
    ],
)
def test_word_that_is_no_slip_is_left_alone(question: str) -> None:
    assert corrections(terms_of(question), SHELF) == {}


def test_no_word_that_a_document_is_called_by_is_corrected() -> None:
    for source in SOURCES:
        assert corrections(terms_of(source.title), SHELF) == {}


def test_words_of_another_language_are_only_held_against_names() -> None:
    terms = terms_of("Welche definitionen gibt es bei Gemna?")

    assert corrections(terms, SHELF, plain_words=False) == {"gemna": "gemma"}


def test_text_of_many_unknown_words_is_left_as_it_is() -> None:
    pasted = " ".join(f"gemn{letter}" for letter in "abcdefghijklmno")

    assert corrections(terms_of(pasted), SHELF) == {}
