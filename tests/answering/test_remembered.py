from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from assistant.answering.remembered import RememberedEncode


class Counting:
    """A vector is the length of its text; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.asked += texts
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)


def test_a_text_is_encoded_once_and_the_order_is_that_of_the_texts() -> None:
    bare = Counting()
    encode = RememberedEncode(bare)

    first = encode(["aa", "b", "aa"])
    second = encode(["b", "cccc"])

    assert first[:, 0].tolist() == [2, 1, 2]
    assert second[:, 0].tolist() == [1, 4]
    assert bare.asked == ["aa", "b", "cccc"]


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    bare = Counting()
    encode = RememberedEncode(bare, most=2)

    for texts in (["a", "bb"], ["a"], ["ccc"], ["a"], ["bb"]):
        encode(texts)

    assert bare.asked == ["a", "bb", "ccc", "bb"]


def test_more_texts_than_are_remembered_are_all_encoded() -> None:
    encode = RememberedEncode(Counting(), most=1)

    assert encode(["a", "bb", "ccc"])[:, 0].tolist() == [1, 2, 3]


def test_many_threads_get_their_own_vectors() -> None:
    encode = RememberedEncode(Counting(), most=3)
    texts = ["x" * n for n in range(1, 9)]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: encode(texts[n % 8 :]), range(400)))

    assert all(
        rows[:, 0].tolist() == [len(text) for text in texts[n % 8 :]]
        for n, rows in enumerate(found)
    )
