from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from assistant.answering.support import check_statement
from evals.public.claims import (
    RememberingEncoder,
    check_claim,
    likeness,
    passage_of,
    sentences_of,
    word_share,
)
from tests.doubles import WordEncoder

SENTENCES = ["The anvil is free to use", "Nobody may sell it."]


class CountingEncoder(WordEncoder):
    """Remembers what it was asked to encode."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.asked += texts
        return super().encode(texts)


def test_each_text_is_encoded_once() -> None:
    encoder = CountingEncoder()
    remembering = RememberingEncoder(encoder)

    remembering.learn(["anvil", "smith", "anvil"])
    vectors = remembering.encode(["smith", "town", "smith"])

    assert encoder.asked == ["anvil", "smith", "town"]
    assert np.array_equal(vectors, WordEncoder().encode(["smith", "town", "smith"]))


def test_each_sentence_stays_one_though_it_ends_without_a_stop() -> None:
    passage = passage_of(SENTENCES)

    assert sentences_of(passage) == SENTENCES
    assert passage.text[passage.start : passage.end] == passage.text


@pytest.mark.parametrize("claim", ["Nobody may sell the anvil.", "Everyone may sell 12 anvils."])
def test_the_verdict_is_that_of_the_check_behind_the_answers(claim: str) -> None:
    passage = passage_of(SENTENCES)

    found = check_claim(claim, [passage], RememberingEncoder(WordEncoder()))

    assert found == [check_statement(claim, passage, WordEncoder().encode)]


def test_only_the_first_passages_are_cited() -> None:
    passages = [passage_of(SENTENCES), passage_of(["Everyone may sell the hammer."])]

    found = check_claim("Everyone may sell it.", passages, RememberingEncoder(WordEncoder()),
                        depth=1)  # fmt: skip

    assert len(found) == 1


def test_words_and_likeness_are_those_of_the_passage() -> None:
    passage = passage_of(SENTENCES)

    assert word_share("Nobody may sell hammers.", passage) == pytest.approx(2 / 3)
    assert likeness("Nobody may sell it.", passage, RememberingEncoder(WordEncoder())) == (
        pytest.approx(1.0)
    )
