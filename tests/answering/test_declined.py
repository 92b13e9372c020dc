from __future__ import annotations

import pytest

from assistant.answering.declined import how_it_declines


@pytest.mark.parametrize(
    "text",
    [
        "NOT IN THE DOCUMENTS",
        "Not in the documents.\n",
        "The sources do not say.",
        "The provided documents don't mention any fee for redistribution.",
        "I cannot answer this: the passages do not contain that information.",
        "There is no information about zebras in the given sources.",
        "Based on the context, nothing is said about patents: it does not discuss them.",
    ],
)
def test_answer_that_finds_nothing_is_known_in_other_words_too(text: str) -> None:
    assert how_it_declines(text) == "finds nothing"


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry, but I can't help with that request.",
        "I cannot assist with that.",
        "As an AI language model, I am not able to provide legal advice.",
        "Sorry, I won’t answer this.",
        "I must decline to discuss this.",
        "Unfortunately I'm unable to help.",
    ],
)
def test_refusal_is_known(text: str) -> None:
    assert how_it_declines(text) == "will not"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No.",
        "The license does not require a fee.",
        "The text of the license does not mention patents.",
        "You cannot sell it without permission.",
        "The sources do not agree: the OSD forbids it [1], Gemma allows it [2].",
        "I cannot help with that [1].",
        "The sources do not say. " * 40,
        "Anyone may use the weights, and nobody may be left out.",
    ],
)
def test_answer_is_no_refusal(text: str) -> None:
    assert how_it_declines(text) is None
