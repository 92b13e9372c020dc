from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.answering.question import LONGEST_QUESTION, clean_question
from assistant.errors import QuestionError


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  Is it open?  ", "Is it open?"),
        ("Is\tit\r\nopen?\n", "Is it open?"),
        ("Is\x00 it\x1b[31m open\x07?", "Is it[31m open?"),
        ("Is it \udcff open?", "Is it open?"),
        ("它是开源的吗？", "它是开源的吗？"),
        ("می‌خواهم?", "می‌خواهم?"),
    ],
)
def test_question_is_one_line_without_control_characters(typed: str, cleaned: str) -> None:
    assert clean_question(typed) == cleaned


@pytest.mark.parametrize("typed", ["", "   ", "\x00\x01", "?!", "--- ...", "\ud800", "😀"])
def test_question_without_words_is_refused(typed: str) -> None:
    with pytest.raises(QuestionError, match=r"ask something like 'Is Llama 3\.1 open source\?'"):
        clean_question(typed)


def test_longest_question_is_read() -> None:
    assert len(clean_question("x" * LONGEST_QUESTION)) == LONGEST_QUESTION


def test_document_pasted_as_a_question_is_refused_with_what_to_do() -> None:
    with pytest.raises(QuestionError) as caught:
        clean_question("word " * 20_000)

    assert str(caught.value) == (
        "the question has 100,000 characters, at most 4,000 are read; ask in fewer words, or add"
        " the text as a document with `python ingest.py FILE`"
    )


@given(st.text(max_size=200))
def test_whatever_is_typed_is_refused_or_can_be_sent(typed: str) -> None:
    try:
        cleaned = clean_question(typed)
    except QuestionError:
        assume(False)

    assert not {unicodedata.category(character) for character in cleaned} & {"Cc", "Cs"}
    assert clean_question(cleaned) == cleaned
