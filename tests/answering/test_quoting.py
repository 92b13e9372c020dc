from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.quoting import MOST_QUOTES, MOST_WORDS, Quote, choose_quotes
from assistant.types import Passage, Section
from tests.doubles import WordEncoder, a_passage, a_source, some_hits

FIELDS = "The license must not restrict anyone from using the program in a field of endeavor."
OSD = a_passage(
    f"## Rules\n\nThe license shall not require a fee. {FIELDS} Trees grow slowly in the north.",
    a_source(title="Open Source Definition"),
    start=40,
)
WEIGHTS = a_passage(
    "The weights of the model must be released. Its color is blue and green and red.",
    a_source("owd.md", title="Open Weight Definition"),
)

WORDS = st.sampled_from(
    "license fee weights open. Closed, The | - # and\n\n 自由。 model".split(" ")
)
PASSAGES = st.lists(
    st.tuples(st.lists(WORDS, max_size=40).map(" ".join), st.integers(0, 99)), max_size=6
)


def quotes(question: str, *passages: Passage) -> list[Quote]:
    return choose_quotes(question, some_hits(*passages), WordEncoder().encode, one_section)


def one_section(_doc_id: str, _position: int) -> Section:
    return Section("Section 1", 0, 10_000)


def test_sentence_that_answers_comes_first() -> None:
    chosen = quotes("May the license restrict a field of endeavor?", WEIGHTS, OSD)

    assert chosen[0].text == FIELDS


def test_quotes_are_exact_and_within_the_limits() -> None:
    passages = [
        a_passage(f"The license number {n} must not restrict any {word} field. " * 3, start=n * 500)
        for n, word in enumerate("red green blue gray black white".split())
    ]

    chosen = quotes("May a license restrict a field?", *passages)

    assert 1 <= len(chosen) <= MOST_QUOTES
    assert sum(len(quote.text.split()) for quote in chosen) <= MOST_WORDS


def test_sentence_is_judged_and_named_by_its_own_section() -> None:
    passage = a_passage(
        "She warned that two countries decide. She said that the term is left undefined.",
        label="Two countries",
    )
    second = passage.text.index("She said")

    def locate(_doc_id: str, position: int) -> Section:
        label = "Two countries" if position < second else "The law: what does the law leave open?"
        return Section(label, 0, 100, speaker="Panel Guest")

    chosen = choose_quotes(
        "What does the law leave open?", some_hits(passage), WordEncoder().encode, locate
    )

    assert chosen[0].text == "She said that the term is left undefined."
    assert chosen[0].passage.label == "The law: what does the law leave open?"
    assert chosen[0].passage.speaker == "Panel Guest"


def test_headings_and_scraps_are_not_quoted() -> None:
    passage = a_passage(
        "# License field rules here\n\nYes, license.\n\nNo field at all, said the host."
    )

    assert [quote.text for quote in quotes("license field", passage)] == [
        "No field at all, said the host."
    ]


def test_what_two_documents_repeat_is_quoted_once() -> None:
    copy = a_passage(FIELDS, a_source("osd-copy.md"))

    chosen = quotes("May the license restrict a field?", a_passage(FIELDS), copy)

    assert [quote.text for quote in chosen] == [FIELDS]


def test_neighbours_in_a_passage_become_one_quotation() -> None:
    text = "The license must permit selling software. No license fee for selling is permitted."

    chosen = quotes("license selling", a_passage(text))

    assert [quote.text for quote in chosen] == [text]


def test_nothing_to_quote_is_nothing() -> None:
    assert quotes("Is it open?") == []
    assert quotes("Is it open?", a_passage("Too short.")) == []


@given(PASSAGES)
@settings(deadline=None)
def test_every_quote_stands_in_its_passage(texts: list[tuple[str, int]]) -> None:
    passages = [a_passage(text, start=start) for text, start in texts]

    for quote in quotes("Is the license open?", *passages):
        passage = quote.passage
        assert quote.text == passage.text[quote.start - passage.start : quote.end - passage.start]
        assert re.search(r"\S", quote.text)
