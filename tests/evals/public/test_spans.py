from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import AssistantError
from evals.public.spans import (
    Places,
    Span,
    intersection_over_union,
    mean_size,
    overlap,
    precision,
    precision_ceiling,
    recall,
    shared,
    size,
    union,
    wrong_documents,
)

Place = tuple[str, int]


def a_span(doc_id: str, start: int, length: int) -> Span:
    return Span(doc_id, start, start + length)


SPAN = st.builds(a_span, st.sampled_from("ab"), st.integers(0, 30), st.integers(1, 12))
SPANS = st.lists(SPAN, max_size=6)
SOME_SPANS = st.lists(SPAN, min_size=1, max_size=6)


def places(spans: Sequence[Span]) -> set[Place]:
    """The slow, obvious version: every character by itself."""
    return {(s.doc_id, i) for s in spans for i in range(s.start, s.end)}


@given(SPANS)
def test_union_has_the_same_characters_each_once_and_in_order(spans: list[Span]) -> None:
    merged = union(spans)

    assert places(merged) == places(spans)
    assert size(merged) == len(places(spans))
    assert merged == sorted(merged)


@given(SPANS, SPANS)
def test_shared_characters_agree_with_sets_of_positions(one: list[Span], other: list[Span]) -> None:
    assert shared(one, other) == len(places(one) & places(other))


@given(SPAN, SPAN)
def test_overlap_of_two_ranges_agrees_with_sets_of_positions(one: Span, other: Span) -> None:
    assert overlap(one, other) == len(places([one]) & places([other]))


@given(SOME_SPANS, SPANS)
def test_scores_agree_with_sets_of_positions(gold: list[Span], found: list[Span]) -> None:
    both = len(places(gold) & places(found))
    length = sum(len(places([span])) for span in found)
    wanted = len(places(gold))

    assert recall(gold, found) == both / wanted
    assert precision(gold, found) == (both / length if found else 0.0)
    assert intersection_over_union(gold, found) == both / (length + wanted - both)


@given(SOME_SPANS, SPANS)
def test_ceiling_of_precision_agrees_with_sets_of_positions(
    gold: list[Span], pieces: list[Span]
) -> None:
    touching = [piece for piece in pieces if places([piece]) & places(gold)]
    weight = len(places(touching))

    found = precision_ceiling(gold, pieces)

    assert found == (len(places(touching) & places(gold)) / weight if touching else 0.0)


@given(SOME_SPANS, SOME_SPANS)
def test_wrong_documents_are_those_without_gold(gold: list[Span], found: list[Span]) -> None:
    right = {doc_id for doc_id, _ in places(gold)}

    wrong = [span for span in found if not {doc_id for doc_id, _ in places([span])} & right]

    assert wrong_documents(gold, found) == len(wrong) / len(found)


def test_mean_size_is_rounded_to_characters() -> None:
    assert mean_size([Span("a", 0, 10), Span("b", 5, 10), Span("b", 0, 5)]) == 7


def test_nothing_found_counts_as_the_wrong_document() -> None:
    assert wrong_documents([Span("a", 0, 5)], []) == 1.0


def test_text_in_two_passages_is_recalled_once_and_paid_for_twice() -> None:
    gold = [Span("a", 0, 10)]
    found = [Span("a", 0, 10), Span("a", 5, 15)]

    assert recall(gold, found) == 1.0
    assert precision(gold, found) == 10 / 20
    assert intersection_over_union(gold, found) == 10 / 20


def test_equal_positions_in_another_document_share_nothing() -> None:
    assert shared([Span("a", 0, 10)], [Span("b", 0, 10)]) == 0


def test_positions_of_a_read_text_are_those_of_its_file() -> None:
    text, source = "One fi e\u0301.\nTwo.", "\n\nOne\u2009\ufb01 \u00e9\u200b.\r\n\r\nTwo.\n"
    places = Places(text, source, "a.txt")

    for word in ("One", "Two."):
        start = text.index(word)
        found = places.in_file(start, start + len(word))
        assert source[slice(*found)] == word
        assert places.as_read(*found) == (start, start + len(word))
    assert source[slice(*places.in_file(4, 8))] == "\ufb01 \u00e9"
    assert places.in_file(3, 4) == (0, 0)
    assert places.as_read(0, 2) == (0, 0)


def test_what_stands_around_the_text_is_no_part_of_it() -> None:
    places = Places("Body.", "---\ntitle: x\n---\nBody.\n", "a.md")

    assert places.in_file(0, 5) == (17, 22)
    assert places.as_read(0, 22) == (0, 5)


def test_a_text_that_reading_changed_is_refused_with_its_name() -> None:
    with pytest.raises(AssistantError, match=r"a\.txt: its text as read is not a stretch"):
        Places("One. Two.", "One. Too.", "a.txt")
