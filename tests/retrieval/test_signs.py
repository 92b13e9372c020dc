from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.retrieval.asked import Asked
from assistant.retrieval.signs import OF_THE_SHAPE, QUESTION, SCRAP, Signs, read_signs
from assistant.types import Hit, Passage
from tests.doubles import a_passage, a_source

OSD = a_source("definitions/osd.md", title="Open Source Definition", version="1.9")


def signs(
    question: str,
    *passages: Passage,
    sentences: Sequence[float] = (),
    rare: str = "",
    **asked: object,
) -> list[Signs]:
    hits = [Hit(p, 0.9 - 0.1 * n, sentences=tuple(sentences)) for n, p in enumerate(passages)]
    return read_signs(
        Asked(question, question, **asked),  # type: ignore[arg-type]
        hits,
        lambda words: {word: 3.0 if word in rare.split() else 1.0 for word in words},
    )


def test_nearest_sentences_speak_for_a_passage() -> None:
    [found] = signs("open?", a_passage("One. Two. Three."), sentences=(0.1, 0.8, 0.6))

    assert found.sentences == pytest.approx(0.7)


def test_passage_whose_sentences_nobody_encoded_counts_as_one() -> None:
    [found] = signs("open?", a_passage("One. Two."))

    assert found.sentences == found.fused
    assert found.answer == pytest.approx(found.fused + SCRAP)


def test_words_that_name_the_document_are_looked_for_in_its_heading_only() -> None:
    passage = a_passage("Any field of endeavor.", OSD, label="6. Fields")

    [found] = signs("Which field does the Open Source Definition name?", passage)

    assert found.answer - SCRAP - found.fused == pytest.approx(0.5)  # field, not name
    assert found.heading == pytest.approx(4 / 5)


def test_rare_words_count_more() -> None:
    passage = a_passage("The endeavor.")

    [common] = signs("field endeavor", passage)
    [rare] = signs("field endeavor", passage, rare="endeavor")

    assert rare.answer - common.answer == pytest.approx(0.25)


def test_words_count_together_in_one_sentence_only() -> None:
    [together] = signs("field endeavor", a_passage("Field of endeavor."))
    [apart] = signs("field endeavor", a_passage("A field. An endeavor."))

    assert together.answer - apart.answer == pytest.approx(0.5)


def test_words_of_one_sentence_and_the_nearness_of_another_do_not_add_up() -> None:
    text = "The field of endeavor."
    passage = a_passage(f"{text} Something else.")

    [joined] = signs("field endeavor", passage, sentences=(0.8, 0.1))
    [apart] = signs("field endeavor", passage, sentences=(0.1, 0.8))

    assert joined.answer == pytest.approx(1.8 + SCRAP)
    assert apart.answer == pytest.approx(1.1 + SCRAP)


def test_sentence_in_the_shape_that_is_asked_for_answers_better() -> None:
    question = "How many seats does the board of the initiative have today?"
    [number] = signs(question, a_passage("The board of the initiative has 9 seats today."))
    [none] = signs(question, a_passage("The board of the initiative has the seats today."))

    assert number.answer - none.answer == pytest.approx(OF_THE_SHAPE)


def test_question_is_no_answer() -> None:
    [asks] = signs("open?", a_passage("So is this model open to all of us here?"))
    [says] = signs("open?", a_passage("So this model is open to all of us here."))

    assert asks.answer - says.answer == pytest.approx(QUESTION)


def test_words_in_the_order_of_the_question_and_its_numbers_are_seen() -> None:
    [found] = signs(
        "free redistribution in 1998 and 2024", a_passage("Free redistribution since 1998.")
    )

    assert found.in_order == pytest.approx(1 / 3)
    assert found.numbers == 0.5


def test_passage_of_a_document_that_is_named_is_told() -> None:
    [found] = signs("open?", a_passage("It is open.", OSD), documents={"definitions/osd.md": 0.7})

    assert (found.document, found.kind) == (0.7, 0.0)


def test_passage_of_a_kind_that_is_asked_for_is_told() -> None:
    [found] = signs("open?", a_passage("It is open.", OSD), kinds=frozenset(["definition"]))

    assert found.kind == 1.0


def test_passages_share_the_best_score_of_their_document() -> None:
    first, second, other = signs(
        "open?",
        a_passage("It is open.", OSD),
        a_passage("It is not.", OSD, start=40),
        a_passage("Open.", a_source("other.md")),
    )

    assert first.best == second.best == first.fused
    assert other.fused == other.best


def test_question_without_words_has_plain_signs() -> None:
    [found] = signs("?", a_passage("It is open."))

    assert (found.heading, found.in_order, found.numbers) == (0, 0, 0)
    assert found.answer == pytest.approx(found.fused + SCRAP)
