from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.sections import Assembly, Heading, Mark, cover, heading_marks, short_label

_MARKS = st.lists(st.tuples(st.integers(-5, 60), st.text(max_size=3)), max_size=12)


@given(text=st.text(max_size=50), places=_MARKS)
def test_sections_cover_every_text_whatever_the_marks(
    text: str, places: list[tuple[int, str]]
) -> None:
    sections = cover(text, [Mark(start, label) for start, label in places])

    assert "".join(text[s.start : s.end] for s in sections) == text
    assert all(s.start < s.end for s in sections)
    assert [s.start for s in sections[1:]] == [s.end for s in sections[:-1]]


def test_text_before_the_first_mark_is_a_section_of_its_own() -> None:
    sections = cover("intro\n\n# One", [Mark(7, "One")])

    assert [(s.label, s.start) for s in sections] == [("Beginning", 0), ("One", 7)]


def test_white_space_before_the_first_mark_belongs_to_it() -> None:
    assert [(s.label, s.start) for s in cover("\n\nA", [Mark(2, "A")])] == [("A", 0)]


def test_label_is_the_path_of_headings_above() -> None:
    text = "# A\nx\n## B\ny\n# C\nz\n## D\nw"
    headings = [Heading(0, 1, "A"), Heading(6, 2, "B"), Heading(13, 1, "C"), Heading(19, 2, "D")]

    assert [m.label for m in heading_marks(text, headings)] == ["A", "A > B", "C", "C > D"]


def test_title_of_the_document_is_not_repeated_in_every_label() -> None:
    text = "# Title\nx\n## A\ny\n### B\nz"
    headings = [Heading(0, 1, "Title"), Heading(10, 2, "A"), Heading(17, 3, "B")]

    assert [m.label for m in heading_marks(text, headings)] == ["Title", "A", "A > B"]


def test_heading_without_text_begins_the_section_below_it() -> None:
    text = "# A\n\n## B\n\ntext\n# C\nmore"
    headings = [Heading(0, 1, "A"), Heading(5, 2, "B"), Heading(17, 1, "C")]

    marks = heading_marks(text, headings)

    assert [(m.start, m.label) for m in marks] == [(0, "A > B"), (17, "C")]


def test_long_label_is_cut_between_words() -> None:
    label = short_label("word " * 40)

    assert label.endswith("word…")
    assert len(label) <= 91


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=8)), max_size=10))
def test_assembled_text_holds_every_piece_where_its_mark_says(
    pieces: list[tuple[str, str]],
) -> None:
    assembly = Assembly()

    for label, piece in pieces:
        assembly.begin(label)
        assembly.add(piece)

    kept = [(label, piece.strip()) for label, piece in pieces if piece.strip()]
    assert [m.label for m in assembly.marks] == [label for label, _ in kept]
    for mark, (_, piece) in zip(assembly.marks, kept, strict=True):
        assert assembly.text.startswith(piece, mark.start)
