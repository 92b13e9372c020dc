from __future__ import annotations

import pytest

from assistant.answering.refusal import refusal, what_to_add, what_to_ask
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
