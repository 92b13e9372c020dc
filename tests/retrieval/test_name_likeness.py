from __future__ import annotations

from assistant.retrieval.name_likeness import A_NAME, PLAIN, name_likeness


def test_word_that_texts_write_with_a_capital_is_a_name() -> None:
    assert name_likeness("gemma", ["we read the Gemma terms"]) == 1.0


def test_word_that_texts_write_small_is_none() -> None:
    assert name_likeness("build", ["they build it", "to build, they build"]) == PLAIN < A_NAME


def test_word_at_the_beginning_of_a_sentence_says_nothing() -> None:
    assert name_likeness("build", ["Build it.", "they build it. Build it"]) == PLAIN


def test_word_that_no_text_holds_is_taken_for_a_name() -> None:
    assert name_likeness("apertus", []) == 1.0
