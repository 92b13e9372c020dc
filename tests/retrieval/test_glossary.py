from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.glossary import in_english


@pytest.mark.parametrize(
    ("question", "language", "english"),
    [
        ("Darf ich die Gewichte verkaufen?", "de", "may weights sell"),
        ("Welche Lizenzbedingungen gelten für Trainingsdaten?", "de", "license training data"),
        ("Puis-je publier les poids de l'entraînement ?", "fr", "publish weights training"),
        ("May I sell the weights?", "en", ""),
        ("¿Puedo vender los pesos?", "es", ""),
        ("", "de", ""),
    ],
)
def test_terms_of_the_field_are_said_in_english(question: str, language: str, english: str) -> None:
    assert in_english(question, language) == english


@given(st.text(), st.sampled_from(["de", "fr", "en", ""]))
def test_any_question_gives_words_or_nothing(question: str, language: str) -> None:
    assert in_english(question, language) == in_english(question, language).strip()
