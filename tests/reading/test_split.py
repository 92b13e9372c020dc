from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.split import (
    CONTEXT_SHARE,
    HEADING_SHARE,
    SPECIAL_TOKENS,
    embedded_text,
    searched_heading,
    split_document,
)
from assistant.types import Document, Passage, Section
from tests.doubles import a_document, a_passage, a_source

MAX_TOKENS = 60
BUDGET = MAX_TOKENS - int(MAX_TOKENS * HEADING_SHARE) - SPECIAL_TOKENS  # for the text itself
HALF = " ".join(["word"] * (BUDGET // 2 + 1)) + "."  # two of them are too much for a passage

TEXTS = st.lists(
    st.sampled_from(
        ["word", "license", "weights.", "Open.", "x" * 90, "自由。", "源", "1", "9" * 70]
    )
    | st.sampled_from([" ", " ", " ", "\n", "\n\n", "  \n \n", "- ", "# ", ".", "e.g. "]),
    max_size=200,
).map("".join)


def count_words(texts: Sequence[str]) -> list[int]:
    """Digits and wide characters are tokens, the rest is one for four letters; blanks are free."""
    return [
        sum(-(-len(word) // 4) for word in re.findall(r"[a-zA-Z]+", text))
        + len(re.findall(r"[^\sa-zA-Z]", text))
        for text in texts
    ]


def split(document: Document) -> list[Passage]:
    return split_document(document, count_tokens=count_words, max_tokens=MAX_TOKENS)


def in_sections(*parts: tuple[str, Section]) -> Document:
    """A document of these texts, each in a section like the one beside it."""
    text, sections = "", []
    for part, like in parts:
        sections.append(replace(like, start=len(text), end=len(text) + len(part)))
        text += part
    return replace(a_document(text), sections=tuple(sections))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(TEXTS)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4)))
    sections = [
        Section(f"S{i}", start, end, speaker=draw(st.sampled_from([None, "Host"])), page=i // 2)
        for i, (start, end) in enumerate(itertools.pairwise([0, *cuts, len(text)]))
    ]
    return replace(a_document(text), sections=tuple(sections))


@given(documents())
def test_passages_are_slices_that_cover_the_document_once_and_fit(document: Document) -> None:
    passages = split(document)

    assert all(document.text[p.start : p.end] == p.text for p in passages)
    assert all(one.end <= two.start for one, two in itertools.pairwise(passages))
    covered = "".join(p.text for p in passages)
    assert "".join(covered.split()) == "".join(document.text.split())
    assert all(p.text.strip() == p.text != "" for p in passages)
    assert max(count_words([p.text for p in passages]), default=0) <= BUDGET


@given(documents())
def test_same_document_gives_the_same_ids_and_each_once(document: Document) -> None:
    first, second = split(document), split(document)

    assert first == second
    assert len({p.passage_id for p in first}) == len(first)


def test_same_text_at_two_places_has_two_ids() -> None:
    repeated = "The weights are free for everyone to use and share today.\n\n" * 4

    passages = split(a_document(repeated))

    assert len({p.text for p in passages}) < len({p.passage_id for p in passages})


def test_empty_document_has_no_passage() -> None:
    assert split(a_document("")) == []
    assert split(a_document(" \n\n ")) == []


def test_sentences_that_fit_stay_together() -> None:
    document = a_document("One thing. Another thing. A third thing.")

    assert [p.text for p in split(document)] == [document.text]


def test_passage_ends_at_a_paragraph_rather_than_inside_one() -> None:
    document = a_document(f"Short one. {HALF}\n\nA second. {HALF}")

    assert [p.text for p in split(document)] == document.text.split("\n\n")


def test_paragraphs_that_fit_stay_together() -> None:
    document = a_document(f"{HALF}\n\nShort.\n\nShort too.")

    assert [p.text for p in split(document)] == [document.text]


def test_long_sentence_is_cut_between_words() -> None:
    document = a_document("because " * 60)

    passages = split(document)

    assert len(passages) > 2
    assert all(set(p.text.split()) == {"because"} for p in passages)


def test_dense_half_of_a_long_sentence_is_cut_smaller() -> None:
    document = a_document("so " * 40 + "1 " * 60)

    assert max(count_words([p.text for p in split(document)])) <= BUDGET


def test_text_without_spaces_is_cut_anywhere() -> None:
    document = a_document("自由" * 100)

    passages = split(document)

    assert "".join(p.text for p in passages) == document.text
    assert max(count_words([p.text for p in passages])) <= BUDGET


def test_passage_never_crosses_a_page() -> None:
    document = in_sections(
        ("Ends here. ", Section("p. 1", 0, 0, page=1)),
        ("Begins here.", Section("p. 2", 0, 0, page=2)),
    )

    assert [(p.label, p.page, p.text) for p in split(document)] == [
        ("p. 1", 1, "Ends here."),
        ("p. 2", 2, "Begins here."),
    ]


def test_question_and_answer_of_a_talk_stay_together() -> None:
    document = in_sections(
        ("Is it open? ", Section("Host, 00:01", 0, 0, speaker="Host", time_s=1.0)),
        ("No, it is not.", Section("Guest, 00:02", 0, 0, speaker="Guest", time_s=2.0)),
    )

    passages = split(document)

    assert [(p.label, p.speaker, p.time_s, p.text) for p in passages] == [
        ("Host, 00:01", "Host", 1.0, "Is it open? No, it is not.")
    ]


def test_passage_ends_at_a_section_rather_than_at_a_paragraph() -> None:
    document = in_sections(
        (f"Use it.\n\n{HALF}\n\n", Section("1. Use", 0, 0)),
        (f"Sell it.\n\n{HALF}", Section("2. Sale", 0, 0)),
    )

    assert [(p.label, p.text) for p in split(document)] == [
        ("1. Use", f"Use it.\n\n{HALF}"),
        ("2. Sale", f"Sell it.\n\n{HALF}"),
    ]


def test_tiny_section_joins_the_next_one() -> None:
    document = in_sections(
        ("Use. ", Section("1", 0, 0)), ("Everyone may use it.", Section("1.1", 0, 0))
    )

    assert [(p.label, p.text) for p in split(document)] == [("1", "Use. Everyone may use it.")]


def test_embedded_text_is_title_end_of_path_and_passage() -> None:
    source = a_source(title="T" * 200, aliases=("OSD",), version="1.9")
    passage = a_passage("No fee.", source, label="L" * 200 + "end")

    assert embedded_text(passage) == f"{'T' * 120}. {'L' * 117}end\nNo fee."


@pytest.mark.parametrize(
    ("doc_id", "title", "embedded", "searched"),
    [
        ("nda/Gar-Kenyon_NDA.txt", "NDA", "NDA Gar Kenyon", "NDA | Gar Kenyon | 1"),
        ("The%20Harbour%20Deal.txt", "Deal", "Deal The Harbour", "Deal | The Harbour | 1"),
        ("open-source-definition.md", "Open Source Definition", *2 * ["Open Source Definition"]),
    ],
)
def test_what_only_the_file_name_says_is_embedded_and_searched(
    doc_id: str, title: str, embedded: str, searched: str
) -> None:
    source = a_source(doc_id, title=title, aliases=())

    assert embedded_text(a_passage("No fee.", source, label="1")) == f"{embedded}. 1\nNo fee."
    assert searched_heading(source, "1").startswith(searched)


@pytest.mark.parametrize(
    ("title", "version", "heading"),
    [
        ("Open Source Definition", "1.9", "Open Source Definition | 1.9 | OSD | 6. Fields"),
        ("OSAID 1.0", "1.0", "OSAID 1.0 | OSD | 6. Fields"),
        ("OSD", "", "OSD | 6. Fields"),
    ],
)
def test_searched_heading_holds_each_name_once(title: str, version: str, heading: str) -> None:
    source = a_source("definitions/osd.md", title=title, version=version, aliases=("OSD",))

    assert searched_heading(source, "6. Fields") == heading


TABLE_HEAD = "| Model | License |\n|---|---|\n"
ROW = "| Number one of them all | A license that nobody knows |\n"


def test_rows_of_a_long_table_carry_its_header() -> None:
    passages = split(a_document(f"Before.\n\n{TABLE_HEAD}{ROW * 12}\nAfter."))

    assert len(passages) > 2
    assert passages[0].context == ""  # it shows the header itself
    assert {p.context for p in passages[1:]} == {"Model | License"}
    assert all(p.text.startswith(ROW[:10]) for p in passages[1:])


def test_header_takes_its_room_from_the_passage() -> None:
    passages = split(a_document(f"{TABLE_HEAD}{ROW * 12}"))

    for passage in passages:
        assert sum(count_words([passage.context, passage.text])) <= BUDGET


def test_long_header_is_cut_to_its_share_of_the_passage() -> None:
    head = "|" + "column name|" * 12 + "\n|" + "---|" * 12 + "\n"

    passages = split(a_document(head + f"|{'1 |' * 12}\n" * 20))

    (context,) = {p.context for p in passages if p.context}
    assert 0 < count_words([context])[0] <= BUDGET * CONTEXT_SHARE


def test_row_too_long_for_its_header_goes_without() -> None:
    long_row = f"| {'word ' * (BUDGET - 4)}| x |\n"

    passages = split(a_document(TABLE_HEAD + ROW * 3 + long_row))

    assert "word word" in passages[-1].text
    assert passages[-1].context == ""


def test_context_is_embedded_and_searched_and_not_shown() -> None:
    passage = a_passage("| One | MIT |", a_source(title="Card", aliases=()), context="Model | Use")

    assert embedded_text(passage).split("\n") == [
        "Card osd. Section 1",
        "Model | Use",
        "| One | MIT |",
    ]
    assert searched_heading(passage.source, passage.label, passage.context).endswith("Model | Use")
    assert "Use" not in passage.text


def test_passage_ends_between_clauses_rather_than_between_points_of_one() -> None:
    point = " ".join(["word"] * (BUDGET // 4)) + ".\n"
    labels = ("1. Use", "1. Use > (a)", "2. Sale", "2. Sale > (a)", "2. Sale > (b)")

    passages = split(in_sections(*((point, Section(label, 0, 0)) for label in labels)))

    assert [p.label for p in passages] == ["1. Use", "2. Sale"]


def test_line_is_not_cut_where_a_quotation_in_it_is_a_section() -> None:
    quoted = in_sections(
        (f"{HALF}\n\n", Section("Beginning", 0, 0)),
        (f"“{HALF}” ", Section("Host", 0, 0, speaker="Host")),
        ("said the host.", Section("Beginning", 0, 0)),
    )

    assert split(quoted)[-1].text.endswith("said the host.")
    assert split(quoted)[-1].speaker == "Host"


def test_heading_stays_with_what_it_heads() -> None:
    document = in_sections(
        (f"{HALF}\n\n", Section("1. Use", 0, 0)),
        (f"## 2. Sale\n\n{HALF}\n\n{HALF}", Section("2. Sale", 0, 0)),
    )

    passages = split(document)

    assert [p.text.startswith("## 2. Sale") for p in passages] == [False, True, False]
    assert not any(p.text.endswith("Sale") for p in passages)
