from __future__ import annotations

from assistant.reading.legal import is_legal
from tests.reading.legal_texts import LEGAL


def test_a_text_in_the_words_of_contracts_is_legal() -> None:
    assert is_legal(LEGAL)


def test_a_text_with_a_legal_word_now_and_then_is_not() -> None:
    prose = "The model is trained on text from the web and scored on nine sets of questions. " * 8

    assert not is_legal(f"{prose} Its license is open. {prose} Users shall read it.")


def test_one_legal_word_over_and_over_is_not_enough() -> None:
    assert not is_legal("A program shall be tested. It shall be small. It shall be read. " * 9)


def test_the_reasons_of_a_law_make_a_text_legal() -> None:
    assert is_legal("THE COUNCIL,\n\nWhereas:\n\n(1) A first reason.\n\nHAS DECIDED.")
