from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.indexing.lexical import (
    match_expression,
    rarity,
    search_words,
    share_holding,
    texts_holding,
)
from assistant.indexing.library import Library
from tests.indexing.made import an_entry

APACHE = "The Apache-2.0 license grants a patent right to every contributor."
FIELDS = "Open source may not discriminate against fields of endeavor."
DATA = "The training data must be described; the weights alone are not enough."


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library(tmp_path_factory.mktemp("index"), create=True)
    library.replace(
        [
            an_entry(APACHE, doc_id="licenses/apache.md", kind="license"),
            an_entry(FIELDS, doc_id="definitions/osd.md", kind="definition"),
            an_entry(DATA, doc_id="definitions/osaid.md", kind="definition"),
        ]
    )
    return library


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("What is apache-2.0?", '"apache-2.0" OR "apache"'),
        ("patent PATENT patent", '"patent"'),
        ("what is it", '"what" OR "is" OR "it"'),
        ('find "hello" OR NOT (x)', '"find" OR "hello" OR "x"'),
        ("Quantised licences", '"quantised" OR "licences" OR "quantized" OR "licenses"'),
        ("", ""),
        ("?! -- *", ""),
    ],
)
def test_query_becomes_quoted_terms(query: str, expression: str) -> None:
    assert match_expression(query) == expression


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("patents?", APACHE),
        ("apache-2.0", APACHE),
        ("Which fields of endeavour or endeavor", FIELDS),
        ("describing the data", DATA),
    ],
)
def test_passage_that_shares_the_words_comes_first(library: Library, query: str, text: str) -> None:
    assert search_words(library, query, 3)[0].passage.text == text


def test_scores_fall_and_higher_is_better(library: Library) -> None:
    scores = [hit.score for hit in search_words(library, "open source license patent data", 10)]

    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)


def test_only_passages_of_the_wanted_documents_are_found(library: Library) -> None:
    hits = search_words(library, "license patent open source", 10, ["definitions/osd.md"])

    assert [hit.passage.text for hit in hits] == [FIELDS]
    assert search_words(library, "license patent open source", 10, []) == []


def test_title_of_the_document_is_searched_and_not_shown(library: Library) -> None:
    [hit] = search_words(library, "osaid", 10)

    assert hit.passage.text == DATA


def test_at_most_k_passages_are_found(library: Library) -> None:
    assert len(search_words(library, "license source data", 1)) == 1


@settings(max_examples=150, deadline=None)
@given(query=st.text(max_size=60))
def test_no_query_is_a_syntax_error(library: Library, query: str) -> None:
    for hit in search_words(library, query, 3):
        assert hit.passage.text in (APACHE, FIELDS, DATA)


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "NEAR(a b)",
        "text:patent",
        "a AND",
        "pat*",
        "^patent",
        "{x}:y",
        "'; DROP TABLE words;--",
    ],
)
def test_query_language_of_the_index_has_no_power(library: Library, query: str) -> None:
    search_words(library, query, 3)

    assert library.counts()["documents"] == 3


def test_texts_that_hold_a_word_are_given_whole(library: Library) -> None:
    assert texts_holding(library, "patent", 5) == [APACHE]
    assert texts_holding(library, "discrim", 5, beginning=True) == [FIELDS]


@pytest.mark.parametrize("word", ["", '"', "two words", "zebra", "NEAR("])
def test_what_is_no_word_of_the_texts_is_held_by_none(library: Library, word: str) -> None:
    assert texts_holding(library, word, 5) == []


@pytest.mark.parametrize(
    ("words", "share"),
    [("patent", 1 / 3), ("training data", 1 / 3), ("data training", 0.0), ("", 0.0), ('"', 0.0)],
)
def test_share_of_texts_that_hold_words_in_a_row(
    library: Library, words: str, share: float
) -> None:
    assert share_holding(library, words) == pytest.approx(share)


def test_rarer_words_are_rarer_and_what_is_nowhere_is_the_rarest(library: Library) -> None:
    rare = rarity(library, ["license", "weights", "anvil"])

    assert 0 <= rare["license"] <= rare["weights"] <= rare["anvil"]
    assert rare["anvil"] > rare["license"]
