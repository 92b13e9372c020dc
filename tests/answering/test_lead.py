from __future__ import annotations

from bisect import bisect_right

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.lead import find_lead, opening
from assistant.types import Lead, Passage, Section
from tests.doubles import a_passage, a_source

LIST = """\
# Use restrictions

You agree not to use the model:

- for surveillance;
- to give
  medical advice;

Everything else is allowed.
"""
TALK = """\
**Ann Lee:** Welcome. So does the office own that word?

**Bob Roe:** Yeah, this is funny. We own no trademark on it.

**Ann Lee:** I see, right?

**Bob Roe:** That is all.
"""
CLAUSES = """\
3. Redistribution

You may distribute copies on these conditions:

a. keep the notice

5. Rules of use

b. You may not improve another model.
"""


class Shelved:
    """A document of sections that begin at the given words."""

    def __init__(
        self, text: str, *sections: tuple[str, str, str | None], kind: str = "own"
    ) -> None:
        self.text = text
        starts = [text.index(words) for words, _, _ in sections]
        ends = [*starts[1:], len(text)]
        self.sections = [
            Section(label, start, end, speaker)
            for (_, label, speaker), start, end in zip(sections, starts, ends, strict=True)
        ]
        self.source = a_source(kind=kind)

    def read(self, _doc_id: str, start: int, end: int) -> str:
        return self.text[start:end]

    def locate(self, _doc_id: str, position: int) -> Section:
        at = bisect_right(self.sections, position, key=lambda section: section.start) - 1
        return self.sections[max(at, 0)]

    def lead_of(self, words: str, context: str = "") -> Lead | None:
        start = self.text.index(words)
        section = self.locate("", start)
        passage = a_passage(
            self.text[start:],
            self.source,
            start=start,
            label=section.label,
            speaker=section.speaker,
            context=context,
        )
        return find_lead(passage, start, self.read, self.locate)


def said(lead: Lead | None) -> str:
    return lead.text if lead else ""


@pytest.mark.parametrize("words", ["- for surveillance", "for surveillance", "- to give"])
def test_an_item_is_led_by_the_sentence_its_list_hangs_on(words: str) -> None:
    shelved = Shelved(LIST, ("# Use", "Use restrictions", None))

    lead = shelved.lead_of(words)

    assert said(lead) == "You agree not to use the model:"
    assert lead is not None
    assert shelved.text[lead.start : lead.end] == lead.text


def test_a_paragraph_needs_no_lead() -> None:
    assert Shelved(LIST, ("# Use", "Use", None)).lead_of("Everything else") is None


def test_a_clause_is_not_led_by_the_list_of_another_one() -> None:
    shelved = Shelved(
        CLAUSES,
        ("3.", "3. Redistribution", None),
        ("a. keep", "3. Redistribution > a", None),
        ("5.", "5. Rules of use", None),
        ("b. You", "5. Rules of use > b", None),
    )

    assert said(shelved.lead_of("a. keep")) == "You may distribute copies on these conditions:"
    assert shelved.lead_of("b. You") is None


def test_an_exception_is_led_by_the_clause_it_is_an_exception_to() -> None:
    text = """\
1. The following is forbidden:

(g) to sort people on one of the following grounds:

(i) their faith;

(h) to watch people, unless it is strictly needed for one of these:

(i) a search for victims;

(j) to do so in secret.
"""
    shelved = Shelved(
        text,
        ("1.", "1", None),
        ("(g)", "1 > (g)", None),
        ("(i) their", "1 > (g) > (i)", None),
        ("(h)", "1 > (h)", None),
        ("(i) a", "1 > (h) > (i)", None),
        ("(j)", "1 > (j)", None),
    )

    assert said(shelved.lead_of("(i) a search")) == (
        "(h) to watch people, unless it is strictly needed for one of these:"
    )
    assert said(shelved.lead_of("(j) to do")) == "1. The following is forbidden:"


def test_past_a_clause_that_leads_to_nothing_no_other_one_leads() -> None:
    text = "1. Forbidden are:\n\n(h) to watch people unless\n\n(i) it is a search.\n"
    shelved = Shelved(
        text, ("1.", "1", None), ("(h)", "1 > (h)", None), ("(i)", "1 > (h) > (i)", None)
    )

    assert shelved.lead_of("(i) it is") is None


def test_an_answer_is_led_by_the_question_that_was_asked() -> None:
    shelved = Shelved(
        TALK,
        ("**Ann Lee:** Welcome", "Ann Lee", "Ann Lee"),
        ("**Bob Roe:** Yeah", "Bob Roe", "Bob Roe"),
        ("**Ann Lee:** I see", "Ann Lee", "Ann Lee"),
        ("**Bob Roe:** That", "Bob Roe", "Bob Roe"),
        kind="panel",
    )

    lead = shelved.lead_of("We own no trademark")

    assert lead is not None
    assert (lead.text, lead.speaker) == ("So does the office own that word?", "Ann Lee")
    assert shelved.lead_of("That is all") is None  # "I see, right?" asks for nothing


def test_what_points_back_is_led_by_the_sentence_before() -> None:
    shelved = Shelved(
        "Files may be signed. This is optional. This license is short.", ("Files", "A", None)
    )

    assert said(shelved.lead_of("This is optional")) == "Files may be signed."
    assert shelved.lead_of("This license") is None  # is the document itself


def test_a_sentence_of_another_section_is_no_lead() -> None:
    shelved = Shelved(
        "Files may be signed. This is optional.", ("Files", "A", None), ("This", "B", None)
    )

    assert shelved.lead_of("This is optional") is None


def test_a_row_is_led_by_the_header_of_its_table() -> None:
    header = "| Part | License |"
    shelved = Shelved(f"{header}\n|---|---|\n| Weights | none |", ("|", "A", None))

    assert said(shelved.lead_of("| Weights", context=header)) == header
    assert shelved.lead_of("| Weights", context="| Gone |") is None


@pytest.mark.parametrize(
    ("text", "speaker", "rest"),
    [
        ("- a file", None, "a file"),
        ("> - a file", None, "a file"),
        ("**Ann Lee:** Yes.", "Ann Lee", "Yes."),
        (r"**Ann Lee** \[00:09:52\]: Yes.", "Ann Lee", "Yes."),
        ("**Note:** Yes.", "Ann Lee", "**Note:** Yes."),
        ("-", None, "-"),
    ],
)
def test_marks_in_front_of_the_first_word_are_no_words(
    text: str, speaker: str | None, rest: str
) -> None:
    assert text[opening(text, speaker) :] == rest


@given(st.lists(st.sampled_from(["- a:", "b. c", "\n", "\n\n", "It is.", "x:", "| y |", "(i) z?"])))
def test_a_lead_is_an_exact_piece_of_the_document_before_the_quotation(pieces: list[str]) -> None:
    text = " ".join([*pieces, "\nThey end."])
    shelved = Shelved(text, (text[:1], "A", None))

    lead = shelved.lead_of("They end")

    if lead:
        assert text[lead.start : lead.end] == lead.text
        assert lead.end <= text.index("They end")


def test_a_passage_at_the_beginning_has_nothing_before_it() -> None:
    passage: Passage = a_passage("- It is so.", a_source())

    assert find_lead(passage, 0, lambda *_: "", lambda *_: Section("A", 0, 11)) is None
