from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading.pdf import read_pdf
from tests.reading.samples import Line, column, pdf_of_lines, read

_PROSE = [
    "The licensee may copy, change and pass on the work to anyone, for any",
    "purpose, as long as the notices stay in place and every copy comes with",
    "the terms under which it was given, without any further condition.",
]


def _text(*pages: list[Line]) -> str:
    return read_pdf(pdf_of_lines(pages)).text


def test_lines_of_a_paragraph_are_joined() -> None:
    assert _text(column(_PROSE)) == " ".join(_PROSE)


def test_a_gap_between_lines_begins_a_paragraph() -> None:
    page = column(_PROSE) + column(_PROSE, top=640)

    assert _text(page) == " ".join(_PROSE) + "\n\n" + " ".join(_PROSE)


def test_an_indented_line_begins_a_paragraph() -> None:
    first, *others = column(_PROSE, top=700 - 3 * 14.4)
    page = [*column(_PROSE), first._replace(x=90), *others]

    assert _text(page) == " ".join(_PROSE) + "\n\n" + " ".join(_PROSE)


def test_a_last_line_that_ends_early_ends_the_paragraph() -> None:
    short = [*_PROSE[:2], "these terms."]
    page = column([*short, *_PROSE])

    assert _text(page) == " ".join(short) + "\n\n" + " ".join(_PROSE)


def test_a_heading_in_larger_type_stands_alone() -> None:
    page = [Line("Redistribution", 72, 720, 18), *column(_PROSE)]

    assert _text(page) == "Redistribution\n\n" + " ".join(_PROSE)


def test_list_items_and_clauses_begin_on_their_own_line() -> None:
    page = column(["You must:", "(a) keep the notices;", "(b) name the authors.", "2. Next."])

    assert _text(page) == "You must:\n\n(a) keep the notices;\n\n(b) name the authors.\n\n2. Next."


def test_a_reference_at_the_start_of_a_line_begins_nothing() -> None:
    lines = [
        "Whoever passes on the work must keep the notices, as set out in Section",
        "2.3 of these terms, and must give a copy of the terms with it to all.",
    ]

    assert _text(column(lines)) == " ".join(lines)


def test_lines_in_capitals_are_joined_like_others() -> None:
    lines = [
        "NOBODY PROMISES ANYONE THAT THE WORK IS FIT FOR",
        "A PURPOSE, OR THAT IT IS FREE OF FAULTS, NON-",
        "INFRINGING, OR ANYTHING OTHER THAN IT IS.",
    ]

    text = _text(column([*_PROSE, *lines]))

    assert "THE WORK IS FIT FOR A PURPOSE, OR THAT IT IS FREE OF FAULTS, NON-INFRINGING, OR" in text


def test_rows_of_a_table_stay_lines() -> None:
    rows = ["Name Weights Code", "Alpha open open", "Beta closed open"]

    assert _text(column(rows)) == "\n".join(rows)


@pytest.mark.parametrize(
    ("end", "start", "whole"),
    [
        ("defini-", "tion of it", "definition of it"),
        ("open-", "source code", "open-source code"),  # written so elsewhere on the page
        ("non-", "exclusive rights", "non-exclusive rights"),
        ("GPT-", "4 and others", "GPT-4 and others"),
        ("pre-", "and post-training", "pre- and post-training"),
        ("defini\u00ad", "tion of it", "definition of it"),
    ],
)
def test_words_broken_at_line_ends_are_whole_and_hyphens_stay(
    end: str, start: str, whole: str
) -> None:
    first = "An open-source license is meant in all of what is said here, and the"
    page = column(
        [first, "text that follows explains it at some more length, with a " + end, start]
    )

    assert whole in _text(page)


def test_a_word_broken_between_pages_is_whole_on_the_first() -> None:
    first = column(["This is what the license says about the terms of the rede-"])
    second = column(["finition of it, and of every copy that is made of the work."])

    parsed = read_pdf(pdf_of_lines([first, second]))

    assert parsed.text.endswith(
        "of the redefinition\nof it, and of every copy that is made of the work."
    )
    assert [mark.page for mark in parsed.marks] == [1, 2]
    assert parsed.text[parsed.marks[1].start :].startswith("of it")


_words = st.text("abcdefghijklmnop", min_size=1, max_size=12)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(_words, min_size=3, max_size=40), min_size=1, max_size=4))
def test_no_word_of_the_body_is_lost(paragraphs: list[list[str]]) -> None:
    lines: list[str] = []
    for words in paragraphs:
        lines += [" ".join(words[i : i + 8]) for i in range(0, len(words), 8)]
    pages = [column(lines[i : i + 20]) for i in range(0, len(lines), 20)]

    found = Counter(re.findall(r"\w+", _text(*pages)))

    assert found == Counter(word for words in paragraphs for word in words)


def test_the_sections_of_pages_cover_the_text(tmp_path: Path) -> None:
    document = read(tmp_path, "a.pdf", pdf_of_lines([column(_PROSE)] * 3))

    assert [section.page for section in document.sections] == [1, 2, 3]
