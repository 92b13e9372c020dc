from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.thoughts import Thoughts


def answer(*pieces: str) -> str:
    thoughts = Thoughts()
    return "".join([thoughts.feed(piece) for piece in pieces] + [thoughts.rest()])


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("It is open [1].", "It is open [1]."),
        ("<think>\nHm.\n</think>\n\nIt is open.", "It is open."),
        ("\n<think></think>It is open.", "It is open."),
        ("<think>a</think>\n<think>b</think>It is open.", "It is open."),
        ("<think>never ends", ""),
        ("It is <think>open</think>.", "It is <think>open</think>."),
        ("<thi", "<thi"),
        ("<thinking>", "<thinking>"),
        ("", ""),
    ],
)
def test_thoughts_at_the_beginning_are_left_out(written: str, kept: str) -> None:
    assert answer(written) == kept


@given(
    st.lists(
        st.sampled_from(
            ["<think>", "</think>", "<think>", "</think>", "<", "think", ">", "a", " ", "\n"]
        ),
        max_size=12,
    ).map("".join),
    st.integers(1, 9),
)
@settings(max_examples=500)
def test_how_the_stream_is_cut_makes_no_difference(written: str, size: int) -> None:
    cut = [written[i : i + size] for i in range(0, len(written), size)]

    assert answer(*cut) == answer(written)


def test_answer_is_passed_on_as_it_comes() -> None:
    thoughts = Thoughts()

    passed = [thoughts.feed(piece) for piece in ("<think>Hm", "</think> ", "It", " is")]

    assert passed == ["", "", "It", " is"]
