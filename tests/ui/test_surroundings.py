from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Passage
from assistant.ui.surroundings import Piece, Stretch, excerpt, surroundings
from tests.ui.library import DEFINITION, PANEL, passages_of
from tests.ui.scripted import CHAIR


def joined(stretch: Stretch) -> str:
    before = "".join(piece.text for piece in stretch.before)
    after = "".join(piece.text for piece in stretch.after)
    return before + stretch.lead + stretch.quote + stretch.tail + after


@given(
    section=st.integers(0, 2),
    start=st.integers(-20, 400),
    length=st.integers(0, 300),
    around=st.integers(0, 400),
)
def test_a_stretch_is_an_exact_slice_of_the_document(
    section: int, start: int, length: int, around: int
) -> None:
    passage = passages_of(DEFINITION)[section]

    whole = surroundings(DEFINITION, passage, start, start + length, around=around)
    short = excerpt(passage, start, start + length, around=around)

    assert whole is not None
    assert joined(whole) in DEFINITION.text
    assert whole.lead + whole.quote + whole.tail == passage.text
    assert whole.quote in DEFINITION.text[max(start, 0) : max(start + length, 0)]
    assert whole.starts == DEFINITION.text.startswith(joined(whole))
    assert whole.ends == DEFINITION.text.endswith(joined(whole))
    assert joined(short) in passage.text
    assert short.quote == whole.quote


def test_the_next_speaker_is_named_where_the_next_section_begins() -> None:
    stretch = surroundings(PANEL, CHAIR.passage, CHAIR.start, CHAIR.end)

    assert stretch is not None
    assert stretch.label == "Panel Chair, 00:12:31"
    assert stretch.after == (Piece("First Guest, 00:14:02", passages_of(PANEL)[1].text),)


def test_a_cut_falls_between_words() -> None:
    passage = passages_of(DEFINITION)[1]
    start = passage.start + passage.text.index("law")

    short = excerpt(passage, start, start + 3, around=25)

    assert (short.lead, short.quote, short.tail) == (
        " be published: where the ",
        "law",
        " forbids it, a ",
    )


def test_a_document_that_has_changed_gives_no_surroundings() -> None:
    edited = replace(DEFINITION, text="New first line.\n" + DEFINITION.text)

    assert surroundings(edited, passages_of(DEFINITION)[1], 100, 110) is None


@pytest.mark.parametrize("span", [(0, 5), (900, 905), (50, 50)])
def test_a_quotation_outside_the_passage_marks_nothing(span: tuple[int, int]) -> None:
    passage: Passage = passages_of(DEFINITION)[1]

    assert excerpt(passage, *span).quote == ""
