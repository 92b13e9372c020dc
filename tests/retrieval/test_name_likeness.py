from __future__ import annotations

from assistant.retrieval.name_likeness import A_NAME, PLAIN, name_likeness
from tests.retrieval.library_of_names import small_shelf


def test_word_that_texts_write_with_a_capital_is_a_name() -> None:
    assert name_likeness("gemma", small_shelf()) == 1.0


def test_word_that_texts_write_small_is_none() -> None:
    assert name_likeness("build", small_shelf()) == PLAIN < A_NAME


def test_word_that_no_text_holds_is_taken_for_a_name() -> None:
    assert name_likeness("apertus", small_shelf()) == 1.0
