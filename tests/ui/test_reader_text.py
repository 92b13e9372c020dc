from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

import pytest

from assistant.types import Source
from assistant.ui.reader.ranges import NOTHING, Range
from assistant.ui.reader.text import render_contents, render_text, within
from assistant.ui.reflow import reflow
from tests.ui.hostile import HOSTILE_DOCUMENT
from tests.ui.library import DOCUMENTS, PANEL, Part, make_document

RULES = make_document(
    Source("own/rules.md", "Rules"),
    Part(
        "Rules > Data", "# Data\n\nThe data is **shared** by the [makers](http://m.example) of it."
    ),
    Part("", "Nobody asks.\n\nEverybody may."),
)
TEXT = """\
<section id="at-0"><h2 dir="auto">Rules &gt; Data</h2>\
<p class="around" dir="auto">The data is <mark id="passage" tabindex="-1">shared by</mark>\
 the makers of it.</p></section>\
<section id="at-73"><p dir="auto">Nobody asks.</p><p dir="auto">Everybody may.</p></section>"""


def marked_words(html: str) -> list[str]:
    return [unescape(words) for words in re.findall(r"<mark[^>]*>(.*?)</mark>", html, re.DOTALL)]


def test_each_section_has_its_label_its_paragraphs_and_the_marked_words() -> None:
    start = RULES.text.index("**shared")

    assert render_text(RULES, Range(start, start + len("**shared** by"))) == TEXT


def test_a_heading_says_what_the_one_before_it_has_not_said() -> None:
    labels = (
        "Art. 5 > 1 > (c)",
        "Art. 5 > 1 > (d)",
        "Art. 5 > 2",
        "Art. 5",
        "Art. 5",
        "Art. 6 > 1",
    )
    law = make_document(Source("law.md", "Law"), *(Part(label, "Words.") for label in labels))

    assert re.findall("<h2[^>]*>(.*?)</h2>", render_text(law, NOTHING)) == [
        "Art. 5 &gt; 1 &gt; (c)",
        "(d)",
        "2",
        "Art. 5",
        "Art. 5",
        "Art. 6 &gt; 1",
    ]


def test_a_heading_that_the_text_begins_with_is_shown_once_and_marked_in_its_place() -> None:
    start = RULES.text.index("Data")

    assert render_text(RULES, Range(start, start + len("Data"))).startswith(
        '<section id="at-0"><h2 dir="auto">Rules &gt; <mark id="passage" tabindex="-1">Data</mark>'
        '</h2><p dir="auto">The data is shared by'
    )


def test_a_first_paragraph_that_says_more_than_its_heading_stays() -> None:
    rules = make_document(Source("a.md", "A"), Part("Data", "Data is shared.\n\nData"))

    assert render_text(rules, NOTHING) == (
        '<section id="at-0"><h2 dir="auto">Data</h2><p dir="auto">Data is shared.</p>'
        '<p dir="auto">Data</p></section>'
    )


def test_the_contents_lead_to_the_sections_that_have_a_label() -> None:
    assert render_contents(RULES) == ('<li><a href="#at-0" dir="auto">Rules &gt; Data</a></li>')


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.doc_id)
def test_what_is_marked_is_what_was_asked_for(document) -> None:  # type: ignore[no-untyped-def]  # of all documents
    laid_out = reflow(document.text)
    places = range(0, len(document.text), 17)

    for start, end in [*pairwise(places), (3, len(document.text) - 3)]:
        marked = marked_words(render_text(document, Range(start, end)))

        # What lies between two paragraphs is white space, and shown as their distance.
        assert "".join("".join(marked).split()) == "".join(laid_out[start:end].split())


def test_a_range_over_two_speakers_is_marked_in_both() -> None:
    first, second = PANEL.sections

    html = render_text(PANEL, Range(first.end - 20, second.start + 10))

    assert marked_words(html) == ["of something else.", "I disagree"]
    assert html.count('id="passage"') == 1


def test_rows_of_cells_are_a_table_with_the_quoted_cells_marked() -> None:
    table = "| Model | Data |\n|---|:--|\n| **A** | open |\n|  | x | y |\nB | shut"
    scores = make_document(Source("scores.md", "Scores"), Part("", table))
    start = table.index("A**")

    html = render_text(scores, Range(start, start + len("A** | op")))

    assert html == (
        '<section id="at-0"><div class="rows"><table>'
        '<tr><th dir="auto"> Model </th><th dir="auto"> Data </th></tr>'
        '<tr><td dir="auto"> **<mark id="passage" tabindex="-1">A** </mark></td>'
        '<td dir="auto"><mark> op</mark>en </td></tr>'
        '<tr><td dir="auto">  </td><td dir="auto"> x </td><td dir="auto"> y </td></tr>'
        '<tr><td dir="auto">B </td><td dir="auto"> shut</td></tr></table></div></section>'
    )


def test_a_line_that_only_holds_a_bar_is_no_table() -> None:
    text = "Choose | or\nnothing."
    page = render_text(make_document(Source("a.md", "A"), Part("", text)), NOTHING)

    assert page == '<section id="at-0"><p dir="auto">Choose | or\nnothing.</p></section>'


def test_a_range_that_is_none_marks_nothing() -> None:
    length = len(RULES.text)

    assert within(RULES, None, 5) == NOTHING
    assert within(RULES, 9, 9) == NOTHING
    assert within(RULES, length + 1, length + 9) == NOTHING
    assert within(RULES, -5, length + 9) == Range(0, length)
    assert "<mark" not in render_text(RULES, NOTHING)


def test_nothing_hostile_survives_in_the_text() -> None:
    html = render_text(HOSTILE_DOCUMENT, Range(5, 900)) + render_contents(HOSTILE_DOCUMENT)

    tags = set(re.findall(r"</?([a-z0-9]+)", html))
    assert tags == {"section", "h2", "p", "mark", "li", "a"}
    assert set(re.findall(r'href="([^"]*)"', html)) == {
        f"#at-{section.start}" for section in HOSTILE_DOCUMENT.sections
    }
