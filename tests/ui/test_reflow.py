from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ui.reflow import reflow, reflow_stretch, without_headings
from assistant.ui.surroundings import surroundings
from tests.ui.library import PANEL, passages_of

LONG = "This line is long enough to have been wrapped by an editor"


@pytest.mark.parametrize(
    ("text", "laid_out"),
    [
        (f"{LONG}\nand goes on.", f"{LONG} and goes on."),
        (f"{LONG}\n{LONG}\nend", f"{LONG} {LONG} end"),
        (f"{LONG}\n\nNext paragraph", f"{LONG}\n\nNext paragraph"),
        ("Short line\nof an address", "Short line\nof an address"),
        (f"{LONG}:\n- one\n- two", f"{LONG}:\n- one\n- two"),
        (f"{LONG}:\n1. one", f"{LONG}:\n1. one"),
        (f"{LONG}\n2024 was a year", f"{LONG} 2024 was a year"),
        ("## Heading\n\nText # 1", "   Heading\n\nText # 1"),
        ("#hashtag", "#hashtag"),
    ],
)
def test_wrapped_lines_become_paragraphs(text: str, laid_out: str) -> None:
    assert reflow(text) == laid_out


@given(st.text(alphabet="ab #-\n1.", max_size=400))
def test_no_position_moves_and_no_word_changes(text: str) -> None:
    laid_out = reflow(text)

    assert len(laid_out) == len(text)
    assert all(a == b or (a in "\n#" and b == " ") for a, b in zip(text, laid_out, strict=True))


def test_a_stretch_keeps_its_cuts() -> None:
    passage = passages_of(PANEL)[1]
    stretch = surroundings(PANEL, passage, passage.start + 2, passage.start + 10)
    assert stretch is not None

    laid_out = reflow_stretch(stretch)

    assert laid_out == stretch  # one line per section: nothing to join


def test_a_preview_does_not_repeat_its_heading() -> None:
    assert without_headings("## Origin\n\nIt began.") == "\nIt began."
    assert without_headings("It began.\n## Then") == "It began.\n## Then"


def test_the_rest_of_a_line_that_a_passage_begins_in_is_joined_with_the_next() -> None:
    assert (
        reflow("The anvil does not\ncome with a hammer, and a hammer has to be brought.")
        == "The anvil does not come with a hammer, and a hammer has to be brought."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Care\nKeep it dry.",
        "Parts:\nan anvil, a hammer, a bellows and a pair of tongs",
        "- an anvil\nand a hammer",
        "a | b\nc | d",
        "One.\nof the two anvils that stand in the workshop here",
    ],
)
def test_a_short_line_at_the_beginning_that_ended_on_purpose_stays_one(text: str) -> None:
    assert reflow(text) == text
