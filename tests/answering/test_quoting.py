from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering import quoting
from assistant.answering.quoting import (
    ENCODED,
    MOST_QUOTES,
    MOST_WORDS,
    Quote,
    choose_quotes,
)
from assistant.retrieval.asked import Asked, Side
from assistant.types import Hit, Passage, Section
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


def plain(question: str) -> Asked:
    return Asked(question, question)


def quotes(question: str, *passages: Passage) -> list[Quote]:
    return choose_quotes(plain(question), some_hits(*passages), WordEncoder().encode, one_section)


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
        if position < second:
            return Section("Two countries", 0, second, speaker="Panel Guest")
        label = "The law: what does the law leave open?"
        return Section(label, second, 100, speaker="Panel Guest")

    chosen = choose_quotes(
        plain("What does the law leave open?"), some_hits(passage), WordEncoder().encode, locate
    )

    assert chosen[0].text == "She said that the term is left undefined."
    assert chosen[0].passage.label == "The law: what does the law leave open?"
    assert chosen[0].passage.speaker == "Panel Guest"


def never(_texts: Sequence[str]) -> npt.NDArray[np.float32]:
    raise AssertionError("nothing needs to be encoded")


def test_of_two_that_say_nearly_the_same_the_one_that_is_named_comes_first() -> None:
    near = a_passage("The license asks for open training data.", a_source("near.md"))
    named = a_passage("The license asks for open training data today.", a_source("named.md"))
    question = "Which license asks for open training data?"
    asked = replace(plain(question), documents={"named.md": 1.0})

    for reading, first in ((plain(question), near), (asked, named)):
        hits = [replace(hit, score=1.0) for hit in some_hits(near, named)]
        chosen = choose_quotes(reading, hits, WordEncoder().encode, one_section)
        assert chosen[0].passage.source == first.source


def test_kept_vectors_are_used_instead_of_encoding() -> None:
    passage = a_passage("The license of one kind is old. The license of two kinds is new.")
    hit = Hit(passage, 1.0, sentences=(0.1, 0.9))

    chosen = choose_quotes(plain("Which license?"), [hit], never, one_section)

    assert chosen[0].text.endswith("The license of two kinds is new.")


def test_only_the_likeliest_sentences_are_encoded() -> None:
    seen: list[str] = []

    def encode(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        seen.extend(texts)
        return WordEncoder().encode(texts)

    trees = " ".join(f"Tree number {n} grows in the north of it." for n in range(40))
    passage = a_passage(f"{trees} {FIELDS}")
    chosen = choose_quotes(
        plain("May the license restrict a field?"), some_hits(passage), encode, one_section
    )

    assert len(seen) == 1 + ENCODED
    assert chosen[0].text == FIELDS


def test_each_side_of_a_comparison_is_heard() -> None:
    first = [
        a_passage(f"The license {word} fields of endeavor.", OSD.source, start=n * 100)
        for n, word in enumerate("restricts names defines lists counts".split())
    ]
    second = a_passage("Something else stands here about the weights.", WEIGHTS.source, start=900)
    sides = (
        Side("OSD", frozenset({OSD.source.doc_id})),
        Side("OWD", frozenset({WEIGHTS.source.doc_id})),
    )
    question = "How do the OSD and the OWD differ on fields of endeavor in a license?"
    asked = Asked(question, question, sides=sides, compares=True)

    chosen = choose_quotes(
        asked, some_hits(*first, second), WordEncoder().encode, one_section, alike
    )

    assert {quote.passage.source.doc_id for quote in chosen} == {
        OSD.source.doc_id,
        WEIGHTS.source.doc_id,
    }


def alike(words: Sequence[str]) -> dict[str, float]:
    return dict.fromkeys(words, 1.0)


def test_sentence_that_decides_a_yes_no_question_comes_first() -> None:
    passage = a_passage(
        "The license may name a field of endeavor in business. It was written up in the north. "
        "The license must not restrict a field of endeavor in business."
    )
    question = "May the license restrict a field of endeavor in business?"

    hit = Hit(passage, 1.0, sentences=(0.5, 0.1, 0.4))

    def first(*, is_yes_no: bool) -> str:
        asked = Asked(question, question, is_yes_no=is_yes_no)
        return choose_quotes(asked, [hit], never, one_section, alike)[0].text

    assert first(is_yes_no=False).startswith("The license may name")
    assert first(is_yes_no=True).startswith("The license must not restrict")


def test_of_two_that_answer_nearly_as_well_the_shorter_one_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    filler = " and blue trees" * 8
    long = f"The license must not restrict a field of endeavor{filler}."
    short = "The license must not restrict any field of endeavor."
    [hit] = some_hits(a_passage(f"{long} {short}"))
    monkeypatch.setattr(quoting, "MOST_QUOTES", 1)

    def first(*cosines: float) -> str:
        found = [replace(hit, sentences=cosines)]
        asked = plain("Which field of endeavor may the license restrict?")
        [quote] = choose_quotes(asked, found, WordEncoder().encode, one_section, alike)
        return quote.text

    assert first(0.501, 0.5) == short
    assert first(0.6, 0.5) == long


def test_what_two_documents_repeat_is_quoted_once() -> None:
    copy = a_passage(FIELDS, a_source("osd-copy.md"))

    chosen = quotes("May the license restrict a field?", a_passage(FIELDS), copy)

    assert [quote.text for quote in chosen] == [FIELDS]


def test_neighbours_in_a_passage_become_one_quotation() -> None:
    text = "The license must permit selling the weights. A license must forbid selling the name."

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
