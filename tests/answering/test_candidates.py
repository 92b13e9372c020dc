from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.candidates import (
    FIRST_ITEM_WORDS,
    FROM_PASSAGES,
    LIST_WORDS,
    count_words,
    find_candidates,
)
from assistant.retrieval.asked import Side
from assistant.types import Hit, Section
from tests.doubles import a_passage, some_hits

ITEMS = "You must not:\n\n- sell the weights of the model;\n- hide where the data is from."
PIECES = st.sampled_from(
    "You must not:|- sell the weights;|- (a) hide it. And more.|# A heading|A sentence. And one!"
    "|\n\n|\n|| row | of a table ||1. First rule:|自由。".split("|")
)


def one_section(_doc_id: str, _position: int) -> Section:
    return Section("Section 1", 0, 10_000)


def test_headings_and_scraps_are_no_candidates() -> None:
    passage = a_passage("# License field rules here\n\nYes, license.\n\nNo field at all, he said.")

    found = find_candidates(some_hits(passage), one_section)

    assert [candidate.text for candidate in found] == ["No field at all, he said."]


def test_list_item_is_quoted_with_the_words_its_list_begins_with() -> None:
    found = find_candidates(some_hits(a_passage(ITEMS)), one_section)

    assert {candidate.quotation for candidate in found} == {ITEMS}


def test_item_of_a_long_list_is_quoted_alone() -> None:
    items = "\n".join(f"- rule {n} says that nobody may sell the model" for n in range(9))

    *_, last = find_candidates(some_hits(a_passage(f"You agree that:\n\n{items}")), one_section)

    assert last.quotation == last.text == "- rule 8 says that nobody may sell the model"
    assert "You agree that:" in last.around


def test_words_that_a_long_list_begins_with_are_quoted_with_the_items_that_fit() -> None:
    items = [f"- {n} says that nobody may sell it" for n in range(9)]
    lines = ["You agree to these rules:", *items]

    first, *_ = find_candidates(some_hits(a_passage("\n".join(lines))), one_section)

    assert first.text == lines[0]
    assert first.quotation == "\n".join(lines[:7])
    assert count_words(first.quotation) <= LIST_WORDS < count_words(f"{first.quotation} {lines[7]}")


def test_words_that_a_list_begins_with_say_nothing_alone() -> None:
    long = f"- {'word ' * FIRST_ITEM_WORDS}".strip()

    found = find_candidates(some_hits(a_passage(f"You agree that:\n\n{long}")), one_section)
    bare = find_candidates(some_hits(a_passage("A right. You agree that:\n\nA rule.")), one_section)

    assert [candidate.text for candidate in found] == [long]
    assert bare == []


def test_items_without_marks_are_of_the_list_that_they_go_on_with() -> None:
    text = "You must not use the model:\n\nfor harming anybody;\n\nFor finding them;"
    rest = "\n\nThis license ends when you break it."

    lead, *_ = find_candidates(some_hits(a_passage(text + rest)), one_section)

    assert lead.text == "You must not use the model:"
    assert lead.quotation == text


def test_item_of_two_sentences_does_not_end_its_list() -> None:
    text = "You must:\n\n- keep the notice. It is short.\n- say what you have changed."

    *_, last = find_candidates(some_hits(a_passage(text)), one_section)

    assert last.quotation == text


def test_sentences_of_another_section_are_not_around() -> None:
    passage = a_passage("This belongs to the first part. This belongs to the second part.")
    border = passage.text.index("This", 1)

    def locate(_doc_id: str, position: int) -> Section:
        return Section("1", 0, border) if position < border else Section("2", border, 99)

    first, second = find_candidates(some_hits(passage), locate)

    assert (first.section.label, second.section.label) == ("1", "2")
    assert first.around == second.around == ""


def test_passages_lie_behind_the_best_by_their_place_between_it_and_the_last() -> None:
    scores = {
        "The first sentence of all.": 0.9,
        "The second one of them.": 0.7,
        "The last one of them.": 0.4,
    }
    hits = [Hit(a_passage(text), score) for text, score in scores.items()]

    found = find_candidates(hits, one_section)

    assert [round(candidate.behind, 2) for candidate in found] == [0.0, 0.4, 1.0]


def test_only_the_best_passages_and_the_best_of_each_side_are_read() -> None:
    hits = some_hits(
        *(a_passage(f"This is sentence number {n} of it.", start=99 * n) for n in range(9))
    )
    spoken = replace(hits[7].passage, speaker="The chair")
    hits[7] = replace(hits[7], passage=spoken)
    sides = (Side("the chair", speakers=frozenset({"The chair"})), Side("nobody"))

    alone, with_sides = (find_candidates(hits, one_section, s) for s in ((), sides))

    best = [hit.passage for hit in hits[:FROM_PASSAGES]]
    assert [candidate.passage for candidate in alone] == best
    assert [candidate.passage for candidate in with_sides] == [*best, spoken]


def test_kept_cosines_go_to_their_sentences_and_zero_is_unknown() -> None:
    [hit] = some_hits(a_passage("# Rules of it\n\nThe first sentence here. The second one of two."))
    hit = replace(hit, sentences=(0.1, 0.7, 0.0))

    found = find_candidates([hit], one_section)

    assert [candidate.nearness for candidate in found] == [0.7, None]


@given(st.lists(PIECES, max_size=14).map("\n".join), st.integers(0, 99))
@settings(deadline=None)
def test_every_candidate_and_what_would_be_quoted_stand_in_the_passage(
    text: str, start: int
) -> None:
    passage = a_passage(text, start=start)

    for found in find_candidates(some_hits(passage), one_section):
        assert passage.start <= found.whole[0] <= found.start < found.end <= found.whole[1]
        assert found.whole[1] <= passage.end
        assert found.text in found.quotation in passage.text if found.text else True
        assert count_words(found.quotation) <= max(LIST_WORDS, count_words(found.text))
