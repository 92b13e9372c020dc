from __future__ import annotations

import pytest

from assistant.answering.refusal import refusal, what_to_add
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


def test_words_of_another_language_are_not_told_to_be_missing() -> None:
    said = refusal(
        "Was kostet Malaria?", HITS, 0.2, asked="Was kostet Malaria?", language="de", documents=2
    )

    assert "mentions" not in said
