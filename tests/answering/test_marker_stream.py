from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.marker_stream import MarkerStream, find_markers, resolve_markers

PIECES = st.sampled_from(
    "[ ] ( ) \\ [1] [99] [2,9] [1-3] [^9] 【9】 [١] 【1†x】 ` `` ``` ~~~ (x) no. and a 1 7".split()
) | st.sampled_from(
    [
        " ",
        "^",
        "-",
        ",",
        "source",
        "\n",
        "\n\n",
        "\n```py\n",
        "[Source 2]",
        "[0]",
        "[1](x)",
        "[2024]",
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60)


@pytest.mark.parametrize(
    ("text", "resolved", "order"),
    [
        ("A [3]. B [1].", "A [1]. B [2].", [3, 1]),
        ("A [2][2].", "A [1][1].", [2]),
        ("A [1, 2].", "A [1][2].", [1, 2]),
        ("A [1; 3].", "A [1][2].", [1, 3]),
        ("A [1 and 2].", "A [1][2].", [1, 2]),
        ("A [1-3].", "A [1][2][3].", [1, 2, 3]),
        ("A [3–2].", "A [1][2].", [2, 3]),
        ("A 【2】.", "A [1].", [2]),
        ("A [^2].", "A [1].", [2]),
        ("A [source 2].", "A [1].", [2]),
        ("A [Sources 1, 2].", "A [1][2].", [1, 2]),
        ("A [Source: 2].", "A [1].", [2]),
        ("A [No. 3].", "A [1].", [3]),
        ("A [source 3, source 1].", "A [1][2].", [3, 1]),
        ("A [1 to 3].", "A [1][2][3].", [1, 2, 3]),
        ("A [passage 2].", "A [1].", [2]),
        ("A ［2］.", "A [1].", [2]),
        ("A 【2†title】.", "A [1].", [2]),
        (r"A \[2\].", "A [1].", [2]),
        ("A [2](see above).", "A [1] (see above).", [2]),
        ("A [ 2 ].", "A [1].", [2]),
        ("A [2](https://example.org).", "A [1].", [2]),
        ("A [2](x)(y).", "A [1].", [2]),
        ("A[2].", "A[1].", [2]),
        ("No marker (2).", "No marker (2).", []),
        ("Since [2024] it is open.", "Since [2024] it is open.", []),
    ],
)
def test_markers_are_renumbered_in_order_of_appearance(
    text: str, resolved: str, order: list[int]
) -> None:
    assert resolve_markers(text, 3) == (resolved, order, 0)


@pytest.mark.parametrize(
    ("text", "resolved", "invented"),
    [
        ("A [4].", "A.", 1),
        ("A [0].", "A.", 1),
        ("A [1, 17].", "A [1].", 1),
        ("A [4][5].", "A.", 2),
        ("A [99](https://example.org).", "A.", 1),
        ("A [[99]5].", "A.", 2),
        ("A [2-5].", "A [1][2].", 2),
        ("One.\n[9] Two.", "One.\n Two.", 1),
        ("A [9][1].", "A [1].", 1),
        ("A [1[9]].", "A [1].", 1),
    ],
)
def test_markers_that_name_no_source_are_removed_and_counted(
    text: str, resolved: str, invented: int
) -> None:
    found = resolve_markers(text, 3)

    assert (found.text, found.invented) == (resolved, invented)


@pytest.mark.parametrize(
    "text",
    [
        "`a[7]` is code",
        "``a[7] ` [1]`` is code",
        "`a\nb[7]` is code",
        "```\nx = a[7]\n```\nis code",
        "```py\na[7]\n\n`b[1]\n````\n",
        "~~~\na[7]\n~~~",
        "```\na[9]",
        "```a[7]``` is code",
    ],
)
def test_code_is_left_as_it_is(text: str) -> None:
    assert resolve_markers(text, 3) == (text, [], 0)


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("a ` b [9]. C [1].", "a ` b. C [1]."),
        ("a ` b [9].\n\nC ` [1].", "a ` b.\n\nC ` [1]."),
        (r"a \`b [9]\` c [1].", r"a \`b\` c [1]."),
        ("a ~~b [9]~~ [1].", "a ~~b~~ [1]."),
        ("```\na\n```\nB [9] [1].", "```\na\n```\nB [1]."),
    ],
)
def test_marker_that_only_looks_like_code_is_checked(text: str, resolved: str) -> None:
    assert resolve_markers(text, 1).text == resolved


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A [1]. B [", "A [1]. B ["),
        ("A [1]. B [9", "A [1]. B"),
        ("A [1]. B [1, ", "A [1]. B"),
        ("A [1]. B 【sources 1 an", "A [1]. B"),
        ("A [1]. Since [2024", "A [1]. Since [2024"),
        ("A [1]. B [9](https://exa", "A [1]. B (https://exa"),
        ("A [1]. B `c[9]", "A [1]. B `c"),
    ],
)
def test_answer_cut_off_inside_a_marker_shows_none(text: str, shown: str) -> None:
    assert resolve_markers(text, 3).text == shown


