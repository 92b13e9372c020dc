from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.edits import Edit, Edited


def test_places_move_with_the_text() -> None:
    edited = Edited("one two three", [Edit(4, 8, ""), Edit(8, 8, "2 + ")])

    assert edited.text == "one 2 + three"
    assert edited.place(0) == 0
    assert edited.place(8) == 8
    assert edited.place(13) == 13


def test_of_edits_that_overlap_the_first_one_counts() -> None:
    assert Edited("abcdef", [Edit(1, 4, "-"), Edit(2, 5, "+")]).text == "a-ef"


@given(
    st.text("abcdef", max_size=30),
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 5), st.sampled_from(["", "X", "XY"])),
        max_size=6,
    ),
)
def test_what_was_not_edited_is_found_at_its_place(
    text: str, changes: list[tuple[int, int, str]]
) -> None:
    edits = [Edit(s, min(s + size, len(text)), new) for s, size, new in changes if s <= len(text)]

    edited = Edited(text, edits)

    for i, letter in enumerate(text):
        if not any(e.start <= i < e.end for e in edits):
            assert edited.text[edited.place(i)] == letter
    assert 0 <= edited.place(len(text)) <= len(edited.text)
