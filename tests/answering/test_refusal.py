from __future__ import annotations

import pytest

from assistant.answering.refusal import refusal, what_to_add, what_to_ask, what_was_searched
from assistant.answering.words import AnswerWords
from assistant.answering.words.french import FRENCH
from assistant.answering.words.german import GERMAN
from assistant.answering.words.languages import ANSWER_WORDS
from tests.doubles import a_passage, a_source, some_hits

HITS = some_hits(
    a_passage("No fee.", a_source(title="Sea License 2.0", kind="license"), label="3. Fees"),
    a_passage("Weights.", a_source(title="Sea Definition"), label="2"),
)


def test_a_refusal_says_what_lacks_what_was_searched_how_sure_it_is_and_what_came_nearest() -> None:
    said = refusal("Does malaria cost a fee?", HITS, 0.2, asked="And a fee?", documents=1205)

    assert said == (
        "The documents do not answer this.\n\n"
        "Nothing that was found mentions: malaria, cost.\n\n"
        "1,205 documents were searched for “Does malaria cost a fee?”."
        " An answer in them is doubtful (20 %).\n\n"
        "What came nearest:\n- Sea License 2.0, section 3, Fees\n- Sea Definition, section 2"
    )


def test_a_model_that_found_no_answer_is_not_given_a_confidence_of_ours() -> None:
    assert refusal("Fee?", (), 0.8, asked="Fee?", documents=1) == (
        "The documents do not answer this.\n\n"
        "Nothing that was found mentions: Fee.\n\n"
        "1 document was searched."
    )


@pytest.mark.parametrize(
    ("question", "confidence", "added"),
    [
        ("Who said that the sea is open?", 0.2, "a transcript of what was said"),
        ("How is a sea defined?", 0.2, "the text of the definition"),
        ("Sea, how deep?", 0.2, "the text of the license"),
        ("Who said that the sea is open?", 0.02, "a document that covers it"),
    ],
)
def test_what_could_answer_is_named_by_the_question_or_what_came_nearest(
    question: str, confidence: float, added: str
) -> None:
    assert what_to_add(question, HITS, confidence) == (
        f"Add {added} with `python ingest.py FILE`, or ask in other words."
    )


def test_a_refusal_within_a_scope_says_which_documents_were_asked() -> None:
    said = refusal("Fee?", HITS, 0.2, asked="Fee?", documents=2, within="licenses, in German")

    assert "\n\n2 documents were searched, only in: licenses, in German. An answer" in said


def test_a_scope_without_any_document_is_named_as_that() -> None:
    assert refusal("Fee?", (), 0.0, asked="Fee?", documents=0, within="licenses, in Thai") == (
        "The documents do not answer this.\n\nNo document is all of this: licenses, in Thai."
    )


@pytest.mark.parametrize(
    ("within", "documents", "said"),
    [
        (2, 1205, "Ask all 1,205 documents, without this limit, or ask in other words."),
        (0, 1, "Ask the only document, without this limit, or ask in other words."),
        (5, 5, "Ask in other words."),
    ],
)
def test_after_a_search_in_some_documents_the_others_are_offered(
    within: int, documents: int, said: str
) -> None:
    assert what_to_ask(within, documents) == said


def test_words_of_another_language_are_not_told_to_be_missing() -> None:
    said = refusal(
        "Was kostet Malaria?", HITS, 0.2, asked="Was kostet Malaria?", language="de", documents=2
    )

    assert "mentions" not in said


IN_GERMAN = """\
Die Dokumente beantworten das nicht.

Nichts von dem, was gefunden wurde, erwähnt: malaria, cost.

1.205 Dokumente wurden nach „Does malaria cost a fee?“ durchsucht, nämlich nur: Lizenzen.\
 Dass darin eine Antwort steht, ist zweifelhaft (20\u00a0%).

Was dem am nächsten kam:
- Sea License 2.0, Abschnitt 3, Fees
- Sea Definition, Abschnitt 2"""
IN_FRENCH = """\
Les documents ne répondent pas à cette question.

Rien de ce qui a été trouvé ne mentionne\u202f: malaria, cost.

La recherche de «\u202fDoes malaria cost a fee?\u202f» a porté sur 1\u202f205 documents,\
 et seulement sur\u202f: licences. Il est douteux qu’ils contiennent une réponse (20\u202f%).

Ce qui s’en approche le plus\u202f:
- Sea License 2.0, section 3, Fees
- Sea Definition, section 2"""


@pytest.mark.parametrize(("words", "expected"), [(GERMAN, IN_GERMAN), (FRENCH, IN_FRENCH)])
def test_a_refusal_is_said_in_the_language_of_the_page(words: AnswerWords, expected: str) -> None:
    said = refusal(
        "Does malaria cost a fee?",
        HITS,
        0.2,
        asked="And a fee?",
        documents=1205,
        within=words.kinds["license"],
        words=words,
    )

    assert said == expected


def test_what_would_help_is_said_in_the_language_of_the_page() -> None:
    assert what_to_ask(2, 1205, GERMAN) == (
        "Fragen Sie alle 1.205 Dokumente ohne diese Einschränkung,"
        " oder fragen Sie mit anderen Worten."
    )
    assert what_to_add("How is a sea defined?", HITS, 0.2, FRENCH) == (
        "Ajoutez le texte de la définition avec `python ingest.py FICHIER`,"
        " ou posez la question autrement."
    )


@pytest.mark.parametrize("words", ANSWER_WORDS.values(), ids=lambda words: words.language)
def test_what_was_searched_is_found_in_a_refusal_of_any_language(words: AnswerWords) -> None:
    said = refusal("Malaria?", HITS, 0.8, asked="Malaria?", documents=3, words=words)
    empty = refusal("Fee?", (), 0.0, asked="Fee?", documents=0, within="x", words=words)

    assert what_was_searched(said) == "\n\n".join(
        (words.not_mentioned.format(words="Malaria"), words.searched[1].format(documents=3))
    )
    assert what_was_searched(empty) == words.no_such_document.format(scope="x")
