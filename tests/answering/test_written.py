from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.marker_stream import find_markers
from assistant.answering.words.english import ENGLISH
from assistant.answering.written import Checked, check_answer
from tests.doubles import UNCITED, UNSUPPORTED, WordEncoder, a_passage, a_source, some_hits

FREE = a_passage(
    "Redistribution of the software must be free. The license shall not require a fee for a sale.",
    a_source("definitions/osd.md", title="Open Source Definition", aliases=("OSD",)),
    start=100,
)
WEIGHTS = a_passage(
    "The model weights must be released. Training data may stay secret.",
    a_source("definitions/owd.md", title="Open Weight Definition"),
)
HITS = some_hits(FREE, WEIGHTS)
ENCODER = WordEncoder()
SILENT_MARK = UNSUPPORTED.format(reason=ENGLISH.says_nothing)

STATEMENTS = ("Weights must be released", "Software is free", ". ", ".", "\n", "\n- ", " ", ": ")
WRITTEN = (*STATEMENTS, *'[1] [2] [3] [99](x) `[7]` [[9]1] [1998] " “ ” **'.split())


def checked(text: str) -> Checked:
    return check_answer(text, HITS, ENCODER.encode)


@pytest.mark.parametrize(
    "text",
    [
        "Redistribution of the software must be free [1].",
        "Redistribution of the software must be free. [1] The weights must be released. [2]",
        "Redistribution of the software must be free.[1]",
        "- Redistribution must be free [1].\n- The model weights must be released [2].",
        "1. Redistribution must be free [1].\n2. The model weights must be released [2].",
        "The definitions demand the following things of a license:\n\n- Free redistribution [1]",
        "## What both of these definitions demand\n\nRedistribution must be free [1].",
        "It says “Redistribution of the software must be free. The license shall not require a"
        " fee for a sale” [1].",
        "Yes [1]. Redistribution of the software must be free [1].",
    ],
)
def test_supported_statements_stay_as_they_are(text: str) -> None:
    found = checked(text)

    assert found.text == text
    assert found.unsupported == 0
    assert {citation.support for citation in found.citations} == {"supported"}


def test_unsupported_statement_is_marked_and_counted() -> None:
    found = checked("The model weights must be released [2]. Pigs fly over distant moons [2].")

    assert found.text == (
        "The model weights must be released [1]. Pigs fly over distant moons [1]." + SILENT_MARK
    )
    assert found.unsupported == 1
    assert found.citations[0].support == "supported"


def test_statement_without_a_source_is_marked_and_counted() -> None:
    found = checked("All vendors publish complete training data sets. Redistribution is free [1].")

    assert found.text.startswith("All vendors publish complete training data sets." + UNCITED)
    assert found.unsupported == 1


@pytest.mark.parametrize("text", ["Yes.", "In short:", "It depends. Redistribution is free [1]."])
def test_words_that_claim_nothing_need_no_source(text: str) -> None:
    assert checked(text).unsupported == 0


def test_marker_behind_the_full_stop_belongs_to_the_statement_before_it() -> None:
    found = checked("The weights must be released. [2] Redistribution must be free. [1]")

    assert found.unsupported == 0
    assert [c.passage.source.doc_id for c in found.citations] == [
        "definitions/owd.md",
        "definitions/osd.md",
    ]


def test_one_of_two_sources_is_enough() -> None:
    found = checked("The model weights must be released [1][2].")

    assert found.unsupported == 0
    assert [c.support for c in found.citations] == ["unsupported", "supported"]


def test_citation_quotes_the_sentence_that_supports_it_at_its_place() -> None:
    citation = checked("The license shall not require a fee [1].").citations[0]

    assert citation.quote == "The license shall not require a fee for a sale."
    assert citation.quote == FREE.text[citation.start - 100 : citation.end - 100]


def test_opposite_of_the_source_is_marked() -> None:
    assert checked("The license shall require a fee for a sale [1].").unsupported == 1


def test_quotation_that_nobody_said_is_marked() -> None:
    assert checked('It says "software must be expensive" on redistribution [1].').unsupported == 1


def test_wrong_number_is_marked() -> None:
    assert checked("After 3 years the model weights must be released [2].").unsupported == 1


def test_invented_markers_are_removed_and_counted() -> None:
    found = checked("The model weights must be released [2]. Redistribution is free [7].")

    assert found.invented == 1
    assert found.text == f"The model weights must be released [1]. Redistribution is free.{UNCITED}"


def test_brackets_that_are_no_markers_are_left_alone() -> None:
    text = "Since [1998] and in `a[9]` redistribution must be free [1]."

    found = checked(text)

    assert found.text.startswith(text)
    assert len(found.citations) == 1


def test_sentence_in_which_an_answer_broke_off_is_not_marked() -> None:
    text = "Redistribution of the software must be free [1]. Vendors publish all their training"

    broken = check_answer(text, HITS, ENCODER.encode, complete=False)

    assert (broken.text, broken.unsupported) == (text, 0)
    assert checked(text).text == text + UNCITED


def test_marker_alone_supports_nothing() -> None:
    found = checked("[1]")

    assert [citation.support for citation in found.citations] == ["unchecked"]
    assert found.citations[0].quote == FREE.text


def test_nothing_written_is_nothing() -> None:
    assert checked(" \n ") == ("", [], 0, 0, 0)


@given(st.lists(st.sampled_from(WRITTEN), max_size=15).map("".join))
@settings(deadline=None)
def test_whatever_is_written_every_marker_has_its_citation(text: str) -> None:
    found = checked(text)

    assert {m.number for m in find_markers(found.text)} == {c.marker for c in found.citations}
    assert [c.marker for c in found.citations] == list(range(1, len(found.citations) + 1))
    assert all(c.quote == c.passage.text[c.start - c.passage.start : c.end - c.passage.start]
               for c in found.citations)  # fmt: skip
    marks = found.text.count(UNSUPPORTED.partition("{")[0]) + found.text.count(UNCITED)
    assert marks == found.unsupported
