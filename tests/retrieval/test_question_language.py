from __future__ import annotations

import pytest

from assistant.retrieval.question_language import question_language
from assistant.retrieval.read_question import read_question
from tests.retrieval.library_of_names import small_shelf


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Darf ich mit der Ausgabe von Llama 2 ein anderes Modell trainieren?", "de"),
        ("Est-ce que la licence de Gemma vaut pour les entreprises ?", "fr"),
        ("Do I have to say who made it, and with no link to the source?", "en"),
        ("Is Gemma free?", "en"),
        ("Mixtral 8x7b: Wie viele Parameter sind es im Ganzen?", "de"),
        ("À partir de quel chiffre un produit doit-il afficher le nom ?", "fr"),
        ("May I use it in a product that was not made by us?", "en"),
        ("In which year was the OSD changed, and who was in on it?", "en"),
        ("ライセンスは何ですか", "ja"),
        ("Llama 2", "en"),
    ],
)
def test_language_of_a_question_is_told_from_few_words(question: str, language: str) -> None:
    assert question_language(question) == language


def test_common_word_of_another_language_names_no_document() -> None:
    german = read_question("Darf ich das Modell mit der Lizenz von Gemma verkaufen?", small_shelf())
    capitals = read_question("Steht das Modell von Gemma unter der MIT?", small_shelf())

    assert "mit.txt" not in german.documents
    assert "mit.txt" in capitals.documents