def test_text_is_shown_as_soon_as_it_can_be_no_marker() -> None:
    stream = MarkerStream(3)

    pieces = ("Yes", " [", "1", "]", ". [N", "B] a `", "[9", "]` b")
    shown = [stream.feed(piece) for piece in pieces]

    assert shown == ["Yes", "", "", " [1]", ".", " [NB] a ", "", "`[9]` b"]


@given(st.data(), TEXTS, st.integers(0, 12))
@settings(max_examples=300)
def test_pieces_give_what_the_whole_text_gives(data: st.DataObject, text: str, most: int) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)))))
    stream = MarkerStream(most)

    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    shown = "".join(map(stream.feed, pieces)) + stream.rest()

    assert (shown, stream.order, stream.invented) == resolve_markers(text, most)


@given(TEXTS, st.integers(0, 12))
def test_nothing_shown_so_far_ever_holds_an_invented_marker(text: str, sources: int) -> None:
    stream, shown = MarkerStream(sources), ""

    for character in text:
        shown += stream.feed(character)
        numbers = {marker.number for marker in stream.markers}
        assert numbers == set(range(1, len(stream.order) + 1))
        assert {m.number for m in find_markers(shown)} <= numbers


def test_without_sources_every_marker_is_invented() -> None:
    assert resolve_markers("A [1]. B [2].", 0) == ("A. B.", [], 2)


def test_lines_stay_lines() -> None:
    text = "- one [2]\n- two\n[1] three"

    assert resolve_markers(text, 3).text == "- one [1]\n- two\n[2] three"


def test_found_markers_are_those_outside_code() -> None:
    text = "A [1][2]. `b[3]` C [1]."

    found = find_markers(text)

    assert [marker.number for marker in found] == [1, 2, 1]
    assert [text[marker.start : marker.end] for marker in found] == ["[1]", "[2]", "[1]"]


@given(TEXTS, st.integers(0, 12))
@settings(max_examples=300)
def test_no_invented_marker_survives(text: str, sources: int) -> None:
    found = resolve_markers(text, sources)

    numbers = [marker.number for marker in find_markers(found.text)]
    assert set(numbers) == set(range(1, len(found.order) + 1))
    assert all(1 <= number <= sources for number in found.order)
    assert len(set(found.order)) == len(found.order)


@given(TEXTS, st.integers(0, 12))
def test_resolving_twice_changes_nothing(text: str, sources: int) -> None:
    once = resolve_markers(text, sources)

    twice = resolve_markers(once.text, len(once.order))

    assert (twice.text, twice.invented) == (once.text, 0)


@given(st.text(alphabet="abc .,\n`*", max_size=60))
def test_text_without_markers_is_unchanged(text: str) -> None:
    assert resolve_markers(text, 3).text == text


def test_first_appearance_decides_the_number() -> None:
    found = resolve_markers("[5][2] then [2] and [5]", 5)

    assert re.findall(r"\d", found.text) == ["1", "2", "2", "1"]
    assert found.order == [5, 2]
